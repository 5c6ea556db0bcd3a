import { ConfabError } from '@confab/shared-types';
import type {
  AccountId,
  LocalWorkspace,
  RemoteWorkspace,
  Role,
  WorkspaceId,
} from '@confab/shared-types';
import type { ConnectionStore } from '../accounts/ConnectionStore.ts';
import type { Servers } from '../accounts/Servers.ts';
import { parseInvitationLink } from '../accounts/parseInvitationLink.ts';
import type { Documents } from '../documents/Documents.ts';
import { workspaceOf } from '../documents/docNames.ts';
import { nameWorkspace } from '../documents/pages.ts';
import { randomId } from '../randomId.ts';
import type { DocumentAccess } from './DocumentAccess.ts';
import type { WorkspaceRecord, WorkspaceStore } from './WorkspaceStore.ts';

export interface WorkspacesOptions {
  readonly store: WorkspaceStore;
  readonly documents: Documents;
  readonly access: DocumentAccess;
  readonly servers: Servers;
  readonly connections: ConnectionStore;
  readonly onChange: () => void;
}

/** The workspaces of this profile: local ones, and those bound to a server. */
export class Workspaces {
  readonly #options: WorkspacesOptions;
  /** Workspaces whose server says that this account is no member any more. */
  readonly #left = new Set<WorkspaceId>();

  constructor(options: WorkspacesOptions) {
    this.#options = options;
  }

  hasLeft(id: WorkspaceId): boolean {
    return this.#left.has(id);
  }

  /** Makes a workspace that lives on this device. */
  async create(name: string): Promise<LocalWorkspace> {
    const id = randomId();
    this.#put({ id, name, server: null, account: null, role: 'owner' });
    await nameWorkspace(this.#options.documents, id, name);
    return this.#find(id);
  }

  /** Rejects with `no-permission` for whoever may not write the page tree. */
  async rename(id: WorkspaceId, name: string): Promise<LocalWorkspace> {
    const record = this.#options.store.get(id);
    await nameWorkspace(this.#options.documents, id, name);
    this.#put({ ...record, name });
    if (record.server !== null && record.role === 'owner') {
      await this.#options.servers.ask(record.server, (api) => api.publish(id, name));
    }
    return this.#find(id);
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
    return this.#find(id);
  }

  /** Rejects with `unauthenticated` unless signed in at the link's server. */
  async join(link: string): Promise<LocalWorkspace> {
    const { url, code } = parseInvitationLink(link);
    const info = await this.#options.servers.probe(url);
    const remote = await this.#options.servers.ask(info.server, (api) =>
      api.acceptInvitation(code),
    );
    this.#adopt(remote, info.server, this.#options.connections.get(info.server).account.id);
    return this.#find(remote.id);
  }

  /** Compares with what the server says the account is a member of. */
  async refresh(server: string): Promise<void> {
    const { account } = this.#options.connections.get(server);
    const remote = await this.#options.servers.ask(server, (api) => api.workspaces());
    for (const workspace of remote) this.#adopt(workspace, server, account.id);
  }

  /** The server says what the account may do in a workspace. */
  setRole(id: WorkspaceId, role: Role): void {
    const record = this.#options.store.find(id);
    if (record === null || record.role === role) return;
    this.#put({ ...record, role });
    this.#rightsChanged(id);
  }

  /** The account is no member any more: what is here stays readable. */
  leave(id: WorkspaceId): void {
    this.#left.add(id);
    this.setRole(id, 'viewer');
    this.#options.onChange();
  }

  /** Takes over the name an index document carries. */
  setName(id: WorkspaceId, name: string): void {
    const record = this.#options.store.find(id);
    if (record !== null && record.name !== name) this.#put({ ...record, name });
  }

  #adopt(remote: RemoteWorkspace, server: string, account: AccountId): void {
    const { id, name, role } = remote;
    const known = this.#options.store.find(id);
    const elsewhere =
      known !== null &&
      known.server !== null &&
      (known.server !== server || known.account !== account);
    if (elsewhere) return;
    this.#left.delete(id);
    const record: WorkspaceRecord = { id, name: known?.name ?? name, server, account, role };
    if (JSON.stringify(record) !== JSON.stringify(known)) {
      this.#put(record);
      this.#rightsChanged(id);
    }
    this.#options.servers.link(server)?.follow(id);
  }

  #rightsChanged(id: WorkspaceId): void {
    this.#options.access.forget(id);
    this.#options.documents.refreshAccess((doc) => workspaceOf(doc) === id);
  }

  #put(record: WorkspaceRecord): void {
    this.#options.store.put(record);
    this.#options.onChange();
  }

  #find(id: WorkspaceId): LocalWorkspace {
    const found = this.#options.store.list().find((workspace) => workspace.id === id);
    if (found === undefined) throw new ConfabError('not-found', `workspace ${id}`);
    return found;
  }
}
