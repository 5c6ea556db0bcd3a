import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFixture, speech } from '../../src/transcriber/speechFixtures.ts';

export const sampleRate = 16_000;

export interface Recording {
  readonly file: string;
  /** What is said in it, in order. */
  readonly sentences: readonly string[];
}

/**
 * Writes a WAV for a fake microphone: silence while a call is being set up, then English sentences of
 * the fixtures, a second apart.
 */
export function recordSentences(
  folder: string,
  options: { readonly silentSeconds: number; readonly count: number },
): Recording {
  const spoken = speech.singles.filter(({ language }) => language === 'en').slice(0, options.count);
  const pause = new Float32Array(sampleRate);
  const pieces = [
    new Float32Array(options.silentSeconds * sampleRate),
    ...spoken.flatMap(({ file }) => [readFixture(file), pause]),
  ];
  const file = recordPieces(folder, 'sentences', pieces);
  return { file, sentences: spoken.map(({ text }) => text) };
}

/** Writes samples at 16 kHz one after another as a WAV for a fake microphone. Answers its path. */
export function recordPieces(
  folder: string,
  name: string,
  pieces: readonly Float32Array[],
): string {
  const file = join(folder, `${name}.wav`);
  writeFileSync(file, encodeWav(pieces));
  return file;
}

/** Mono 16-bit PCM behind the header of a fixture, with its two lengths put right. */
function encodeWav(pieces: readonly Float32Array[]): Buffer {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const header = Buffer.from(
    readFileSync(join(import.meta.dirname, '../../fixtures/speech/en-01.wav')).subarray(0, 44),
  );
  const body = Buffer.alloc(length * 2);
  let at = 0;
  for (const piece of pieces) {
    for (const sample of piece) {
      body.writeInt16LE(Math.round(sample * 32767), at);
      at += 2;
    }
  }
  header.writeUInt32LE(36 + body.length, 4);
  header.writeUInt32LE(body.length, 40);
  return Buffer.concat([header, body]);
}
