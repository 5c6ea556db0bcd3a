/** Samples a millisecond at the rate speech is recognised at. */
const samplesPerMs = 16;

/** A stall shorter than this is scheduling noise, not missing audio. */
export const stallToleranceMs = 1_000;

export interface SampleClock {
  /** Milliseconds since the epoch, media server's clock, of sample 0. */
  readonly startedAt: number;
  /** Where the next piece belongs when nothing is missing. */
  readonly next: number;
}

/**
 * Starts counting with the first piece of `length` samples, received at `now`: it ended now, so its
 * first sample is its own length earlier.
 */
export function startClock(now: number, length: number): SampleClock {
  return { startedAt: now - length / samplesPerMs, next: 0 };
}

/**
 * Places a piece of `length` samples received at `now`. Where the audio stood still (machine asleep,
 * device lost) the count jumps ahead, so later words keep true times; the gap counts as silence.
 */
export function placePiece(
  clock: SampleClock,
  now: number,
  length: number,
): { readonly firstSample: number; readonly clock: SampleClock } {
  const byWallClock = Math.round((now - clock.startedAt) * samplesPerMs) - length;
  const stalled = byWallClock - clock.next > stallToleranceMs * samplesPerMs;
  const firstSample = stalled ? byWallClock : clock.next;
  return { firstSample, clock: { ...clock, next: firstSample + length } };
}
