import { describe, expect, it } from 'vitest';
import { piecesFromTokens } from './whisperTokens.ts';

const endOfText = 1000;
const timestampBegin = 1100;
const at = (seconds: number): number => timestampBegin + Math.round(seconds / 0.02);

const vocabulary = [' We', ' met', ' Ka', 'te', '.', ' 안', '녕', '\uFFFD', '你', '好'];
function decode(tokens: readonly number[]): string {
  // Tokens 7 and 7 are the two halves of one sign.
  return tokens
    .map((token) => vocabulary[token] ?? '')
    .join('')
    .replace('\uFFFD\uFFFD', '세');
}

function read(tokens: readonly number[], times?: readonly number[]): unknown {
  return piecesFromTokens({ tokens, times, endOfText, timestampBegin, decode, seconds: 10 });
}

describe('piecesFromTokens', () => {
  it('reads text between times', () => {
    expect(read([at(0), 0, 1, at(1.5), at(2), 2, 3, 4, at(3.2), endOfText])).toEqual([
      { text: 'We met', startSample: 0, endSample: 24_000 },
      { text: 'Kate.', startSample: 32_000, endSample: 51_200 },
    ]);
  });

  it('ends what was cut off with the audio, and times behind it', () => {
    expect(read([at(9), 0, 1])).toEqual([
      { text: 'We met', startSample: 144_000, endSample: 160_000 },
    ]);
    expect(read([at(9), 0, at(29)])).toEqual([
      { text: 'We', startSample: 144_000, endSample: 160_000 },
    ]);
  });

  it('reads silence as nothing', () => {
    expect(read([at(0), endOfText])).toEqual([]);
    expect(read([endOfText])).toEqual([]);
  });

  it('joins tokens to words and keeps their times in order and within the piece', () => {
    const tokens = [at(0), 0, 1, 2, 3, 4, at(2), endOfText];
    expect(read(tokens, [0, 0.1, 0.5, 0.4, 1, 7, 7.2, 8])).toEqual([
      {
        text: 'We met Kate.',
        startSample: 0,
        endSample: 32_000,
        words: [
          { text: 'We', startSample: 1600, endSample: 8000 },
          { text: 'met', startSample: 8000, endSample: 8000 },
          { text: 'Kate.', startSample: 8000, endSample: 32_000 },
        ],
      },
    ]);
  });

  it('keeps signs of several tokens whole and splits scripts without spaces', () => {
    const [piece] = piecesFromTokens({
      tokens: [at(0), 5, 6, 7, 7, 8, 9, at(2)],
      times: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7],
      endOfText,
      timestampBegin,
      decode,
      seconds: 10,
    });
    expect(piece?.words?.map((word) => word.text)).toEqual(['안녕세', '你', '好']);
  });
});
