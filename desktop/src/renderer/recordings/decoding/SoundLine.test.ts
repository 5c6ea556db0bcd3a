import { describe, expect, it } from 'vitest';
import { SoundLine } from './SoundLine.ts';

const rate = 16_000;

/** Samples that count up, so that each says where it was. */
function ramp(from: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, at) => (from + at) / 1e6);
}

interface Part {
  readonly sound: Float32Array;
  readonly rate?: number;
  readonly at: number;
}

function lineUp(parts: readonly Part[], fromSample = 0) {
  const line = new SoundLine(rate, fromSample);
  const pieces: Float32Array[] = [];
  for (const part of parts) pieces.push(...line.add(part.sound, part.rate ?? rate, part.at));
  pieces.push(...line.finish());
  const samples = Float32Array.from(pieces.flatMap((piece) => [...piece]));
  return { pieces, samples, end: line.end };
}

function loudest(samples: Float32Array): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

describe('SoundLine', () => {
  it('cuts blocks of any length into seconds', () => {
    const parts = Array.from({ length: 50 }, (_, at) => ({
      sound: ramp(at * 1024, 1024),
      at: (at * 1024) / rate,
    }));
    const { pieces, end } = lineUp(parts);
    expect(pieces.map(({ length }) => length).slice(0, 3)).toEqual([rate, rate, rate]);
    expect(end).toBeGreaterThan(50 * 1024 - 100);
    expect(end).toBeLessThanOrEqual(50 * 1024);
  });

  it('begins where it is told, though the file was read from a little before', () => {
    const whole = lineUp([{ sound: ramp(0, 3 * rate), at: 0 }]);
    const later = lineUp([{ sound: ramp(rate, 2 * rate), at: 1 }], rate + 4_000);
    expect(later.end).toBe(whole.end);
    const middle = (samples: Float32Array, at: number): number => samples[at] ?? Number.NaN;
    expect(middle(later.samples, 1_000)).toBeCloseTo(middle(whole.samples, rate + 5_000), 6);
  });

  it('puts silence where the file has nothing, at its beginning and within', () => {
    const { samples, end } = lineUp([
      { sound: new Float32Array(rate).fill(0.5), at: 2 },
      { sound: new Float32Array(rate).fill(0.5), at: 5 },
    ]);
    expect(end).toBeGreaterThan(6 * rate - 100);
    expect(loudest(samples.subarray(0, 2 * rate - 100))).toBe(0);
    expect(samples[2 * rate + 8_000]).toBeCloseTo(0.5, 2);
    expect(loudest(samples.subarray(3 * rate + 100, 5 * rate - 100))).toBe(0);
    expect(samples[5 * rate + 8_000]).toBeCloseTo(0.5, 2);
  });

  it('takes what comes twice once', () => {
    const { end } = lineUp([
      { sound: ramp(0, rate), at: 0 },
      { sound: ramp(8_000, rate), at: 0.5 },
    ]);
    expect(end).toBeGreaterThan(1.5 * rate - 100);
    expect(end).toBeLessThanOrEqual(1.5 * rate);
  });

  it('leaves out what an encoder put before the beginning', () => {
    const { end } = lineUp([{ sound: ramp(0, rate), at: -0.25 }]);
    expect(end).toBeLessThanOrEqual(0.75 * rate);
  });

  it.each([8_000, 44_100, 48_000, 96_000])('keeps time at %i Hz', (fileRate) => {
    const tone = Float32Array.from({ length: fileRate * 2 }, (_, at) =>
      Math.sin((2 * Math.PI * 440 * at) / fileRate),
    );
    const { samples, end } = lineUp([{ sound: tone, rate: fileRate, at: 0 }]);
    expect(Math.abs(end - 2 * rate)).toBeLessThan(100);
    expect(samples[rate] ?? 1).toBeCloseTo(Math.sin(2 * Math.PI * 440), 1);
  });

  it('does not hold a long silence in memory', () => {
    const line = new SoundLine(rate, 0);
    const hours = line.add(new Float32Array(10), rate, 36_000);
    expect(hours.next().value).toHaveLength(rate);
    expect(line.end).toBe(rate);
  });
});
