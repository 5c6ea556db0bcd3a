import type { ReceivedStream } from './ReceivedStream.ts';
import type { SentTrack } from './SentTrack.ts';

const mostRoundTrips = 10_000;

/** All that one participant sent and received, over as many transports as it took. */
export class MediaCounts {
  readonly received = new Set<ReceivedStream>();
  readonly sent = new Set<Pick<SentTrack, 'packets'>>();
  /** To the media server and back, in milliseconds, by its reports of what it received. */
  readonly roundTrips: number[] = [];
  #sentBefore = 0;

  get sentPackets(): number {
    return this.#allSent - this.#sentBefore;
  }

  addRoundTrip(milliseconds: number): void {
    if (this.roundTrips.length < mostRoundTrips) this.roundTrips.push(milliseconds);
  }

  /** From now on everything counts from nothing. */
  reset(): void {
    this.#sentBefore = this.#allSent;
    this.roundTrips.length = 0;
    for (const stream of this.received) stream.resetCounts();
  }

  get #allSent(): number {
    let packets = 0;
    for (const track of this.sent) packets += track.packets;
    return packets;
  }
}
