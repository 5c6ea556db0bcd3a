import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The recordings and the model of `desktop/fixtures`, for tests. */
const fixtures = join(import.meta.dirname, '../../fixtures');
export const fixtureModel = join(fixtures, 'whisper-mini');
export const speechFolder = join(fixtures, 'speech');

const timedSchema = z.object({ text: z.string(), start: z.number(), end: z.number() });
const speechSchema = z.object({
  singles: z.array(timedSchema.extend({ file: z.string(), language: z.string() })),
  dialogue: z.object({
    speakers: z.array(
      z.object({ speaker: z.string(), file: z.string(), segments: z.array(timedSchema) }),
    ),
  }),
  long: z.object({ file: z.string(), segments: z.array(timedSchema) }),
});

/** What is said in each recording, with times in seconds. */
export const speech = speechSchema.parse(
  JSON.parse(readFileSync(join(speechFolder, 'speech.json'), 'utf8')),
);

/** Samples of a fixture, which are all 16 kHz mono 16-bit PCM behind a header of 44 bytes. */
export function readFixture(file: string): Float32Array {
  const bytes = readFileSync(join(speechFolder, file));
  const samples = new Float32Array((bytes.length - 44) / 2);
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = bytes.readInt16LE(44 + 2 * index) / 32768;
  }
  return samples;
}

/** Cuts samples to pieces of changing length, as a microphone delivers them. */
export function* inPieces(
  samples: Float32Array,
  shortest = 320,
  longest = 1600,
): Generator<{ firstSample: number; samples: Float32Array }> {
  for (let firstSample = 0; firstSample < samples.length;) {
    const length = shortest + ((firstSample * 7919) % (longest - shortest + 1));
    yield { firstSample, samples: samples.slice(firstSample, firstSample + length) };
    firstSample += length;
  }
}
