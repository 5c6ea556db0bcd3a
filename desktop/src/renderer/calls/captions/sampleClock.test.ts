import { describe, expect, it } from 'vitest';
import { placePiece, startClock } from './sampleClock.ts';

const piece = 1600;

describe('sampleClock', () => {
  it('puts sample 0 where the first piece began', () => {
    expect(startClock(10_100, piece)).toEqual({ startedAt: 10_000, next: 0 });
  });

  it('counts pieces up and does not follow jitter', () => {
    const start = startClock(10_100, piece);
    const first = placePiece(start, 10_100, piece);
    const late = placePiece(first.clock, 10_900, piece);
    expect(first.firstSample).toBe(0);
    expect(late.firstSample).toBe(1600);
  });

  it('jumps over a stall so that words after it keep their time', () => {
    const first = placePiece(startClock(10_100, piece), 10_100, piece);
    const woken = placePiece(first.clock, 70_200, piece);
    expect(woken.firstSample).toBe((70_200 - 10_000) * 16 - piece);
    expect(placePiece(woken.clock, 70_300, piece).firstSample).toBe(woken.firstSample + piece);
  });

  it('never goes back when the server clock is corrected backwards', () => {
    const first = placePiece(startClock(10_100, piece), 10_100, piece);
    expect(placePiece(first.clock, 9_000, piece).firstSample).toBe(1600);
  });
});
