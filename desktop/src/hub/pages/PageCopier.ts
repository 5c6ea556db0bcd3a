import { yTypes } from '@confab/shared-types';
import type { DocKey, FileHash, PageId, WorkspaceId } from '@confab/shared-types';
import * as Y from 'yjs';
import { commentsDoc, pageDoc } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import { readFileReferences } from '../files/fileReferences.ts';
import { rewriteCopy } from './rewriteCopy.ts';
import type { CopyChanges } from './rewriteCopy.ts';

/** Brings a file of one workspace into another, from its server when it is not here. */
export type CopyFile = (from: WorkspaceId, to: WorkspaceId, hash: FileHash) => Promise<void>;

export interface PageCopierOptions {
  readonly documents: Documents;
  readonly copyFile: CopyFile;
}

export interface PageCopy {
  readonly page: PageId;
  readonly copy: PageId;
  /** Absent: the original's. */
  readonly title?: string;
}

/**
 * Copies documents of pages as they are, with the identities of their items: comments stay where
 * they hang, and a copy made once more only adds what is new.
 */
export class PageCopier {
  readonly #documents: Documents;
  readonly #copyFile: CopyFile;

  constructor({ documents, copyFile }: PageCopierOptions) {
    this.#documents = documents;
    this.#copyFile = copyFile;
  }

  /** Brings along every file that a page refers to; rejects at the end when one cannot be had now. */
  async copyFiles(page: PageId, { from, to }: CopyChanges): Promise<void> {
    if (from === to) return;
    const { ydoc } = this.#documents.open(pageDoc(from, page));
    const files = readFileReferences(ydoc).filter(({ workspace }) => workspace === from);
    const copied = await Promise.allSettled(
      files.map(({ hash }) => this.#copyFile(from, to, hash)),
    );
    const failed = copied.find((copy) => copy.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async copyContent(page: PageCopy, changes: CopyChanges): Promise<void> {
    const state = this.#state(pageDoc(changes.from, page.page));
    if (state === null) return;
    const doc = pageDoc(changes.to, page.copy);
    const before = this.#state(doc);
    // Blocks of a newer app came whole with the first copy, and nothing is written to them since.
    if (before !== null && this.#documents.access(doc) !== 'write') return;
    const copy = rewritten([...(before === null ? [] : [before]), state], page, changes);
    await this.#documents.edit(doc, (ydoc) => Y.applyUpdate(ydoc, copy));
  }

  async copyComments({ page, copy }: PageCopy, { from, to }: CopyChanges): Promise<void> {
    const state = this.#state(commentsDoc(from, page));
    if (state === null) return;
    await this.#documents.edit(commentsDoc(to, copy), (ydoc) => Y.applyUpdate(ydoc, state));
  }

  #state(doc: DocKey): Uint8Array | null {
    const live = this.#documents.open(doc);
    return live.empty ? null : Y.encodeStateAsUpdate(live.ydoc);
  }
}

/** Made beside the document, so that it is written in one edit: whole, or not at all. */
function rewritten(
  states: readonly Uint8Array[],
  { title }: PageCopy,
  changes: CopyChanges,
): Uint8Array {
  const ydoc = new Y.Doc();
  for (const state of states) Y.applyUpdate(ydoc, state);
  ydoc.transact(() => {
    rewriteCopy(ydoc, changes);
    if (title !== undefined) replaceTitle(ydoc, title);
  });
  const update = Y.encodeStateAsUpdate(ydoc);
  ydoc.destroy();
  return update;
}

function replaceTitle(ydoc: Y.Doc, title: string): void {
  const text = ydoc.getText(yTypes.title);
  if (text.toString() === title) return;
  text.delete(0, text.length);
  text.insert(0, title);
}
