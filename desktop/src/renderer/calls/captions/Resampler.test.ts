import { describe, expect, it } from 'vitest';
import { Resampler } from './Resampler.ts';

/** A second of a tone, in blocks of the lengths audio comes in. */
function toneAt(rate: number, frequency: number, block: number): Float32Array[] {
  const tone = Float32Array.from({ length: rate }, (_, at) =>
    Math.sin((2 * Math.PI * frequency * at) / rate),
  );
  const blocks = [];
  for (let at = 0; at < rate; at += block) blocks.push(tone.subarray(at, at + block));
  return blocks;
}

function convert(from: number, frequency: number, block = 480): Float32Array {
  const resampler = new Resampler(from, 16_000);
  return Float32Array.from(
    toneAt(from, frequency, block).flatMap((samples) => [...resampler.convert(samples)]),
  );
}

function loudness(samples: Float32Array): number {
  const settled = samples.subarray(200, -200);
  return Math.sqrt(settled.reduce((sum, each) => sum + each * each, 0) / settled.length);
}

describe('Resampler', () => {
  it.each([48_000, 44_100, 32_000, 16_000, 8_000])('keeps a voice’s tones from %i Hz', (rate) => {
    for (const frequency of [200, 1000, 3000]) {
      expect(loudness(convert(rate, frequency))).toBeCloseTo(Math.SQRT1_2, 2);
    }
  });

  it('lets nothing fold back that 16 kHz cannot hold', () => {
    expect(loudness(convert(48_000, 10_000))).toBeLessThan(0.002);
    expect(loudness(convert(44_100, 12_000))).toBeLessThan(0.002);
  });

  it('joins blocks of any length without a seam', () => {
    const whole = convert(44_100, 440, 44_100);
    expect(convert(44_100, 440, 1)).toEqual(whole);
    expect(convert(44_100, 440, 441)).toEqual(whole);
  });

  it('gives as many samples as the time has, but for its delay', () => {
    expect(Math.abs(convert(48_000, 440).length - 16_000)).toBeLessThan(20);
    expect(Math.abs(convert(44_100, 440).length - 16_000)).toBeLessThan(20);
  });
});
