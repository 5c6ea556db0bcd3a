import { holdsUnknownBlocks, pageSchemaVersion, yTypes } from '@confab/shared-types';
import type { Access, AccessReason, DocKey } from '@confab/shared-types';
import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { StoredDocument } from './DocumentStore.ts';

const rowsWorthCompacting = 500;
const rowsTooMany = 5000;

/** Somebody who looks at a document: a window. */
export interface DocumentFollower {
  onUpdate(doc: DocKey, update: Uint8Array): void;
  onAwareness(doc: DocKey, update: Uint8Array): void;
  /** `reason`: why it may not be written; null when it may. */
  onAccess(doc: DocKey, access: Access, reason: AccessReason | null): void;
  /** The document was thrown away here and starts anew. */
  onReset(doc: DocKey): void;
}

/** What a person may do with a document, and what keeps them from writing; null when nothing does. */
export interface Permission {
  readonly access: Access;
  readonly reason: AccessReason | null;
}

/** An update that is on disk. */
export interface CommittedUpdate {
  readonly update: Uint8Array;
  readonly seq: number;
  /** Whether it may hold blocks that the editor does not know. */
  readonly mayBringUnknownBlocks: boolean;
}

interface AwarenessChange {
  readonly added: number[];
  readonly updated: number[];
  readonly removed: number[];
}

/**
 * A document in memory: exactly what is on disk, who follows it, and their cursors. Updates are
 * applied here only after they are committed.
 */
export class LiveDocument {
  readonly key: DocKey;
  readonly ydoc = new Y.Doc();
  readonly followers = new Set<DocumentFollower>();
  /** While above 0 the document is not unloaded. */
  pins = 0;
  usedAt = 0;
  /** What followers were told last. */
  told: Permission = { access: 'none', reason: null };
  toldReason: AccessReason | null = null;
  /** At least the size of the encoded state; measured again when it matters. */
  #bytes = 0;
  #appliedSeq = 0;
  /** The log behind the snapshot, to know when folding it pays. */
  #tailRows = 0;
  #tailBytes = 0;
  /** Whether there are blocks that the editor does not know, and would delete. */
  #unknownBlocks = false;
  #awareness: Awareness | null = null;
  /** Through whom each cursor came, so that it leaves with them. */
  readonly #cursors = new Map<unknown, Set<number>>();
  readonly #onCursors: (update: Uint8Array, from: unknown) => void;

  /** `onCursors` is told of every change of cursors, and through whom it came. */
  constructor(key: DocKey, onCursors: (update: Uint8Array, from: unknown) => void) {
    this.key = key;
    this.#onCursors = onCursors;
  }

