import type { Caption } from '@confab/shared-types';

/** A caption with its speaker; `receivedAt` is this machine's clock and only decides how long it shows. */
export interface CaptionLine {
  readonly speaker: string;
  readonly name: string;
  readonly caption: Caption;
  readonly receivedAt: number;
}

/** How long a line stays after its last change. */
export const captionLifetimeMs = 8_000;
const kept = 30;

/**
 * Takes in a draft or final line. A draft replaces its speaker's earlier draft, a final replaces the
 * drafts it grew out of, and nothing replaces a final but the same utterance said again. Speakers
 * cannot touch each other's lines. Result is in the order the utterances began.
 */
export function addCaption(
  lines: readonly CaptionLine[],
  added: CaptionLine,
): readonly CaptionLine[] {
  if (!added.caption.final && lines.some((line) => isSame(line, added) && line.caption.final)) {
    return lines;
  }
  const others = lines.filter((line) => !replaces(added, line));
  return [...others, added]
    .toSorted((a, b) => a.caption.startedAt - b.caption.startedAt)
    .slice(-kept);
}

/** The lines young enough to be on the screen, oldest first. */
export function visibleCaptions(
  lines: readonly CaptionLine[],
  now: number,
): readonly CaptionLine[] {
  return lines.filter((line) => now - line.receivedAt < captionLifetimeMs);
}

function isSame(a: CaptionLine, b: CaptionLine): boolean {
  return a.speaker === b.speaker && a.caption.utterance === b.caption.utterance;
}

function replaces(added: CaptionLine, line: CaptionLine): boolean {
  if (isSame(line, added)) return true;
  const sameTrack = line.speaker === added.speaker && line.caption.track === added.caption.track;
  if (!sameTrack || line.caption.final) return false;
  return !added.caption.final || line.caption.startedAt < added.caption.endedAt;
}
