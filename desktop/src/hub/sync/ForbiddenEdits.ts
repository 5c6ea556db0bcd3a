import type { DocKey, ErrorCode, PageId, WorkspaceId } from '@confab/shared-types';
import { commentsDoc, pageDoc, workspaceOf } from '../documents/docNames.ts';
import type { DocumentStore } from '../documents/DocumentStore.ts';
import { pageOf } from '../workspaces/DeletedPages.ts';
import { randomId } from '../randomId.ts';
import { saveCopy } from './savedCopies.ts';
import type { SaveCopyOptions } from './savedCopies.ts';

export interface ForbiddenEditsOptions extends SaveCopyOptions {
  readonly store: DocumentStore;
  /** A workspace of this device that copies go to. */
  readonly localWorkspace: () => Promise<WorkspaceId>;
  readonly compareAgain: (doc: DocKey) => void;
  /** `copy`: the page that holds what the server did not take; absent when there was none to keep. */
  readonly onKept: (code: ErrorCode, doc: DocKey, copy: DocKey | undefined) => void;
  readonly onFailed: (error: unknown) => void;
}

/**
 * Edits that a server does not take are kept as a page of this device; the document itself becomes
 * what the server has, so that all replicas stay equal and nothing is sent behind the person's back
 * should they get their rights again.
 */
export class ForbiddenEdits {
  readonly #options: ForbiddenEditsOptions;
  /** One after the other for each page: its content and its comments go into one copy. */
  readonly #work = new Map<string, Promise<void>>();

  constructor(options: ForbiddenEditsOptions) {
    this.#options = options;
  }

  /** The server refuses edits of one document. */
  giveUp(doc: DocKey, code: ErrorCode): void {
    const page = pageOf(doc);
    const key = page === null ? doc : pageDoc(workspaceOf(doc), page);
    const before = this.#work.get(key) ?? Promise.resolve();
    const work = before
      .then(() => this.#giveUp(doc, code))
      .catch((error: unknown) => this.#options.onFailed(error))
      .finally(() => {
        if (this.#work.get(key) === work) this.#work.delete(key);
      });
    this.#work.set(key, work);
  }

  /** The workspace is closed to this account: pages stay, what waited is kept beside them. */
  giveUpWorkspace(workspace: WorkspaceId, code: ErrorCode): void {
    const { store } = this.#options;
    // What is about to be saved waits too.
    store.flush();
    for (const doc of store.waitingDocuments(workspace)) this.giveUp(doc, code);
  }

  async #giveUp(doc: DocKey, code: ErrorCode): Promise<void> {
    const { store, compareAgain, onKept } = this.#options;
    // Given up together with the other half of its page.
    if (store.waiting(doc).count === 0) return;
    const lost = this.#givenUpWith(doc);
    const copy = await this.#moveToCopy(doc, lost);
    for (const each of lost) compareAgain(each);
    onKept(code, doc, copy);
  }

  /** Drops what waits once it is in the copy; what came in while that was made is copied too. */
  async #moveToCopy(doc: DocKey, lost: readonly DocKey[]): Promise<DocKey | undefined> {
    const { documents } = this.#options;
    const page = randomId();
    let copy: DocKey | undefined;
    for (let remaining = lost; remaining.length > 0;) {
      const copied = new Map(remaining.map((each) => [each, documents.open(each).appliedSeq]));
      copy = await this.#keep(doc, page);
      remaining = remaining.filter((each) => !documents.dropWaiting(each, copied.get(each) ?? 0));
    }
    return copy;
  }

  /** The document, and the other half of its page when nothing of that may be written either. */
  #givenUpWith(doc: DocKey): DocKey[] {
    const { documents, store } = this.#options;
    const page = pageOf(doc);
    if (page === null) return [doc];
    const workspace = workspaceOf(doc);
    return [pageDoc(workspace, page), commentsDoc(workspace, page)].filter(
      (half) =>
        half === doc || (store.waiting(half).count > 0 && documents.access(half) !== 'write'),
    );
  }

  async #keep(doc: DocKey, as: PageId): Promise<DocKey | undefined> {
    const { documents, localWorkspace } = this.#options;
    const page = pageOf(doc);
    const workspace = workspaceOf(doc);
    // Comments on a page that was never here have nothing to hang at.
    if (page === null || documents.open(pageDoc(workspace, page)).empty) return undefined;
    const to = await localWorkspace();
    const copy = await saveCopy(this.#options, { workspace, page }, to, as);
    return pageDoc(copy.workspace, copy.page);
  }
}
