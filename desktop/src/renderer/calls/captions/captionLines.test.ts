import { describe, expect, it } from 'vitest';
import { addCaption, captionLifetimeMs, visibleCaptions } from './captionLines.ts';
import type { CaptionLine } from './captionLines.ts';

function line(
  speaker: string,
  utterance: string,
  text: string,
  options: { final?: boolean; startedAt?: number; endedAt?: number; receivedAt?: number } = {},
): CaptionLine {
  const startedAt = options.startedAt ?? 1000;
  return {
    speaker,
    name: speaker,
    receivedAt: options.receivedAt ?? 0,
    caption: {
      utterance,
      track: `mic-${speaker}`,
      text,
      final: options.final ?? false,
      startedAt,
      endedAt: options.endedAt ?? startedAt + 500,
    },
  };
}

function texts(lines: readonly CaptionLine[]): string[] {
  return lines.map((each) => each.caption.text);
}

describe('addCaption', () => {
  it('replaces a draft by the next draft of the same utterance', () => {
    const lines = addCaption(
      addCaption([], line('anna', 'u1', 'good')),
      line('anna', 'u1', 'good morning'),
    );
    expect(texts(lines)).toEqual(['good morning']);
  });

  it('replaces a draft by the final of the same utterance and ignores drafts after it', () => {
    let lines = addCaption([], line('anna', 'u1', 'good morn'));
    lines = addCaption(lines, line('anna', 'u1', 'Good morning.', { final: true }));
    lines = addCaption(lines, line('anna', 'u1', 'good mourning'));
    expect(texts(lines)).toEqual(['Good morning.']);
    expect(lines[0]?.caption.final).toBe(true);
  });

  it('drops a draft whose utterance got another id when it became final', () => {
    let lines = addCaption([], line('anna', 'draft-7', 'good morn', { startedAt: 1020 }));
    lines = addCaption(
      lines,
      line('anna', 'u1', 'Good morning.', { final: true, startedAt: 1000, endedAt: 1800 }),
    );
    expect(texts(lines)).toEqual(['Good morning.']);
  });

  it('keeps a draft of what the speaker says after the final', () => {
    let lines = addCaption([], line('anna', 'u2', 'and now', { startedAt: 3000 }));
    lines = addCaption(
      lines,
      line('anna', 'u1', 'Good morning.', { final: true, startedAt: 1000, endedAt: 1800 }),
    );
    expect(texts(lines)).toEqual(['Good morning.', 'and now']);
  });

  it('takes a final said again as the same line', () => {
    const once = line('anna', 'u1', 'Good morning.', { final: true });
    expect(texts(addCaption(addCaption([], once), once))).toEqual(['Good morning.']);
  });

  it('does not let one speaker replace the line of another', () => {
    const lines = addCaption(
      addCaption([], line('anna', 'u1', 'mine', { final: true })),
      line('bob', 'u1', 'yours', { final: true, startedAt: 1100 }),
    );
    expect(texts(lines)).toEqual(['mine', 'yours']);
  });

  it('orders lines of two speakers by when they began', () => {
    const lines = addCaption(
      addCaption([], line('bob', 'u2', 'second', { startedAt: 2000, final: true })),
      line('anna', 'u1', 'first', { startedAt: 1000, final: true }),
    );
    expect(texts(lines)).toEqual(['first', 'second']);
  });
});

describe('visibleCaptions', () => {
  it('shows a line until its time since the last change is over', () => {
    const lines = [
      line('anna', 'u1', 'old', { receivedAt: 0 }),
      line('anna', 'u2', 'new', { receivedAt: 5000 }),
    ];
    expect(texts(visibleCaptions(lines, captionLifetimeMs - 1))).toEqual(['old', 'new']);
    expect(texts(visibleCaptions(lines, captionLifetimeMs))).toEqual(['new']);
  });
});
