/** `confab-file:<workspace>/<sha-256>`, as every file block's `url` begins. */
const reference = /confab-file:([A-Za-z0-9_-]{8,64})\/([0-9a-f]{64})/g;

/**
 * Hashes of a workspace's files in a document's encoded state, each once. Yjs keeps an attribute as
 * one string, and these strings are ASCII, so they are found in any document whatever its blocks are
 * called; what was deleted is not in a state.
 */
export function findFileReferences(state: Uint8Array, workspace: string): readonly string[] {
  const text = Buffer.from(state.buffer, state.byteOffset, state.byteLength).toString('latin1');
  const hashes = new Set<string>();
  for (const [, home, hash] of text.matchAll(reference)) {
    if (home === workspace && hash !== undefined) hashes.add(hash);
  }
  return [...hashes];
}
