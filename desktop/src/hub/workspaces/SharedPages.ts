import { ConfabError, yTypes } from '@confab/shared-types';
import type { DocKey, PageId, SharedPageHere, WorkspaceId } from '@confab/shared-types';
import type { ConnectionStore } from '../accounts/ConnectionStore.ts';
import type { Servers } from '../accounts/Servers.ts';
import { pageDoc, parseDocKey, workspaceOf } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import type { DocumentAccess } from './DocumentAccess.ts';
import type { SharedPageStore } from './SharedPageStore.ts';
import type { Workspaces } from './Workspaces.ts';
import type { WorkspaceStore } from './WorkspaceStore.ts';

export interface SharedPagesOptions {
  readonly store: SharedPageStore;
  readonly workspaceStore: WorkspaceStore;
  readonly workspaces: Workspaces;
  readonly documents: Documents;
  readonly access: DocumentAccess;
  readonly servers: Servers;
  readonly connections: ConnectionStore;
  readonly onChange: (pages: SharedPageHere[]) => void;
}

/** Single pages that others let this profile's accounts into, as their guest. */
export class SharedPages {
  readonly #options: SharedPagesOptions;
  #told = '[]';

  constructor(options: SharedPagesOptions) {
    this.#options = options;
  }

  /** All of them; those that were taken back stay while their copy is here. */
  list(): SharedPageHere[] {
    return this.#options.store.list().map(({ workspace, page, role, from, server }) => ({
      workspace,
      page,
      role,
      from,
      server,
      ...this.#heading(pageDoc(workspace, page)),
    }));
  }

  /** Compares with what the server says the account was let into. */
  async refresh(server: string): Promise<void> {
    const { store, servers, connections, workspaceStore, workspaces } = this.#options;
    const account = connections.get(server).account.id;
    const there = await servers.ask(server, (api) => api.sharedPages());
    for (const shared of there) {
      store.put({ ...shared, server, lost: false });
      if (!workspaceStore.isRemoved(shared.workspace)) {
        workspaces.adoptAsGuest(shared.workspace, server, account);
      }
    }
    const given = new Set(there.map(({ workspace, page }) => `${workspace}/${page}`));
    for (const record of store.list()) {
      if (record.server !== server || given.has(`${record.workspace}/${record.page}`)) continue;
      const isGuest = workspaceStore.find(record.workspace)?.guest === true;
      // A member finds the page in the tree.
      if (isGuest) store.put({ ...record, lost: true });
      else store.delete(record.workspace, record.page);
    }
    this.#rightsChanged(server);
    this.changed();
  }

  /** The title or icon of one may have changed. */
  documentChanged(doc: DocKey): void {
    const parts = parseDocKey(doc);
    if (parts.kind !== 'page') return;
    if (this.#options.store.find(workspaceOf(doc), parts.page) !== null) this.changed();
  }

  /** The person does not want a page any more; rejects while its server cannot be told. */
  async leave(workspace: WorkspaceId, page: PageId): Promise<void> {
    const { store, servers, connections, documents } = this.#options;
    const record = store.find(workspace, page);
    if (record === null) throw new ConfabError('not-found', `page ${page}`);
    const { account } = connections.get(record.server);
    if (!record.lost) {
      await servers
        .ask(record.server, (api) => api.removeGuest(workspace, page, account.id))
        .catch(unlessGone);
    }
    store.delete(workspace, page);
    documents.reset(pageDoc(workspace, page));
    this.changed();
  }

  /** The workspace left this device. */
  forget(workspace: WorkspaceId): void {
    for (const record of this.#options.store.list()) {
      if (record.workspace === workspace) this.#options.store.delete(workspace, record.page);
    }
    this.changed();
  }

  /** Tells windows, unless it is what they were told before. */
  changed(): void {
    const pages = this.list();
    const told = JSON.stringify(pages);
    if (told === this.#told) return;
    this.#told = told;
    this.#options.onChange(pages);
  }

  #heading(doc: DocKey): Pick<SharedPageHere, 'title' | 'icon'> {
    const { ydoc } = this.#options.documents.open(doc);
    const icon: unknown = ydoc.getMap(yTypes.meta).get('icon');
    return {
      title: ydoc.getText(yTypes.title).toString().slice(0, 500),
      icon: typeof icon === 'string' ? icon.slice(0, 64) : null,
    };
  }

  #rightsChanged(server: string): void {
    const { workspaceStore, documents, access } = this.#options;
    for (const { id, server: home, guest } of workspaceStore.list()) {
      if (home !== server || guest !== true) continue;
      access.forget(id);
      documents.refreshAccess((doc) => workspaceOf(doc) === id);
    }
  }
}

/** Whoever was let out before has nothing left to give back. */
function unlessGone(error: unknown): void {
  const gone: readonly string[] = ['no-permission', 'not-found', 'page-deleted'];
  if (!(error instanceof ConfabError) || !gone.includes(error.code)) throw error;
}
