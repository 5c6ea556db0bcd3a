import { ConfabError, type JoinClaims } from '@confab/shared-types';
import type { Limits } from '../limits.ts';
import type { Log } from '../Log.ts';
import type { MediaWorkers } from '../sfu/MediaWorkers.ts';
import { Removals } from './Removals.ts';
import { Room } from './Room.ts';

export interface RoomsOptions {
  readonly workers: MediaWorkers;
  readonly limits: Limits;
  readonly log: Log;
  /** Ended by a host or an admin, or empty for `limits.roomEmptyMs`; `endedAt` is when the last one left. */
  readonly onEnded: (room: string, endedAt: number) => void;
}

interface Entry {
  readonly room: Room;
  /** How many are about to come in; until they did, or did not, the room stays. */
  visitors: number;
  /** Null: somebody is inside, or nobody ever was. */
  emptySince: number | null;
  timer: NodeJS.Timeout | undefined;
}

/** The rooms there are: made by the first who joins, gone when they were empty for a while. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #removals = new Removals();

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#entries.size;
  }

  get peerCount(): number {
    return this.all.reduce((count, { roster }) => count + roster.insideCount, 0);
  }

  get all(): readonly Room[] {
    return [...this.#entries.values()].map(({ room }) => room);
  }

  find(id: string): Room | undefined {
    return this.#entries.get(id)?.room;
  }

  /** Whether a joining token is older than the removal of the one it is for. */
  bars(claims: JoinClaims): boolean {
    return this.#removals.bars(claims);
  }

  /** Ends that person's sessions in the room and bars the joining tokens they have, also when they are not there. */
  removePerson(id: string, identity: string): void {
    const room = this.find(id);
    if (room) room.removePerson(identity);
    else this.#removals.add(id, identity);
  }

  /** Gives the room, made if need be, to somebody who may come in. Throws `room-full` when there are too many rooms. */
  async visit<T>(id: string, come: (room: Room) => Promise<T>): Promise<T> {
    const entry = this.#entries.get(id) ?? this.#create(id);
    entry.visitors += 1;
    clearTimeout(entry.timer);
    try {
      return await come(entry.room);
    } finally {
      entry.visitors -= 1;
      this.#settle(entry);
    }
  }

  close(): void {
    for (const { room, timer } of this.#entries.values()) {
      clearTimeout(timer);
      room.close('shutting-down');
    }
    this.#entries.clear();
  }

  #create(id: string): Entry {
    const { workers, limits, log } = this.#options;
    if (this.#entries.size >= limits.rooms) throw new ConfabError('room-full', 'rooms');
    const room = new Room({
      id,
      workers,
      limits,
      log,
      onEmptied: () => {
        entry.emptySince = Date.now();
        this.#settle(entry);
      },
      onEnded: () => this.#end(entry, Date.now()),
      onRemoved: (identity) => this.#removals.add(id, identity),
    });
    const entry: Entry = { room, visitors: 0, emptySince: null, timer: undefined };
    this.#entries.set(id, entry);
    return entry;
  }

  /** A room that nobody came into goes at once, one that was left after a while, counted from then. */
  #settle(entry: Entry): void {
    const { room, visitors, emptySince } = entry;
    clearTimeout(entry.timer);
    if (room.ended) return;
    if (!room.empty) {
      entry.emptySince = null;
    } else if (emptySince !== null) {
      if (visitors > 0) return;
      const left = emptySince + this.#options.limits.roomEmptyMs - Date.now();
      entry.timer = setTimeout(() => {
        room.close('room-closed');
        this.#end(entry, emptySince);
      }, left);
    } else if (visitors === 0) {
      room.close('room-closed');
      this.#entries.delete(room.id);
    }
  }

  #end(entry: Entry, endedAt: number): void {
    clearTimeout(entry.timer);
    this.#entries.delete(entry.room.id);
    this.#options.onEnded(entry.room.id, endedAt);
  }
}
