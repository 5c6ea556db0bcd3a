import type { Limits } from '../limits.ts';
import type { Log } from '../Log.ts';
import type { MediaWorkers } from '../sfu/MediaWorkers.ts';
import { Room } from './Room.ts';

export interface RoomsOptions {
  readonly workers: MediaWorkers;
  readonly limits: Limits;
  readonly log: Log;
  /** A room was empty for `limits.roomEmptyMs`; `endedAt` is when the last one left. */
  readonly onEnded: (room: string, endedAt: number) => void;
}

/** The rooms there are: made by the first who joins, gone when they were empty for a while. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #emptyTimers = new Map<string, NodeJS.Timeout>();

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#rooms.size;
  }

  /** Whoever opens a room says `occupancyChanged` when it came in, or did not: until then it stays. */
  open(id: string): Room {
    this.#stopTimer(id);
    const existing = this.#rooms.get(id);
    if (existing) return existing;
    const { workers, limits, log } = this.#options;
    const room = new Room({ id, workers, limits, log });
    this.#rooms.set(id, room);
    return room;
  }

  /** To be called when somebody came to a room, left it, or did not get in after all. */
  occupancyChanged(room: Room): void {
    this.#stopTimer(room.id);
    if (!room.empty) return;
    const endedAt = Date.now();
    const timer = setTimeout(() => this.#end(room, endedAt), this.#options.limits.roomEmptyMs);
    this.#emptyTimers.set(room.id, timer);
  }

  close(): void {
    for (const timer of this.#emptyTimers.values()) clearTimeout(timer);
    for (const room of this.#rooms.values()) room.close();
    this.#rooms.clear();
  }

  #stopTimer(id: string): void {
    clearTimeout(this.#emptyTimers.get(id));
    this.#emptyTimers.delete(id);
  }

  #end(room: Room, endedAt: number): void {
    this.#emptyTimers.delete(room.id);
    this.#rooms.delete(room.id);
    room.close();
    this.#options.onEnded(room.id, endedAt);
  }
}
