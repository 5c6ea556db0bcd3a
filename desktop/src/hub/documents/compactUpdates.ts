import * as Y from 'yjs';
import type { StoredUpdate } from './DocumentStore.ts';

export interface CompactedUpdates {
  /** State of everything acknowledged; null when there is none. */
  readonly snapshot: Uint8Array | null;
  /** One update with everything that is not acknowledged; null when there is none. */
  readonly waiting: Uint8Array | null;
}

/**
 * Folds a log into a snapshot of what the server has acknowledged and one update of what it has not.
 * Goes through a Y.Doc in one transaction: `Y.mergeUpdates` is quadratic. Null when the acknowledged
 * part depends on updates that are not acknowledged yet; a later acknowledgement resolves that.
 */
export function compactUpdates(log: {
  readonly snapshot: Uint8Array | null;
  readonly updates: readonly StoredUpdate[];
}): CompactedUpdates | null {
  const acked = log.updates.filter((update) => update.acked).map(({ payload }) => payload);
  const waiting = log.updates.filter((update) => !update.acked).map(({ payload }) => payload);
  if (log.snapshot !== null) acked.unshift(log.snapshot);
  const doc = new Y.Doc();
  try {
    applyAll(doc, acked);
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return null;
    const snapshot = acked.length === 0 ? null : Y.encodeStateAsUpdate(doc);
    if (waiting.length === 0) return { snapshot, waiting: null };
    const known = Y.encodeStateVector(doc);
    applyAll(doc, waiting);
    // Holds every deletion, so those that only the waiting updates made are in it too.
    return { snapshot, waiting: Y.encodeStateAsUpdate(doc, known) };
  } finally {
    doc.destroy();
  }
}

function applyAll(doc: Y.Doc, updates: readonly Uint8Array[]): void {
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
}
