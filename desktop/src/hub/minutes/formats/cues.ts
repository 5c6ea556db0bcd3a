import type { Turn } from '@confab/shared-types';

/** What is shown at once: lines of text, from when to when, in milliseconds since the beginning. */
export interface Cue {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly lines: readonly string[];
}

/** Usual limits of subtitles: two lines of 42 letters, half of that in writing as wide as Hangul. */
const lineLength = 42;
const linesAtOnce = 2;
/** To be read: so many letters a second, and never shorter or longer than this. */
const lettersPerSecond = 17;
const shortestMs = 1_000;
const longestMs = 7_000;
/** Between two cues, so that one sees that the text is another. */
const gapMs = 40;

/** Turns as cues that can be read as fast as they come, in their order and none over another. */
export function cuesOf(turns: readonly Turn[], begin: number): Cue[] {
  const cues: Cue[] = [];
  for (const turn of turns) cues.push(...cuesOfTurn(turn, begin));
  const inOrder = cues.toSorted((a, b) => a.from - b.from);
  return inOrder.map((cue, at) => {
    const readable = cue.from + Math.max(shortestMs, readingMs(cue));
    const next = inOrder[at + 1]?.from ?? Infinity;
    // People who speak at once are read at once: then nothing is cut short for the next.
    const latest = next <= cue.from ? Infinity : next - gapMs;
    const end = Math.min(Math.max(cue.to, readable), latest, cue.from + longestMs);
    return { ...cue, to: Math.max(end, cue.from + gapMs) };
  });
}

function cuesOfTurn({ name, text, startedAt, endedAt, words }: Turn, begin: number): Cue[] {
  const pieces = wrapped(text);
  const blocks: string[][] = [];
  for (let at = 0; at < pieces.length; at += linesAtOnce) {
    blocks.push(pieces.slice(at, at + linesAtOnce));
  }
  const total = Math.max(1, text.length);
  const length = Math.max(0, endedAt - startedAt);
  let letters = 0;
  return blocks.map((lines) => {
    const share = (count: number): number => timeOf(count, total, startedAt, length, words);
    const from = share(letters);
    letters += lines.reduce((sum, line) => sum + line.length + 1, 0);
    const to = share(Math.min(letters, total));
    return { name, lines, from: Math.round(from - begin), to: Math.round(to - begin) };
  });
}

/** When so many letters of a turn were said: by its words where they are known, else evenly. */
function timeOf(
  letters: number,
  total: number,
  startedAt: number,
  length: number,
  words: Turn['words'],
): number {
  if (letters === 0) return startedAt;
  let said = 0;
  for (const word of words ?? []) {
    if (said >= letters) return Math.min(Math.max(word.startedAt, startedAt), startedAt + length);
    said += word.text.trim().length + 1;
  }
  return startedAt + (length * Math.min(letters, total)) / total;
}

function readingMs({ lines }: Cue): number {
  return (lines.reduce((sum, line) => sum + widthOf(line), 0) / lettersPerSecond) * 1000;
}

/** A text in lines that are short enough; a word that is longer than a line is cut. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(/\s+/u).flatMap(cutWord)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > lineLength) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}

function cutWord(word: string): string[] {
  if (widthOf(word) <= lineLength) return [word];
  const letters = [...word];
  const half = Math.ceil(letters.length / 2);
  return [letters.slice(0, half), letters.slice(half)].flatMap((part) => cutWord(part.join('')));
}

const wide = /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60]/gu;

function widthOf(text: string): number {
  return text.length + (text.match(wide)?.length ?? 0);
}
