import { AutoProcessor, env } from '@huggingface/transformers';
import type { Tensor } from '@huggingface/transformers';
import { beforeAll, describe, expect, it } from 'vitest';
import { LogMelSpectrogram } from './LogMelSpectrogram.ts';
import type { SpectrogramConfig } from './LogMelSpectrogram.ts';
import { PowerSpectrum } from './PowerSpectrum.ts';
import { roomSounds } from './roomSounds.ts';
import { fixtureModel, readFixture } from './speechFixtures.ts';

interface Extractor {
  (samples: Float32Array): Promise<{ input_features: Tensor }>;
  readonly config: SpectrogramConfig;
}

let extract: Extractor;
beforeAll(async () => {
  env.allowRemoteModels = false;
  const processor = await AutoProcessor.from_pretrained(fixtureModel, { local_files_only: true });
  extract = processor.feature_extractor as unknown as Extractor;
});

const rate = 16_000;
const long = readFixture('long.wav');

describe('LogMelSpectrogram', () => {
  it.each<[string, Float32Array]>([
    ['a sentence', readFixture('en-01.wav')],
    ['an odd number of samples', long.subarray(1234, 1234 + 31_337)],
    ['half a minute', long.subarray(0, 30 * rate)],
    ['a second less than half a minute', long.subarray(0, 29 * rate)],
    ['more than half a minute', long.subarray(0, 40 * rate)],
    ['speech that is cut off at the edge', long.subarray(rate, 30 * rate - 77)],
    ['a hundred samples', long.subarray(2 * rate, 2 * rate + 100)],
    ['silence', new Float32Array(rate)],
    ['fan noise', roomSounds['fan noise']?.(3) ?? new Float32Array()],
  ])('hears what the feature extractor does in %s', async (_, samples) => {
    const expected = (await extract(samples)).input_features;
    const heard = new LogMelSpectrogram(extract.config).of(samples);
    expect(heard.dims).toEqual(expected.dims);
    const [ours, theirs] = [heard.data as Float32Array, expected.data as Float32Array];
    let worst = 0;
    for (const [index, value] of ours.entries()) {
      worst = Math.max(worst, Math.abs(value - (theirs[index] ?? NaN)));
    }
    expect(worst).toBeLessThan(1e-5);
  });
});

describe('PowerSpectrum', () => {
  it.each([8, 12, 35, 400])('is the discrete Fourier transform of %i samples', (size) => {
    const first = Float64Array.from({ length: size }, (_, index) => Math.sin(index * index));
    const second = Float64Array.from({ length: size }, (_, index) => Math.cos(3 * index) - 0.2);
    const bins = Math.floor(size / 2) + 1;
    const energies: [Float64Array, Float64Array] = [new Float64Array(bins), new Float64Array(bins)];
    new PowerSpectrum(size).ofPair(first, second, energies);
    for (const [which, signal] of [first, second].entries()) {
      for (let bin = 0; bin < bins; bin += 1) {
        expect(energies[which]?.[bin]).toBeCloseTo(energyAt(signal, bin), 9);
      }
    }
  });

  it('says which lengths it cannot do', () => {
    expect(() => new PowerSpectrum(11)).toThrow(RangeError);
  });
});

function energyAt(signal: Float64Array, bin: number): number {
  let re = 0;
  let im = 0;
  for (const [index, value] of signal.entries()) {
    const angle = (-2 * Math.PI * index * bin) / signal.length;
    re += value * Math.cos(angle);
    im += value * Math.sin(angle);
  }
  return re ** 2 + im ** 2;
}
