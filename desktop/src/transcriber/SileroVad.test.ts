import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roomSounds } from './roomSounds.ts';
import { sileroGraph } from './sileroGraph.ts';
import { SileroVad } from './SileroVad.ts';
import { readFixture } from './speechFixtures.ts';

const rate = 16_000;
let published: InferenceSession;
let bytes: Uint8Array;
let vad: SileroVad;
beforeAll(async () => {
  const name = '@ricky0123/vad-web/dist/silero_vad_v5.onnx';
  bytes = await readFile(createRequire(import.meta.url).resolve(name));
  published = await InferenceSession.create(bytes, { logSeverityLevel: 3 });
  vad = await SileroVad.load();
});
afterAll(async () => {
  await published.release();
  await vad.dispose();
});

/** What the published model says of each frame, one after the other. */
async function oneByOne(samples: Float32Array): Promise<number[]> {
  let state: Tensor = new Tensor('float32', new Float32Array(256), [2, 1, 128]);
  const said: number[] = [];
  for (let at = 0; at + 512 <= samples.length; at += 512) {
    const input = Float32Array.from({ length: 576 }, (_, index) => samples[at - 64 + index] ?? 0);
    const { output, stateN } = await published.run({
      input: new Tensor('float32', input, [1, 576]),
      state,
      sr: new Tensor('int64', BigInt64Array.of(16_000n), []),
    });
    said.push(Number(output?.data[0]));
    if (stateN === undefined) throw new Error('no memory');
    state = stateN;
  }
  return said;
}

describe('SileroVad', () => {
  it.each<[string, Float32Array]>([
    ['speech', readFixture('dialogue-alice.wav').subarray(0, 12 * rate)],
    ['music', roomSounds['music']?.(4) ?? new Float32Array()],
    ['fan noise', roomSounds['fan noise']?.(4) ?? new Float32Array()],
  ])('hears in pieces of any length what the published model hears in %s', async (_, samples) => {
    const expected = await oneByOne(samples);
    const detector = vad.detector();
    const heard: number[] = [];
    for (
      let frame = 0, count = 0;
      frame < expected.length;
      frame += count, count = (count + 5) % 32
    ) {
      const end = Math.min(frame + count, expected.length);
      heard.push(...(await detector.probabilities(samples.subarray(512 * frame, 512 * end))));
    }
    expect(heard).toHaveLength(expected.length);
    for (const [index, probability] of heard.entries()) {
      expect(Math.abs(probability - (expected[index] ?? NaN))).toBeLessThan(1e-4);
    }
  });

  it('forgets what it heard when told to', async () => {
    const samples = readFixture('en-01.wav').subarray(0, 512 * 60);
    const detector = vad.detector();
    const first = await detector.probabilities(samples);
    expect(await detector.probabilities(samples)).not.toEqual(first);
    detector.reset();
    expect(await detector.probabilities(samples)).toEqual(first);
  });

  it('does not take another model for it', () => {
    expect(() => sileroGraph(bytes.subarray(0, 1000))).toThrow();
    expect(() => sileroGraph(new Uint8Array())).toThrow(/not Silero's model/);
  });
});
