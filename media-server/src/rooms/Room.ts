import {
  ConfabError,
  type ProducerInfo,
  type RoomState,
  type SignalingEvent,
  type TranscriptionState,
} from '@confab/shared-types';
import type { Limits } from '../limits.ts';
import { describeError, type Log } from '../Log.ts';
import type { MediaWorkers } from '../sfu/MediaWorkers.ts';
import type { PeerMedia } from '../sfu/PeerMedia.ts';
import { RoomMedia, type ProducerLevel } from '../sfu/RoomMedia.ts';
import type { Peer } from './Peer.ts';

export interface RoomOptions {
  readonly id: string;
  readonly workers: MediaWorkers;
  readonly limits: Limits;
  readonly log: Log;
}

/** The people of one call, what they tell each other, and the router their media goes through. */
export class Room {
  readonly id: string;
  readonly #options: RoomOptions;
  readonly #peers = new Map<string, Peer>();
  #transcription: TranscriptionState = null;
  #media: Promise<RoomMedia>;
  #closed = false;

  constructor(options: RoomOptions) {
    this.id = options.id;
    this.#options = options;
    this.#media = this.#place();
  }

  get empty(): boolean {
    return this.#peers.size === 0;
  }

  get peerCount(): number {
    return this.#peers.size;
  }

  /** The router as it is now; after a worker's death this waits for the next one. */
  media(): Promise<RoomMedia> {
    return this.#media;
  }

  async mediaOf(peer: Peer): Promise<PeerMedia> {
    const roomMedia = await this.#media;
    if (!this.#peers.has(peer.session)) throw new ConfabError('session-expired');
    return peer.mediaIn(roomMedia, {
      maxProducers: this.#options.limits.producersPerPeer,
      onProducerClosed: (producer) =>
        this.#toSubscribers(peer, {
          type: 'producerClosed',
          data: { producer, session: peer.session },
        }),
      onConsumerClosed: (consumer, producer) =>
        peer.emit({ type: 'consumerClosed', data: { consumer, producer } }),
    });
  }

  /** Throws `room-full`. */
  add(peer: Peer): void {
    if (this.#peers.size >= this.#options.limits.peersPerRoom) throw new ConfabError('room-full');
    this.broadcast({ type: 'peerJoined', data: { peer: peer.info } });
    this.#peers.set(peer.session, peer);
  }

  remove(peer: Peer): void {
    if (!this.#peers.delete(peer.session)) return;
    peer.dropMedia();
    this.broadcast({ type: 'peerLeft', data: { session: peer.session } });
    if (this.empty) this.#transcription = null;
  }

  /** The room as `peer` may see it. */
  stateFor(peer: Peer): RoomState {
    return {
      room: this.id,
      peers: [...this.#peers.values()].map(({ info }) => info),
      producers: peer.grants.canSubscribe === false ? [] : this.#producers(),
      transcription: this.#transcription,
    };
  }

  /** What `peer` may consume: everybody else's. */
  producersFor(peer: Peer): ProducerInfo[] {
    return this.#producers().filter(({ session }) => session !== peer.session);
  }

  announceProducer(peer: Peer, producer: ProducerInfo): void {
    this.#toSubscribers(peer, { type: 'producerAdded', data: { producer } });
  }

  updateProducer(peer: Peer, producer: ProducerInfo): void {
    this.#toSubscribers(peer, { type: 'producerUpdated', data: { producer } });
  }

  updatePeer(peer: Peer): void {
    this.broadcast({ type: 'peerUpdated', data: { peer: peer.info } });
  }

  /** Turning on what is on changes nothing: the first to do it stays named. */
  setTranscription(by: Peer, on: boolean): void {
    if (on === (this.#transcription !== null)) return;
    this.#transcription = on ? { startedBy: by.identity, startedAt: Date.now() } : null;
    this.broadcast({ type: 'transcription', data: { transcription: this.#transcription } });
  }

  broadcast(event: SignalingEvent, except?: Peer): void {
    for (const peer of this.#peers.values()) if (peer !== except) peer.emit(event);
  }

  close(): void {
    this.#closed = true;
    this.#media.then(
      (media) => media.close(),
      (error: unknown) => this.#options.log.warn('room-media', { error: describeError(error) }),
    );
  }

  #producers(): ProducerInfo[] {
    return [...this.#peers.values()].flatMap((peer) => peer.media?.producers ?? []);
  }

  #toSubscribers(from: Peer, event: SignalingEvent): void {
    for (const peer of this.#peers.values()) {
      if (peer !== from && peer.hearsProducers) peer.emit(event);
    }
  }

  #place(): Promise<RoomMedia> {
    return RoomMedia.create(this.#options.workers, {
      onLevels: (levels) => this.#onLevels(levels),
      onLost: () => void this.#reset(),
    });
  }

  /** The worker died: another one takes the room, and everybody starts their media anew. */
  async #reset(): Promise<void> {
    if (this.#closed) return;
    const { log } = this.#options;
    const started = Date.now();
    this.#media = this.#place();
    for (const peer of this.#peers.values()) peer.dropMedia();
    try {
      await this.#media;
    } catch (error) {
      log.error('room-media-lost', { error: describeError(error) });
      return;
    }
    log.warn('room-media-reset', { peers: this.#peers.size, ms: Date.now() - started });
    this.broadcast({ type: 'mediaReset', data: {} });
  }

  #onLevels(levels: readonly ProducerLevel[]): void {
    const sessions = new Map(
      this.#producers().map(({ producer, session }) => [producer, session] as const),
    );
    const speakers = levels.flatMap(({ producer, level }) => {
      const session = sessions.get(producer);
      return session === undefined ? [] : [{ session, level }];
    });
    this.broadcast({ type: 'speakers', data: { speakers } });
  }
}
