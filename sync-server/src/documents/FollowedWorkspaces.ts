import type { AccountId, DocKey, Role, SyncReply } from '@confab/shared-types';
import type { DocumentStorage } from '../storage/Storage.ts';
import type { Roles } from '../workspaces/Roles.ts';
import { partsOf } from './DocumentRights.ts';
import type { DocumentRights } from './DocumentRights.ts';
import type { Documents, WorkspaceReader } from './Documents.ts';

export interface FollowedWorkspacesOptions {
  readonly documents: Documents;
  readonly storage: Pick<DocumentStorage, 'list'>;
  readonly rights: DocumentRights;
  readonly roles: Roles;
}

interface Connection {
  reply(reply: SyncReply): void;
  /** What is open brings its own news. */
  isOpen(doc: DocKey): boolean;
}

/** What one connection hears of a workspace: all of it, or the pages its guest was let into. */
type Scope = 'all' | ReadonlySet<string>;

interface Standing {
  readonly role: Role | 'guest';
  readonly scope: Scope;
}

/** The workspaces one `/sync` connection follows. */
export class FollowedWorkspaces implements WorkspaceReader {
  readonly #options: FollowedWorkspacesOptions;
  readonly #connection: Connection;
  /** Null: asked for, but not answered yet. */
  readonly #scopes = new Map<string, Scope | null>();

  constructor(options: FollowedWorkspacesOptions, connection: Connection) {
    this.#options = options;
    this.#connection = connection;
  }

  onDocument(doc: DocKey, seq: number): void {
    const { workspace, name } = partsOf(doc);
    if (this.#connection.isOpen(doc) || !this.covers(workspace, doc)) return;
    this.#connection.reply({ type: 'doc', workspace, name, seq });
  }

  /** Whether news of that document are for this connection. */
  covers(workspace: string, doc: DocKey): boolean {
    const scope = this.#scopes.get(workspace) ?? null;
    return scope !== null && isWithin(scope, partsOf(doc));
  }

  /** Answers `docs`, or `unfollowed` to whom the workspace says nothing. */
  async add(workspace: string, account: AccountId): Promise<void> {
    this.#options.documents.follow(workspace, this);
    this.#scopes.set(workspace, null);
    await this.#tell(workspace, account);
  }

  /** After a change of role: other documents are told again, none any more ends it. */
  async review(workspace: string, account: AccountId): Promise<void> {
    const before = this.#scopes.get(workspace);
    if (before === undefined) return;
    const standing = await this.#standing(workspace, account);
    if (standing === null || !isSame(standing.scope, before)) await this.#tell(workspace, account);
  }

  remove(workspace: string): void {
    this.#options.documents.unfollow(workspace, this);
    this.#scopes.delete(workspace);
  }

  clear(): void {
    for (const workspace of [...this.#scopes.keys()]) this.remove(workspace);
  }

  async #tell(workspace: string, account: AccountId): Promise<void> {
    const standing = await this.#standing(workspace, account);
    if (standing === null) {
      this.remove(workspace);
      const error = (await this.#options.roles.refusal(workspace, account)).toWire();
      this.#connection.reply({ type: 'unfollowed', workspace, error });
      return;
    }
    const { role, scope } = standing;
    if (!this.#scopes.has(workspace)) return;
    // Before the list is read, so that no news falls between.
    this.#scopes.set(workspace, scope);
    const listed = await this.#options.storage.list(workspace);
    if (!this.#scopes.has(workspace)) return;
    const docs = listed.filter(({ name }) => isWithin(scope, partsOf(`${workspace}/${name}`)));
    this.#connection.reply({ type: 'docs', workspace, role, docs });
  }

  async #standing(workspace: string, account: AccountId): Promise<Standing | null> {
    const role = await this.#options.roles.of(workspace, account);
    if (role !== null) return { role, scope: 'all' };
    const pages = await this.#options.rights.guestPages(workspace, account);
    return pages.size === 0 ? null : { role: 'guest', scope: pages };
  }
}

function isWithin(scope: Scope, { kind, id }: { kind: string; id: string }): boolean {
  return scope === 'all' || ((kind === 'page' || kind === 'comments') && scope.has(id));
}

function isSame(scope: Scope, other: Scope | null): boolean {
  if (scope === 'all' || other === 'all' || other === null) return scope === other;
  return scope.size === other.size && [...scope].every((page) => other.has(page));
}
