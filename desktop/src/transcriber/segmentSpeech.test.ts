import { describe, expect, it } from 'vitest';
import { segmentLimits, segmentSpeech } from './segmentSpeech.ts';
import { vadFrameSamples } from './VoiceDetector.ts';

const second = 16_000;
const limits = segmentLimits(28);

/** `[probability, seconds]` pairs as the probabilities of frames. */
function frames(...parts: readonly (readonly [number, number])[]): number[] {
  return parts.flatMap(([probability, seconds]) =>
    Array.from({ length: Math.round((seconds * second) / vadFrameSamples) }, () => probability),
  );
}

function seconds(samples: number): number {
  return Math.round((samples / second) * 10) / 10;
}

function cut(probabilities: readonly number[], using = limits): (readonly [number, number])[] {
  return segmentSpeech(probabilities, using).map(
    ({ start, end }) => [seconds(start), seconds(end)] as const,
  );
}

describe('segmentSpeech', () => {
  it('finds nothing where nothing is likely enough', () => {
    expect(cut(frames([0.02, 10], [0.45, 3]))).toEqual([]);
  });

  it('ends a segment after 600 ms of silence, without the silence', () => {
    expect(cut(frames([0.1, 1], [0.9, 2], [0.1, 0.7], [0.9, 1], [0.1, 2]))).toEqual([
      [1, 3],
      [3.7, 4.7],
    ]);
  });

  it('hears through a shorter pause and through doubt', () => {
    expect(cut(frames([0.1, 1], [0.9, 1], [0.1, 0.5], [0.9, 1], [0.4, 1], [0.9, 1]))).toEqual([
      [1, 5.5],
    ]);
  });

  it('takes a click for no speech', () => {
    expect(cut(frames([0.1, 1], [0.9, 0.2], [0.1, 2]))).toEqual([]);
  });

  it('keeps padding, but never the same audio twice', () => {
    const tight = { ...limits, silence: 0.1 * second };
    const [first, next] = segmentSpeech(
      frames([0.1, 1], [0.9, 1], [0.1, 0.2], [0.9, 1], [0.1, 1]),
      tight,
    );
    expect(seconds((first?.start ?? 0) - (first?.paddedStart ?? 0))).toBe(0.3);
    expect(next?.paddedStart).toBeGreaterThanOrEqual(first?.paddedEnd ?? Infinity);
  });

  it('cuts long speech at the first short dip after 12 s', () => {
    const speech = frames([0.9, 5], [0.1, 0.13], [0.9, 8], [0.1, 0.13], [0.9, 3], [0.1, 1]);
    expect(cut(speech)).toEqual([
      [0, 13.1],
      [13.2, 16.3],
    ]);
  });

  it('cuts speech without a pause at its faintest frame and loses none of it', () => {
    const speech = frames([0.95, 20], [0.6, 0.032], [0.95, 20], [0.1, 1]);
    const segments = segmentSpeech(speech, limits);
    expect(segments.map(({ start, end }) => [seconds(start), seconds(end)])).toEqual([
      [0, 20],
      [20, 40],
    ]);
    expect(segments[1]?.paddedStart).toBe(segments[0]?.paddedEnd);
  });

  it('never gives a model more than its window', () => {
    const short = segmentLimits(12);
    for (const { start, end } of segmentSpeech(frames([0.9, 100]), short)) {
      expect((end - start) / second).toBeLessThanOrEqual(12.05);
    }
  });

  it('ends speech that goes on when the audio ends', () => {
    expect(cut(frames([0.1, 1], [0.9, 2]))).toEqual([[1, 3]]);
  });
});
