import * as Y from 'yjs';

/** Whether a document holds insertions that the owner of `stateVector` misses. */
export function holdsMore(ydoc: Y.Doc, stateVector: Uint8Array): boolean {
  const theirs = Y.decodeStateVector(stateVector);
  for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(ydoc))) {
    if (clock > (theirs.get(client) ?? 0)) return true;
  }
  return false;
}

/**
 * Whether a document has deleted something that its other end still has. `state` is the encoded state
 * of that end, or what it sent of it: all that it deleted is always part of that. State vectors say
 * nothing about deletions.
 */
export function deletedMore(ydoc: Y.Doc, state: Uint8Array): boolean {
  const theirs = Y.decodeUpdate(state).ds.clients;
  for (const [client, ours] of Y.createDeleteSetFromStructStore(ydoc.store).clients) {
    const ranges = theirs.get(client) ?? [];
    const isCovered = ({ clock, len }: { clock: number; len: number }): boolean =>
      ranges.some((range) => range.clock <= clock && clock + len <= range.clock + range.len);
    if (!ours.every(isCovered)) return true;
  }
  return false;
}

/** Whether everything in an update, deletions included, is in the document already. */
export function holdsUpdate(ydoc: Y.Doc, update: Uint8Array): boolean {
  return Y.snapshotContainsUpdate(Y.snapshot(ydoc), update);
}

/**
 * What the owner of `stateVector` misses, all deletions included. Updates that Yjs has parked because
 * others are missing are left out: nobody could apply them.
 */
export function encodeMissing(ydoc: Y.Doc, stateVector: Uint8Array): Uint8Array {
  const { store } = ydoc;
  const { pendingStructs, pendingDs } = store;
  store.pendingStructs = null;
  store.pendingDs = null;
  try {
    return Y.encodeStateAsUpdate(ydoc, stateVector);
  } finally {
    store.pendingStructs = pendingStructs;
    store.pendingDs = pendingDs;
  }
}