  /** Applies what is stored; calls `onBroken` with each row that cannot be applied. */
  restore(stored: StoredDocument, onBroken: (row: number | 'snapshot') => void): void {
    this.ydoc.transact(() => {
      if (stored.snapshot !== null && !this.#applyOne(stored.snapshot)) onBroken('snapshot');
      for (const { seq, payload } of stored.updates) if (!this.#applyOne(payload)) onBroken(seq);
    });
    this.#unknownBlocks = holdsUnknownBlocks(this.ydoc);
    this.#appliedSeq = stored.lastSeq;
    this.folded(stored.updates);
  }

  /** Highest row of the log that is applied here, and with it every one before. */
  get appliedSeq(): number {
    return this.#appliedSeq;
  }

  /**
   * Applies committed rows in one transaction, which costs much less than one each. Answers those
   * that cannot be applied at all.
   */
  apply(rows: readonly CommittedUpdate[]): readonly CommittedUpdate[] {
    const broken: CommittedUpdate[] = [];
    this.ydoc.transact(() => {
      for (const row of rows) if (!this.#applyOne(row.update)) broken.push(row);
    });
    // All blocks are read only where there is cause to: that takes as long as the page is large.
    if (this.#unknownBlocks || rows.some((row) => row.mayBringUnknownBlocks)) {
      this.#unknownBlocks = holdsUnknownBlocks(this.ydoc);
    }
    for (const { update, seq } of rows) {
      this.#appliedSeq = Math.max(this.#appliedSeq, seq);
      this.#tailBytes += update.length;
    }
    this.#tailRows += rows.length;
    return broken;
  }

  /** Whether all of an applied update took effect; Yjs parks what waits for others. */
  isWhole(update: Uint8Array): boolean {
    return !this.incomplete || isIntegrated(this.ydoc, update);
  }

  /** Rows of the log that are not folded into one. */
  get tailRows(): number {
    return this.#tailRows;
  }

  /** Whether the log has grown enough against the whole for folding to be worth reading it all. */
  get compactionDue(): boolean {
    if (this.#tailRows < rowsWorthCompacting) return false;
    return this.#tailRows >= rowsTooMany || this.#tailBytes * 4 >= this.#bytes;
  }

  /** The log was folded, down to these rows. */
  folded(rows: readonly { readonly payload: Uint8Array }[]): void {
    this.#tailRows = rows.length;
    this.#tailBytes = rows.reduce((sum, { payload }) => sum + payload.length, 0);
  }

  /** Whether updates are parked that wait for others. */
  get incomplete(): boolean {
    return this.ydoc.store.pendingStructs !== null || this.ydoc.store.pendingDs !== null;
  }

  /** Whether nothing was ever written here. */
  get empty(): boolean {
    return this.ydoc.store.clients.size === 0 && !this.incomplete;
  }

  /** Whether a newer app wrote on this page: it is shown, and nothing of it is changed. */
  get newerSchema(): boolean {
    const version: unknown = this.ydoc.getMap(yTypes.meta).get('schemaVersion');
    return this.#unknownBlocks || (typeof version === 'number' && version > pageSchemaVersion);
  }

  /** Whether the encoded state and `extra` bytes stay within `limit`. */
  fits(extra: number, limit: number): boolean {
    if (this.#bytes + extra <= limit) return true;
    this.#bytes = Y.encodeStateAsUpdate(this.ydoc).length;
    return this.#bytes + extra <= limit;
  }

  tell(update: Uint8Array, from: DocumentFollower | null): void {
    for (const follower of this.followers) {
      if (follower !== from) follower.onUpdate(this.key, update);
    }
  }

  /** Takes cursors; throws when the update does not parse. */
  applyAwareness(update: Uint8Array, from: object): void {
    applyAwarenessUpdate(this.#awareness ?? this.#startAwareness(), update, from);
  }

  /** All cursors there are; null when there is none. */
  encodeAwareness(): Uint8Array | null {
    const clients = [...(this.#awareness?.getStates().keys() ?? [])];
    if (this.#awareness === null || clients.length === 0) return null;
    return encodeAwarenessUpdate(this.#awareness, clients);
  }

  /** Takes away the cursors that came through somebody. */
  removeCursors(from: object): void {
    const clients = this.#cursors.get(from);
    this.#cursors.delete(from);
    if (this.#awareness === null || clients === undefined) return;
    removeAwarenessStates(this.#awareness, [...clients], from);
  }

  destroy(): void {
    this.#awareness?.destroy();
    this.ydoc.destroy();
  }

  #applyOne(update: Uint8Array): boolean {
    try {
      Y.applyUpdate(this.ydoc, update);
      this.#bytes += update.length;
      return true;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return false;
    }
  }

  #startAwareness(): Awareness {
    const awareness = new Awareness(this.ydoc);
    awareness.setLocalState(null);
    awareness.on('update', (change: AwarenessChange, origin: unknown) => {
      this.#onAwareness(awareness, change, origin);
    });
    this.#awareness = awareness;
    return awareness;
  }

  #onAwareness(awareness: Awareness, change: AwarenessChange, origin: unknown): void {
    const cursors = this.#cursors.get(origin) ?? new Set();
    for (const client of change.added) cursors.add(client);
    for (const client of change.removed) cursors.delete(client);
    if (cursors.size > 0) this.#cursors.set(origin, cursors);
    const clients = [...change.added, ...change.updated, ...change.removed];
    const update = encodeAwarenessUpdate(awareness, clients);
    for (const follower of this.followers) {
      if (follower !== origin) follower.onAwareness(this.key, update);
    }
    this.#onCursors(update, origin);
  }
}

/** Whether all that an update inserts and deletes took effect; Yjs parks what depends on others. */
function isIntegrated(ydoc: Y.Doc, update: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(update);
  const held = (client: number, end: number): boolean => end <= Y.getState(ydoc.store, client);
  return (
    structs.every(({ id, length }) => held(id.client, id.clock + length)) &&
    [...ds.clients].every(([client, deletes]) =>
      deletes.every(({ clock, len }) => held(client, clock + len)),
    )
  );
}
