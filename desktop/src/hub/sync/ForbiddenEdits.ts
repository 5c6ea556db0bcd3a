import type { DocKey, ErrorCode, WorkspaceId } from '@confab/shared-types';
import { pageDoc, parseDocKey } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import type { DocumentStore } from '../documents/DocumentStore.ts';
import { saveCopy } from './savedCopies.ts';

export interface ForbiddenEditsOptions {
  readonly documents: Documents;
  readonly store: DocumentStore;
  /** A workspace of this device that copies go to. */
  readonly localWorkspace: () => Promise<WorkspaceId>;
  readonly titleOfCopy: (title: string) => string;
  readonly compareAgain: (doc: DocKey) => void;
  /** `copy`: the page that holds what the server did not take; absent when there was none to keep. */
  readonly onKept: (code: ErrorCode, doc: DocKey, copy: DocKey | undefined) => void;
  readonly onFailed: (error: unknown) => void;
}

/**
 * Edits that a server does not take are kept as a page of this device; the document itself becomes
 * what the server has, so that all replicas stay equal.
 */
export class ForbiddenEdits {
  readonly #options: ForbiddenEditsOptions;
  readonly #handling = new Set<DocKey>();

  constructor(options: ForbiddenEditsOptions) {
    this.#options = options;
  }

  /** The server refuses edits of one document. */
  giveUp(doc: DocKey, code: 'no-permission' | 'page-deleted'): void {
    this.#handle(doc, async () => {
      const copy = await this.#keep(doc);
      this.#options.documents.reset(doc);
      this.#options.compareAgain(doc);
      this.#options.onKept(code, doc, copy);
    });
  }

  /** The workspace is closed to this account: pages stay, what waited is kept beside them. */
  giveUpWorkspace(workspace: WorkspaceId): void {
    const { store } = this.#options;
    for (const doc of store.list(workspace)) {
      if (store.waiting(doc).count === 0) continue;
      this.#handle(doc, async () => {
        const copy = await this.#keep(doc);
        // It waits no more: at a next membership it would be sent behind the person's back.
        await this.#stopWaiting(doc);
        this.#options.onKept('no-permission', doc, copy);
      });
    }
  }

  #handle(doc: DocKey, work: () => Promise<void>): void {
    if (this.#handling.has(doc)) return;
    this.#handling.add(doc);
    work()
      .catch((error: unknown) => this.#options.onFailed(error))
      .finally(() => this.#handling.delete(doc));
  }

  async #keep(doc: DocKey): Promise<DocKey | undefined> {
    const { documents, store, localWorkspace, titleOfCopy } = this.#options;
    if (parseDocKey(doc).kind !== 'page' || store.waiting(doc).count === 0) return undefined;
    const copy = await saveCopy(documents, doc, await localWorkspace(), titleOfCopy);
    return pageDoc(copy.workspace, copy.page);
  }

  #stopWaiting(doc: DocKey): Promise<void> {
    const { store } = this.#options;
    return new Promise((resolve, reject) => {
      store.acknowledge(doc, Number.MAX_SAFE_INTEGER, store.serverSeq(doc), (error) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  }
}
