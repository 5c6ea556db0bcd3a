import { ConfabError } from '@confab/shared-types';
import type {
  AccountId,
  LocalWorkspace,
  PageId,
  RemoteWorkspace,
  Role,
  WorkspaceId,
} from '@confab/shared-types';
import type { ConnectionStore } from '../accounts/ConnectionStore.ts';
import type { Servers } from '../accounts/Servers.ts';
import { parseInvitationLink } from '../accounts/parseInvitationLink.ts';
import type { Documents } from '../documents/Documents.ts';
import { workspaceOf } from '../documents/docNames.ts';
import { nameWorkspace } from '../pages/pageIndex.ts';
import { randomId } from '../randomId.ts';
import type { DocumentAccess } from './DocumentAccess.ts';
import type { WorkspaceRecord, WorkspaceStore } from './WorkspaceStore.ts';

export interface WorkspacesOptions {
  readonly store: WorkspaceStore;
  readonly documents: Documents;
  readonly access: DocumentAccess;
  readonly servers: Servers;
  readonly connections: ConnectionStore;
  /** The account may do something else in a workspace than before. */
  readonly onRole: (workspace: WorkspaceId) => void;
  readonly onChange: () => void;
}

/** The workspaces of this profile: local ones, and those bound to a server. */
export class Workspaces {
  readonly #options: WorkspacesOptions;

  constructor(options: WorkspacesOptions) {
    this.#options = options;
  }

  /** Makes a workspace that lives on this device. */
  async create(name: string): Promise<LocalWorkspace> {
    const id = randomId();
    this.#put({ id, name, server: null, account: null, role: 'owner' });
    await nameWorkspace(this.#options.documents, id, name);
    return this.describe(id);
  }

  /** Rejects with `no-permission` for whoever may not write the page tree. */
  async rename(id: WorkspaceId, name: string): Promise<LocalWorkspace> {
    const record = this.#options.store.get(id);
    await nameWorkspace(this.#options.documents, id, name);
    this.#put({ ...record, name });
    if (record.server !== null && record.role === 'owner') {
      await this.#options.servers.ask(record.server, (api) => api.publish(id, name));
    }
    return this.describe(id);
  }

  /**
   * Binds a local workspace to a server; uploading follows by itself. May be repeated after any
   * interruption. Rejects with `workspace-bound-elsewhere`.
   */
  async publish(id: WorkspaceId, server: string): Promise<LocalWorkspace> {
    const record = this.#options.store.get(id);
    const { account } = this.#options.connections.get(server);
    if (record.server !== null && (record.server !== server || record.account !== account.id)) {
      throw new ConfabError('workspace-bound-elsewhere');
    }
    const remote = await this.#options.servers.ask(server, (api) => api.publish(id, record.name));
    this.#adopt(remote, server, account.id);
    return this.describe(id);
  }

  /**
   * Accepts an invitation, `page` being set when it was to one page. Rejects with `unauthenticated`
   * unless signed in at the link's server.
   */
  async join(
    link: string,
    refreshSharedPages: (server: string) => Promise<void>,
  ): Promise<LocalWorkspace & { readonly page?: PageId }> {
    const { url, code } = parseInvitationLink(link);
    const { store, servers, connections } = this.#options;
    const { server } = await servers.probe(url);
    const remote = await servers.ask(server, (api) => api.acceptInvitation(code));
    store.forgetRemoved(remote.id);
    if (remote.page === undefined) {
      this.#adopt(remote, server, connections.get(server).account.id);
      return this.describe(remote.id);
    }
    // Whether as a guest or as the member the account is already, the server's lists tell.
    await this.refresh(server);
    await refreshSharedPages(server);
    return { ...this.describe(remote.id), page: remote.page };
  }

  /** Compares with what the server says the account is a member of. */
  async refresh(server: string): Promise<void> {
    const { store, servers, connections } = this.#options;
    const { account } = connections.get(server);
    for (const remote of await servers.ask(server, (api) => api.workspaces())) {
      if (!store.isRemoved(remote.id)) this.#adopt(remote, server, account.id);
    }
  }

  /** The account was let into single pages of a workspace that it is no member of. */
  adoptAsGuest(id: WorkspaceId, server: string, account: AccountId): void {
    const known = this.#options.store.find(id);
    if (known !== null && this.#isElsewhere(known, server, account)) return;
    const name = known?.name ?? '';
    this.#bind({ id, name, server, account, role: 'viewer', guest: true });
  }

  /** The server says what the account may do in a workspace; a guest, what they are for each page. */
  setRole(id: WorkspaceId, role: Role | 'guest'): void {
    const record = this.#options.store.find(id);
    if (record === null) return;
    const { guest: wasGuest = false, detached, ...rest } = record;
    const guest = role === 'guest';
    const base = guest ? 'viewer' : role;
    if (detached === undefined && record.role === base && guest === wasGuest) return;
    this.#put({ ...rest, role: base, ...(guest ? { guest } : {}) });
    this.#rightsChanged(id);
  }

  /** Its server gives the workspace no longer: what is here stays readable. */
  detach(id: WorkspaceId, why: 'not-member' | 'taken-offline'): void {
    const record = this.#options.store.find(id);
    if (record === null || record.detached === why) return;
    this.#put({ ...record, role: record.guest === true ? record.role : 'viewer', detached: why });
    this.#rightsChanged(id);
  }

  /** No server has it any more: it lives on this device, and may be written here. */
  makeLocal(id: WorkspaceId): void {
    const { name } = this.#options.store.get(id);
    this.#put({ id, name, server: null, account: null, role: 'owner' });
    this.#rightsChanged(id);
  }

  /** Takes over the name an index document carries. */
  setName(id: WorkspaceId, name: string): void {
    const record = this.#options.store.find(id);
    if (record !== null && record.name !== name) this.#put({ ...record, name });
  }

  /** A workspace came or went. */
  changed(): void {
    this.#options.onChange();
  }

  /** Throws `not-found` for a workspace that is not on this device. */
  describe(id: WorkspaceId): LocalWorkspace {
    const found = this.#options.store.list().find((workspace) => workspace.id === id);
    if (found === undefined) throw new ConfabError('not-found', `workspace ${id}`);
    return found;
  }

  #adopt({ id, name, role }: RemoteWorkspace, server: string, account: AccountId): void {
    const known = this.#options.store.find(id);
    if (known !== null && this.#isElsewhere(known, server, account)) return;
    const knownName = known === null || known.name === '' ? name : known.name;
    this.#bind({ id, name: knownName, server, account, role });
  }

  #bind(record: WorkspaceRecord): void {
    const { id, server } = record;
    if (JSON.stringify(record) !== JSON.stringify(this.#options.store.find(id))) {
      this.#put(record);
      this.#rightsChanged(id);
    }
    if (server !== null) this.#options.servers.link(server)?.follow(id);
  }

  #isElsewhere(known: WorkspaceRecord, server: string, account: AccountId): boolean {
    return known.server !== null && (known.server !== server || known.account !== account);
  }

  #rightsChanged(id: WorkspaceId): void {
    this.#options.access.forget(id);
    this.#options.documents.refreshAccess((doc) => workspaceOf(doc) === id);
    this.#options.onRole(id);
  }

  #put(record: WorkspaceRecord): void {
    this.#options.store.put(record);
    this.#options.onChange();
  }
}
