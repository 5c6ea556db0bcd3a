import { describeError, type Log } from '../Log.ts';
import type { MediaWorkers } from '../sfu/MediaWorkers.ts';
import { RoomMedia, type RoomMediaEvents } from '../sfu/RoomMedia.ts';

export interface RoomPlaceOptions {
  readonly workers: MediaWorkers;
  readonly log: Log;
  readonly events: Omit<RoomMediaEvents, 'onLost'>;
  /** The worker died, with all that was made there. */
  readonly onLost: () => void;
  /** Another worker has taken the room. */
  readonly onReset: () => void;
}

/** Where a room's media is: a router on one worker, and on the next one when that dies. */
export class RoomPlace {
  readonly #options: RoomPlaceOptions;
  #media: Promise<RoomMedia>;
  #current: RoomMedia | null = null;
  #closed = false;

  constructor(options: RoomPlaceOptions) {
    this.#options = options;
    this.#media = this.#place();
  }

  /** The router as it is now; after a worker's death this waits for the next one. */
  media(): Promise<RoomMedia> {
    return this.#media;
  }

  /** Null while there is none. */
  get current(): RoomMedia | null {
    return this.#current;
  }

  close(): void {
    this.#closed = true;
    this.#media.then(
      (media) => media.close(),
      (error: unknown) => this.#options.log.warn('room-media', { error: describeError(error) }),
    );
  }

  async #place(): Promise<RoomMedia> {
    const { workers, events } = this.#options;
    this.#current = null;
    const onLost = () => void this.#reset();
    this.#current = await RoomMedia.create(workers, { ...events, onLost });
    return this.#current;
  }

  async #reset(): Promise<void> {
    if (this.#closed) return;
    const { log, onLost, onReset } = this.#options;
    const started = Date.now();
    this.#media = this.#place();
    onLost();
    try {
      await this.#media;
    } catch (error) {
      log.error('room-media-lost', { error: describeError(error) });
      return;
    }
    log.warn('room-media-reset', { ms: Date.now() - started });
    onReset();
  }
}
