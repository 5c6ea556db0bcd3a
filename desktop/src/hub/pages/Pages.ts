import { ConfabError } from '@confab/shared-types';
import type { Language, PageId, PageKind, PageTemplate, WorkspaceId } from '@confab/shared-types';
import type { HubDatabase } from '../database/openDatabase.ts';
import { pageDoc } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import type { Log } from '../log.ts';
import { randomId } from '../randomId.ts';
import { saveCopy } from '../sync/savedCopies.ts';
import { createPage, requireWritableTree } from './createPage.ts';
import { duplicatePage } from './duplicatePage.ts';
import { PageCopier } from './PageCopier.ts';
import type { CopyFile } from './PageCopier.ts';
import { PageDeletions } from './PageDeletions.ts';
import type { ServerDeletions } from './PageDeletions.ts';
import { PageMoves } from './PageMoves.ts';
import { pageTemplate } from './pageTemplates.ts';
import { PageTasks } from './PageTasks.ts';

/** Pages that are at another place now, as pairs of old and new id. */
export interface MovedPages {
  readonly from: WorkspaceId;
  readonly to: WorkspaceId;
  readonly pages: readonly (readonly [PageId, PageId])[];
}

export interface PagesOptions {
  readonly database: HubDatabase;
  readonly documents: Documents;
  readonly language: () => Language;
  readonly localWorkspace: () => Promise<WorkspaceId>;
  readonly titleOfCopy: (title: string) => string;
  readonly copyFile: CopyFile;
  readonly serverDeletions: ServerDeletions;
  /** Throws `not-connected` for a page whose content was not received yet. */
  readonly requireHere: (workspace: WorkspaceId, page: PageId) => void;
  /** Throws `not-connected` unless all of a workspace's documents are here as its server has them. */
  readonly requireCaughtUp: (workspace: WorkspaceId) => void;
  readonly onMoved: (moved: MovedPages) => void;
  readonly onDeleting: (workspace: WorkspaceId, pages: readonly PageId[]) => Promise<void>;
  readonly onDeleted: (workspace: WorkspaceId, pages: readonly PageId[]) => void;
  readonly log: Log;
}

export interface PageToCreate {
  readonly workspace: WorkspaceId;
  readonly parent: PageId | null;
  readonly title?: string | undefined;
  readonly kind?: PageKind | undefined;
  readonly template?: PageTemplate | undefined;
}

/** What is done with whole pages. */
export class Pages {
  readonly #options: PagesOptions;
  readonly #tasks: PageTasks;
  readonly #copier: PageCopier;
  readonly #deletions: PageDeletions;
  readonly #moves: PageMoves;

  constructor(options: PagesOptions) {
    const { documents, database, copyFile, serverDeletions, requireCaughtUp } = options;
    this.#options = options;
    this.#tasks = new PageTasks(database);
    this.#copier = new PageCopier({ documents, copyFile });
    const common = { documents, tasks: this.#tasks };
    this.#deletions = new PageDeletions({
      ...common,
      server: serverDeletions,
      onDeleting: options.onDeleting,
      onDeleted: options.onDeleted,
    });
    this.#moves = new PageMoves({
      ...common,
      copier: this.#copier,
      deletions: this.#deletions,
      requireCaughtUp,
      onMoved: options.onMoved,
    });
  }

  /** Takes up moves and deletions that an earlier run was stopped in; never rejects. */
  async start(): Promise<void> {
    for (const task of this.#tasks.list()) {
      try {
        if (task.kind === 'move') await this.#moves.resume(task);
        else await this.#deletions.resume(task);
      } catch (error) {
        // It stays written down, and is taken up again at the next start.
        this.#options.log(`a page could not be ${task.kind}d to the end`, error);
      }
    }
  }

  create({
    workspace,
    parent,
    title = '',
    kind = 'page',
    template,
  }: PageToCreate): Promise<PageId> {
    const { documents, language } = this.#options;
    if (template === undefined) {
      return createPage(documents, { workspace, parent, title, kind });
    }
    const begin = pageTemplate(template, language());
    return createPage(documents, {
      ...begin,
      workspace,
      parent,
      kind,
      title: title === '' ? begin.title : title,
    });
  }

  /** Rejects with `no-permission`, `not-found` and `not-connected` before anything is done. */
  duplicate(workspace: WorkspaceId, page: PageId, title: string): Promise<PageId> {
    const { documents, requireHere } = this.#options;
    return duplicatePage(
      { documents, requireHere, copier: this.#copier },
      { workspace, page, title },
    );
  }

  /** See {@link PageMoves.move}. */
  move(
    workspace: WorkspaceId,
    page: PageId,
    place: { readonly workspace: WorkspaceId; readonly parent: PageId | null },
  ): Promise<PageId> {
    return this.#moves.move(workspace, page, place);
  }

  /** See {@link PageDeletions.delete}. */
  delete(workspace: WorkspaceId, pages: readonly PageId[]): Promise<void> {
    return this.#deletions.delete(workspace, pages);
  }

  /** Keeps what a page holds as a page of one's own; absent `to`: of a local workspace. */
  async saveCopy(
    workspace: WorkspaceId,
    page: PageId,
    to?: WorkspaceId,
  ): Promise<{ readonly workspace: WorkspaceId; readonly page: PageId }> {
    const { documents, titleOfCopy, localWorkspace } = this.#options;
    const doc = pageDoc(workspace, page);
    if (documents.access(doc) === 'none') throw new ConfabError('no-permission');
    if (documents.open(doc).empty) throw new ConfabError('not-found', doc);
    const target = to ?? (await localWorkspace());
    requireWritableTree(documents, target);
    const copier = new PageCopier({
      documents,
      copyFile: (...file) => this.#copyIfAtHand(...file),
    });
    const services = { documents, copier, titleOf: titleOfCopy };
    return await saveCopy(services, { workspace, page }, target, randomId());
  }

  /** The words of a page are kept even where a file of it cannot be had now. */
  async #copyIfAtHand(...file: Parameters<CopyFile>): Promise<void> {
    try {
      await this.#options.copyFile(...file);
    } catch (error) {
      if (!(error instanceof ConfabError)) throw error;
      this.#options.log(`a file of a saved copy is missing: ${error.code}`);
    }
  }
}
