import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileUrlScheme } from '@confab/shared-types';
import type { WorkspaceId } from '@confab/shared-types';
import * as Y from 'yjs';
import { parseDocKey } from '../documents/docNames.ts';
import type { DocumentStore, StoredDocument } from '../documents/DocumentStore.ts';
import { readFileReferences } from './fileReferences.ts';
import type { FileReference, FileReferences } from './fileReferences.ts';

const scheme = Buffer.from(fileUrlScheme);

/** The files that the pages of this profile refer to, those in the trash and their comments too. */
export class DocumentFileReferences implements FileReferences {
  readonly #store: DocumentStore;
  readonly #workspaces: () => readonly { readonly id: WorkspaceId }[];

  constructor(store: DocumentStore, workspaces: () => readonly { readonly id: WorkspaceId }[]) {
    this.#store = store;
    this.#workspaces = workspaces;
  }

  /** One document after the other, each in a turn of its own. */
  async *references(): AsyncIterable<FileReference> {
    for (const { id } of this.#workspaces()) yield* this.ofWorkspace(id);
  }

  /** What the pages of one workspace refer to. */
  async *ofWorkspace(workspace: WorkspaceId): AsyncIterable<FileReference> {
    for (const doc of this.#store.list(workspace)) {
      const { kind } = parseDocKey(doc);
      if (kind !== 'page' && kind !== 'comments') continue;
      yield* referencesIn(this.#store.load(doc));
      await nextTurn();
    }
  }
}

function referencesIn(stored: StoredDocument): FileReference[] {
  const payloads = [stored.snapshot, ...stored.updates.map(({ payload }) => payload)];
  // Most pages have no file: their bytes say so without being put together.
  if (!payloads.some((payload) => payload !== null && Buffer.from(payload).includes(scheme))) {
    return [];
  }
  const ydoc = new Y.Doc();
  ydoc.transact(() => {
    for (const payload of payloads) if (payload !== null) Y.applyUpdate(ydoc, payload);
  });
  const found = readFileReferences(ydoc);
  ydoc.destroy();
  return found;
}
