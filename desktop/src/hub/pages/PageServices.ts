import { ConfabError } from '@confab/shared-types';
import type { DocKey, PageId, WorkspaceId } from '@confab/shared-types';
import type { ServerApi } from '../accounts/ServerApi.ts';
import type { Clock } from '../Clock.ts';
import type { Stores } from '../createStores.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { indexDoc, pageDoc } from '../documents/docNames.ts';
import { DocumentReader } from '../documents/DocumentReader.ts';
import type { Documents } from '../documents/Documents.ts';
import type { Files } from '../files/Files.ts';
import type { Log } from '../log.ts';
import { PersonalPlacesStore } from '../personal/PersonalPlacesStore.ts';
import { personalHandlers } from '../personal/personalHandlers.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import { Search } from '../search/Search.ts';
import { searchHandlers } from '../search/searchHandlers.ts';
import { versionHandlers } from '../versions/versionHandlers.ts';
import { Versions } from '../versions/Versions.ts';
import type { ServerDeletions } from './PageDeletions.ts';
import { pageHandlers } from './pageHandlers.ts';
import { Pages } from './Pages.ts';
import type { MovedPages } from './Pages.ts';

export interface PageServicesOptions {
  readonly database: HubDatabase;
  readonly stores: Pick<Stores, 'store' | 'workspaceStore' | 'access' | 'profile'>;
  readonly documents: Documents;
  readonly files: Pick<Files, 'copy' | 'fetch'>;
  readonly events: HubEvents;
  readonly clock: Clock;
  readonly log: Log;
  readonly deletions: ServerDeletions;
  /** Asks the server a workspace is bound to. */
  readonly ask: <T>(workspace: WorkspaceId, question: (api: ServerApi) => Promise<T>) => Promise<T>;
  /** A workspace of this device only, made when there is none. */
  readonly localWorkspace: () => Promise<WorkspaceId>;
  /** Pages are about to be deleted for good, while they can still be read. */
  readonly onDeleting: (workspace: WorkspaceId, pages: readonly PageId[]) => Promise<void>;
  /** Makes the title of a copy from the original's. */
  readonly titleOfCopy: (title: string) => string;
  /** A document of a server that was never fetched is not here. */
  readonly isHere: (doc: DocKey) => boolean;
  /** Whether every document of a shared workspace is here as its server has it. */
  readonly isCaughtUp: (workspace: WorkspaceId) => boolean;
}

/** What is done with pages beyond editing them: whole pages, search, history, a person's places. */
export class PageServices {
  readonly pages: Pages;
  readonly search: Search;
  readonly versions: Versions;
  readonly personal: PersonalPlacesStore;
  readonly #options: PageServicesOptions;

  constructor(options: PageServicesOptions) {
    this.#options = options;
    const { database, stores, documents, events, clock, log } = options;
    const reader = new DocumentReader(database, documents);
    const workspaces = () => stores.workspaceStore.list();
    const list = (workspace: WorkspaceId) => stores.store.list(workspace);
    const common = { database, reader, clock, log, workspaces, list };
    this.personal = new PersonalPlacesStore({
      database,
      clock,
      onChange: (places) => events.emit('personal', places),
    });
    this.search = new Search({
      ...common,
      mayRead: (workspace, page) => stores.access.of(pageDoc(workspace, page)) !== 'none',
    });
    this.versions = new Versions({
      ...common,
      ask: options.ask,
      fetchFile: (workspace, hash) => options.files.fetch(workspace, hash),
      author: () => {
        const { person, name } = stores.profile.profile;
        return { person, name: name ?? '' };
      },
      onChange: (workspace, page) => events.emit('versions', { workspace, page }),
    });
    this.pages = this.#createPages();
    events.listen(({ event }) => {
      if (event === 'workspaces' || event === 'sharedPages') this.search.workspacesChanged();
    });
  }

  get handlers() {
    const { workspaceStore } = this.#options.stores;
    return {
      ...pageHandlers(this.pages),
      ...searchHandlers(this.search),
      ...versionHandlers(this.versions),
      ...personalHandlers({ personal: this.personal, workspaceStore }),
    };
  }

  /** Takes up what an earlier run left; everything long goes on in the background. */
  async start(): Promise<void> {
    await this.pages.start();
    this.search.start();
    this.versions.start();
  }

  close(): void {
    this.search.close();
    this.versions.close();
  }

  /** A document changed, wherever that came from. */
  documentChanged(doc: DocKey): void {
    this.search.changed(doc);
  }

  /** Edits made on this device are on disk. */
  localUpdate(doc: DocKey): void {
    this.versions.edited(doc);
  }

  /** A workspace was removed from this device. */
  workspaceRemoved(workspace: WorkspaceId): void {
    this.personal.forgetWorkspace(workspace);
    this.versions.forgetWorkspace(workspace);
  }

  #createPages(): Pages {
    const { database, stores, documents, files, log } = this.#options;
    const { deletions, localWorkspace, titleOfCopy } = this.#options;
    return new Pages({
      database,
      documents,
      log,
      localWorkspace,
      serverDeletions: deletions,
      language: () => stores.profile.language,
      titleOfCopy,
      copyFile: (from, to, hash) => files.copy(from, to, hash),
      requireHere: (workspace, page) => {
        if (!this.#options.isHere(pageDoc(workspace, page))) throw new ConfabError('not-connected');
      },
      requireCaughtUp: (workspace) => {
        const isShared = stores.workspaceStore.get(workspace).server !== null;
        if (!isShared || this.#options.isCaughtUp(workspace)) return;
        throw new ConfabError('not-connected', indexDoc(workspace));
      },
      onMoved: (moved) => this.#moved(moved),
      onDeleting: this.#options.onDeleting,
      onDeleted: (workspace, pages) => this.#deleted(workspace, pages),
    });
  }

  #moved({ from, to, pages }: MovedPages): void {
    for (const [page, copy] of pages) this.versions.follow(from, page, to, copy);
    this.personal.follow(from, to, pages);
    this.search.forget(
      from,
      pages.map(([page]) => page),
    );
  }

  #deleted(workspace: WorkspaceId, pages: readonly PageId[]): void {
    this.versions.forget(workspace, pages);
    this.personal.forget(workspace, pages);
    this.search.forget(workspace, pages);
  }
}
