import type { RecognizedPiece, RecognizedWord } from './SpeechRecognizer.ts';

export interface TokenSequence {
  /** What the model wrote after its start tokens. */
  readonly tokens: readonly number[];
  /** Start of each token in seconds, where attention was read. */
  readonly times?: readonly number[] | undefined;
  /** First id that is no text: end of text, languages, tasks. */
  readonly endOfText: number;
  /** Id of `<|0.00|>`. */
  readonly timestampBegin: number;
  readonly decode: (tokens: readonly number[]) => string;
  /** Length of what was heard, in seconds; no time lies behind it. */
  readonly seconds: number;
}

/** Whisper's timestamp tokens count in steps of 20 ms. */
const secondsPerTimestamp = 0.02;
const sampleRate = 16_000;

/**
 * Reads Whisper's `<|0.00|> text <|2.40|><|2.40|> text …`: text between two times is a piece. A
 * sequence that was cut off ends where the audio ends.
 */
export function piecesFromTokens(sequence: TokenSequence): RecognizedPiece[] {
  const pieces: RecognizedPiece[] = [];
  let start = 0;
  let first = 0;
  let count = 0;
  const close = (end: number): void => {
    if (count > 0) pieces.push(makePiece(sequence, first, first + count, start, end));
    count = 0;
  };
  for (const [index, token] of sequence.tokens.entries()) {
    if (token >= sequence.timestampBegin) {
      const time = (token - sequence.timestampBegin) * secondsPerTimestamp;
      close(time);
      start = time;
    } else if (token < sequence.endOfText) {
      if (count === 0) first = index;
      count = index + 1 - first;
    }
  }
  close(sequence.seconds);
  return pieces.filter((piece) => piece.text !== '');
}

function makePiece(
  sequence: TokenSequence,
  from: number,
  to: number,
  start: number,
  end: number,
): RecognizedPiece {
  const last = Math.min(end, sequence.seconds);
  const piece = {
    text: sequence.decode(sequence.tokens.slice(from, to)).trim(),
    startSample: toSamples(Math.min(start, last)),
    endSample: toSamples(last),
  };
  if (sequence.times === undefined) return piece;
  return { ...piece, words: wordsOf(sequence, sequence.times, from, to, piece) };
}

/**
 * Joins tokens to words: a word begins where the text has a space, or with each sign in scripts
 * that write none. A sign may take several tokens, so tokens are decoded until they are whole.
 */
function wordsOf(
  sequence: TokenSequence,
  times: readonly number[],
  from: number,
  to: number,
  within: { startSample: number; endSample: number },
): RecognizedWord[] {
  const words: { text: string; startSample: number; endSample: number }[] = [];
  let unitStart = from;
  for (let index = from; index < to; index += 1) {
    const text = sequence.decode(sequence.tokens.slice(unitStart, index + 1));
    if (text.endsWith('\uFFFD')) continue;
    const startSample = clamp(toSamples(times[unitStart] ?? 0), within, words.at(-1)?.startSample);
    const endSample = clamp(toSamples(times[index + 1] ?? Infinity), within, startSample);
    const open = words.at(-1);
    if (open === undefined || text.startsWith(' ') || writtenWithoutSpaces.test(text)) {
      words.push({ text: text.trim(), startSample, endSample });
    } else {
      open.text += text;
      open.endSample = endSample;
    }
    unitStart = index + 1;
  }
  return words.filter((word) => word.text !== '');
}

const writtenWithoutSpaces =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function clamp(
  sample: number,
  within: { startSample: number; endSample: number },
  atLeast = within.startSample,
): number {
  return Math.max(atLeast, Math.min(sample, within.endSample));
}

function toSamples(seconds: number): number {
  return Math.round(seconds * sampleRate);
}
