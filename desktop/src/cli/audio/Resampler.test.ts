import { describe, expect, it } from 'vitest';
import { Resampler } from './Resampler.ts';

function sine(frequency: number, rate: number, seconds = 1): Float32Array {
  return Float32Array.from({ length: rate * seconds }, (_, index) =>
    Math.sin((2 * Math.PI * frequency * index) / rate),
  );
}

/** Resamples in pieces of uneven length. */
function resample(samples: Float32Array, from: number, to: number): Float32Array {
  const resampler = new Resampler(from, to);
  const out: number[] = [];
  for (let at = 0, length = 1; at < samples.length; at += length, length = 1 + ((at * 31) % 4001)) {
    out.push(...resampler.push(samples.subarray(at, at + length)));
  }
  out.push(...resampler.flush());
  return Float32Array.from(out);
}

/** Loudest difference, away from the ends, where the stream's silence is filtered in. */
function difference(a: Float32Array, b: Float32Array): number {
  let worst = 0;
  for (let index = 500; index < b.length - 500; index += 1) {
    worst = Math.max(worst, Math.abs((a[index] ?? 0) - (b[index] ?? 0)));
  }
  return worst;
}

describe('Resampler', () => {
  it.each([8000, 11_025, 22_050, 44_100, 48_000, 96_000])('keeps a tone of %i Hz', (rate) => {
    const out = resample(sine(1000, rate), rate, 16_000);
    expect(out).toHaveLength(16_000);
    expect(difference(out, sine(1000, 16_000))).toBeLessThan(0.005);
  });

  it.each([44_100, 48_000])('filters out what 16 kHz cannot hold of %i Hz', (rate) => {
    const out = resample(sine(10_000, rate), rate, 16_000);
    expect(difference(out, new Float32Array(16_000))).toBeLessThan(0.005);
  });

  it('keeps the level of a steady signal', () => {
    const out = resample(new Float32Array(44_100).fill(0.5), 44_100, 16_000);
    expect(difference(out, new Float32Array(16_000).fill(0.5))).toBeLessThan(0.0005);
  });

  it('leaves a stream of the right rate as it is', () => {
    const samples = sine(440, 16_000);
    expect(resample(samples, 16_000, 16_000)).toEqual(samples);
  });
});
