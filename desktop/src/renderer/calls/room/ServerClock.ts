interface Sample {
  readonly roundTrip: number;
  readonly offset: number;
}

const keptSamples = 10;
/** How far two good clocks drift apart while the samples are kept. */
const driftMs = 5;

/**
 * The server's clock, estimated from request and reply as NTP does (RFC 5905): of the last samples
 * the one with the shortest way there and back is off by half of it at most.
 */
export class ServerClock {
  #samples: Sample[] = [];

  /** What to add to local time; null before the first sample. */
  get offset(): number | null {
    return (
      this.#samples.reduce<Sample | null>(
        (best, sample) => (best === null || sample.roundTrip <= best.roundTrip ? sample : best),
        null,
      )?.offset ?? null
    );
  }

  /** All in milliseconds: local time of asking and of the answer, and the server's in between. */
  add(sentAt: number, receivedAt: number, serverTime: number): void {
    const roundTrip = receivedAt - sentAt;
    const offset = serverTime - (sentAt + roundTrip / 2);
    const sample = { roundTrip, offset };
    const before = this.#samples.filter((earlier) => agree(earlier, sample));
    this.#samples = [...before, sample].slice(-keptSamples);
  }
}

/** Two samples of clocks that both run on; else one of them jumped, as after a sleep. */
function agree(a: Sample, b: Sample): boolean {
  return Math.abs(a.offset - b.offset) <= (a.roundTrip + b.roundTrip) / 2 + driftMs;
}
