import type { PageId, PersonId } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import { z } from 'zod';
import type { Thread } from './threads/readThreads.ts';

/** How many comments of others were seen, by thread. */
const seenSchema = z.record(z.string(), z.number().int().nonnegative());
type Seen = z.infer<typeof seenSchema>;

/**
 * What of a page's comments this person has seen on this device. Counted, not timed: clocks differ
 * and comments made offline arrive late.
 */
export class SeenComments {
  readonly state = createStore<Seen>(() => ({}));
  readonly #key: string;
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #self: PersonId;

  constructor(options: {
    readonly page: PageId;
    readonly self: PersonId;
    readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  }) {
    this.#key = `comments-seen/${options.page}`;
    this.#self = options.self;
    this.#storage = options.storage;
    this.state.setState(parseSeen(this.#storage.getItem(this.#key)));
  }

  /** Comments of others in a thread that were not seen yet, by what {@link state} holds. */
  unseen(thread: Thread, seen: Seen): number {
    return Math.max(0, this.#others(thread) - (seen[thread.id] ?? 0));
  }

  markSeen(threads: readonly Thread[]): void {
    const known = this.state.getState();
    const fresh = threads.filter((thread) => this.unseen(thread, known) > 0);
    if (fresh.length === 0) return;
    const counts = fresh.map((thread): [string, number] => [thread.id, this.#others(thread)]);
    const seen: Seen = { ...known, ...Object.fromEntries(counts) };
    this.#storage.setItem(this.#key, JSON.stringify(seen));
    this.state.setState(seen, true);
  }

  #others({ comments }: Thread): number {
    return comments.filter(({ author }) => author !== this.#self).length;
  }
}

function parseSeen(stored: string | null): Seen {
  if (stored === null) return {};
  try {
    return seenSchema.parse(JSON.parse(stored));
  } catch (error) {
    // Everything counts as new again: better than hiding something from the person.
    console.warn('what was seen of comments could not be read', error);
    return {};
  }
}
