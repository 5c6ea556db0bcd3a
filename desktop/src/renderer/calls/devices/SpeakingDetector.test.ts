import { describe, expect, it } from 'vitest';
import { SpeakingDetector } from './SpeakingDetector.ts';
import { levelOf } from './voiceMeter.ts';

function hearing(levels: readonly number[]): boolean[] {
  const detector = new SpeakingDetector();
  return levels.map((level) => detector.hear(level));
}

describe('SpeakingDetector', () => {
  it('hears a sentence with its pauses, not a cough or the room', () => {
    expect(hearing([0.5, 0.6, 0.2, 0.5, 0.6]).at(-1)).toBe(true);
    expect(hearing([0.9, 0.9, 0.9, 0, 0, 0, 0, 0])).not.toContain(true);
    expect(hearing(Array<number>(100).fill(0.2))).not.toContain(true);
  });

  it('keeps the word up for three seconds after the last of it', () => {
    const heard = hearing([...Array<number>(8).fill(0.6), ...Array<number>(60).fill(0)]);
    expect(heard[8 + 25]).toBe(true);
    expect(heard.at(-1)).toBe(false);
  });
});

describe('levelOf', () => {
  it('is even in decibels, from silence to loud', () => {
    expect(levelOf(new Float32Array(128))).toBe(0);
    const loud = levelOf(new Float32Array(128).fill(0.5));
    const quiet = levelOf(new Float32Array(128).fill(0.05));
    expect(loud).toBe(1);
    expect(quiet).toBeCloseTo(0.708, 2);
  });
});
