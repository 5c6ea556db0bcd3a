import { randomInt } from 'node:crypto';
import type { DocKey } from '@confab/shared-types';
import * as Y from 'yjs';
import type { Clock } from '../Clock.ts';
import type { CommittedUpdate, LiveDocument } from './LiveDocument.ts';

interface Draft {
  readonly ydoc: Y.Doc;
  cancelEnd: () => void;
}

/** Copying a document takes as long as it is large, so a copy is kept while changes follow. */
const keptForMs = 10_000;

/**
 * Changes that the hub makes itself are worked out on a copy: the document follows when they are on
 * disk. The copy follows the document in turn.
 */
export class Drafts {
  readonly #clock: Clock;
  readonly #drafts = new Map<DocKey, Draft>();
  /** Yjs client of the hub's own changes; never `ydoc.clientID`, which must stay unused. */
  readonly #clients = new WeakMap<LiveDocument, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The update that a change makes; null when it makes none. It counts on being committed. */
  draw(live: LiveDocument, change: (ydoc: Y.Doc) => void): Uint8Array | null {
    const { ydoc } = this.#keep(live);
    const drawn: Uint8Array[] = [];
    const collect = (update: Uint8Array): number => drawn.push(update);
    ydoc.on('update', collect);
    try {
      ydoc.transact(() => change(ydoc));
    } catch (error) {
      this.forget(live.key);
      throw error;
    } finally {
      ydoc.off('update', collect);
    }
    const [first, ...more] = drawn;
    if (first === undefined) return null;
    return more.length === 0 ? first : Y.mergeUpdates([first, ...more]);
  }

  /** The document has moved on. */
  follow(doc: DocKey, rows: readonly CommittedUpdate[]): void {
    const draft = this.#drafts.get(doc);
    if (draft === undefined) return;
    draft.ydoc.transact(() => {
      for (const { update } of rows) Y.applyUpdate(draft.ydoc, update);
    });
  }

  /** What was drawn last will not be committed. */
  abandon(live: LiveDocument): void {
    this.forget(live.key);
    this.#clients.delete(live);
  }

  forget(doc: DocKey): void {
    const draft = this.#drafts.get(doc);
    if (draft === undefined) return;
    this.#drafts.delete(doc);
    draft.cancelEnd();
    draft.ydoc.destroy();
  }

  close(): void {
    for (const doc of [...this.#drafts.keys()]) this.forget(doc);
  }

  #keep(live: LiveDocument): Draft {
    const draft = this.#drafts.get(live.key) ?? this.#copy(live);
    draft.cancelEnd();
    draft.cancelEnd = this.#clock.after(keptForMs, () => this.forget(live.key));
    return draft;
  }

  #copy(live: LiveDocument): Draft {
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(live.ydoc));
    const client = this.#clients.get(live) ?? randomInt(1, 2 ** 32);
    this.#clients.set(live, client);
    ydoc.clientID = client;
    const draft: Draft = { ydoc, cancelEnd: () => undefined };
    this.#drafts.set(live.key, draft);
    return draft;
  }
}
