import * as Y from 'yjs';

/**
 * Whether a document holds insertions that the owner of `stateVector` (Yjs encoding) misses. State
 * vectors say nothing about deletions: who needs those sent keeps count of them itself.
 */
export function holdsMore(doc: Y.Doc, stateVector: Uint8Array): boolean {
  const theirs = Y.decodeStateVector(stateVector);
  const ours = Y.decodeStateVector(Y.encodeStateVector(doc));
  for (const [client, clock] of ours) if (clock > (theirs.get(client) ?? 0)) return true;
  return false;
}
