import { ConfabError } from '@confab/shared-types';
import type { DocKey } from '@confab/shared-types';
import type { Documents } from '../documents/Documents.ts';
import { partsOf } from '../documents/DocumentRights.ts';
import type { ReferenceStorage } from '../storage/Storage.ts';
import { findFileReferences } from './findFileReferences.ts';

/** The state vector of somebody who has nothing. */
const nothing = Uint8Array.of(0);

/** Which documents refer to which files: read when somebody asks, and kept until they move on. */
export class FileReferences {
  readonly #documents: Documents;
  readonly #storage: ReferenceStorage;

  constructor(documents: Documents, storage: ReferenceStorage) {
    this.#documents = documents;
    this.#storage = storage;
  }

  /** Whether the document as it is now, or a kept version of it, refers to the file. */
  async has(doc: DocKey, hash: string): Promise<boolean> {
    if (await this.#storage.isStale(doc)) await this.#read(doc);
    return await this.#storage.has(doc, hash);
  }

  /** Reads up to `limit` documents of a workspace that moved on. False: none is left. */
  async readSome(workspace: string, limit: number): Promise<boolean> {
    const stale = await this.#storage.stale(workspace, limit);
    for (const doc of stale) await this.#read(doc);
    return stale.length > 0;
  }

  async #read(doc: DocKey): Promise<void> {
    try {
      const { seq, state } = await this.#documents.read(doc, (live) => ({
        seq: live.seq,
        state: live.missing(nothing),
      }));
      const hashes = findFileReferences(state, partsOf(doc).workspace);
      await this.#storage.replace(doc, seq, hashes);
    } catch (error) {
      // Gone in between, and its references with it.
      if (error instanceof ConfabError && error.code === 'page-deleted') return;
      throw error;
    }
  }
}
