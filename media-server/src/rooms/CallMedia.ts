import { ConfabError, type ProducerInfo } from '@confab/shared-types';
import type { Limits } from '../limits.ts';
import type { Log } from '../Log.ts';
import type { MediaWorkers } from '../sfu/MediaWorkers.ts';
import type { PeerMedia } from '../sfu/PeerMedia.ts';
import type { SessionQuality } from '../sfu/QualityMonitor.ts';
import type { ProducerLevel, RoomMedia } from '../sfu/RoomMedia.ts';
import type { Peer } from './Peer.ts';
import { RoomPlace } from './RoomPlace.ts';
import type { Roster } from './Roster.ts';

export interface CallMediaOptions {
  readonly roster: Roster;
  readonly workers: MediaWorkers;
  readonly limits: Limits;
  readonly log: Log;
}

/** What the people of a room send each other, and who is told of it. */
export class CallMedia {
  readonly #roster: Roster;
  readonly #limits: Limits;
  readonly #place: RoomPlace;

  constructor({ roster, workers, limits, log }: CallMediaOptions) {
    this.#roster = roster;
    this.#limits = limits;
    this.#place = new RoomPlace({
      workers,
      log,
      events: {
        onLevels: (levels) => this.#onLevels(levels),
        onQualities: (qualities) => this.#tellQualities(qualities, roster.inside),
      },
      onLost: () => roster.inside.forEach((peer) => peer.dropMedia()),
      onReset: () => roster.broadcast({ type: 'mediaReset', data: {} }),
    });
  }

  get producers(): ProducerInfo[] {
    return this.#roster.inside.flatMap((peer) => peer.media?.producers ?? []);
  }

  /** The router; after a worker's death this waits for the next one. */
  router(): Promise<RoomMedia> {
    return this.#place.media();
  }

  /** Rejects with `session-expired` when the peer is not inside. */
  async of(peer: Peer): Promise<PeerMedia> {
    const roomMedia = await this.#place.media();
    if (!this.#roster.isInside(peer)) throw new ConfabError('session-expired');
    return peer.mediaIn(roomMedia, {
      limits: this.#limits,
      emit: peer.emit,
      onProducerClosed: (producer) =>
        this.#roster.toSubscribers(peer, {
          type: 'producerClosed',
          data: { producer, session: peer.session },
        }),
    });
  }

  /** What `peer` may consume: everybody else's. */
  producersFor(peer: Peer): ProducerInfo[] {
    return this.producers.filter(({ session }) => session !== peer.session);
  }

  announce(peer: Peer, producer: ProducerInfo): void {
    this.#roster.toSubscribers(peer, { type: 'producerAdded', data: { producer } });
  }

  update(peer: Peer, producer: ProducerInfo): void {
    this.#roster.toSubscribers(peer, { type: 'producerUpdated', data: { producer } });
  }

  /** Tells `peer` how the media is now, which afterwards comes as changes. */
  tellState(peer: Peer): void {
    const { current } = this.#place;
    if (!current || !this.#roster.isInside(peer)) return;
    peer.media?.tellLayers();
    this.#tellQualities(current.qualities, [peer]);
  }

  close(): void {
    this.#place.close();
  }

  #tellQualities(qualities: readonly SessionQuality[], to: readonly Peer[]): void {
    if (qualities.length === 0) return;
    for (const peer of to) peer.emit({ type: 'qualities', data: { qualities: [...qualities] } });
  }

  #onLevels(levels: readonly ProducerLevel[]): void {
    const sessions = new Map(
      this.producers.map(({ producer, session }) => [producer, session] as const),
    );
    const speakers = levels.flatMap(({ producer, level }) => {
      const session = sessions.get(producer);
      return session === undefined ? [] : [{ session, level }];
    });
    this.#roster.broadcast({ type: 'speakers', data: { speakers } });
  }
}
