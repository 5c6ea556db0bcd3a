import { isRecording } from '@confab/shared-types';
import type { Access, AccountId, DocKey, GuestRole, Role } from '@confab/shared-types';
import type { Grants } from '../sharing/Grants.ts';
import type { CallStorage } from '../storage/Storage.ts';
import { isAtLeast } from '../workspaces/Roles.ts';
import type { Roles } from '../workspaces/Roles.ts';

/** A document's key in its parts: `workspace/kind/id/account`; index has a kind only. */
export interface DocParts {
  readonly workspace: string;
  readonly name: string;
  readonly kind: string;
  readonly id: string;
  readonly account: string;
}

export function partsOf(doc: DocKey): DocParts {
  const [workspace = '', kind = '', id = '', account = ''] = doc.split('/');
  return { workspace, name: doc.slice(workspace.length + 1), kind, id, account };
}

/**
 * What an account may do with a document: by its role, in a page that it was let into by the higher
 * of its role and that grant, and in a call's documents by the call. Of a recording the server knows
 * nothing but its documents: they are written as pages are, its lines by their writer alone.
 */
export class DocumentRights {
  readonly #roles: Roles;
  readonly #grants: Grants;
  readonly #calls: Pick<CallStorage, 'find'>;
  /** Calls never move between workspaces, so where one is need not be asked twice. */
  readonly #homes = new Map<string, string>();

  constructor(roles: Roles, grants: Grants, calls: Pick<CallStorage, 'find'>) {
    this.#roles = roles;
    this.#grants = grants;
    this.#calls = calls;
  }

  async of(doc: DocKey, account: AccountId): Promise<Access> {
    const parts = partsOf(doc);
    const role = await this.#roles.of(parts.workspace, account);
    switch (parts.kind) {
      case 'call':
        if (isRecording(parts.id)) return accessOf(role, parts.kind);
        return role !== null && (await this.#isHome(parts)) ? 'write' : 'none';
      case 'speech':
        if (isRecording(parts.id)) {
          return parts.account === account ? accessOf(role, parts.kind) : readOf(role);
        }
        if (role === null || !(await this.#isHome(parts))) return 'none';
        return parts.account === account ? 'write' : 'read';
      case 'page':
      case 'comments':
        return accessOf(await this.#inPage(parts, account, role), parts.kind);
      default:
        return accessOf(role, parts.kind);
    }
  }

  /** The pages of a workspace that somebody who is no member was let into. */
  async guestPages(workspace: string, account: AccountId): Promise<ReadonlySet<string>> {
    return new Set((await this.#grants.of(workspace, account)).keys());
  }

  async #inPage(
    { workspace, id }: DocParts,
    account: AccountId,
    role: Role | null,
  ): Promise<Role | null> {
    // More than an editor's rights are not to be had in a page.
    if (role !== null && isAtLeast(role, 'editor')) return role;
    const granted: GuestRole | undefined = (await this.#grants.of(workspace, account)).get(id);
    if (granted === undefined) return role;
    return role !== null && isAtLeast(role, granted) ? role : granted;
  }

  async #isHome({ id, workspace }: DocParts): Promise<boolean> {
    const known = this.#homes.get(id);
    if (known !== undefined) return known === workspace;
    const call = await this.#calls.find(id);
    if (call === null) return false;
    this.#homes.set(id, call.workspace);
    return call.workspace === workspace;
  }
}

function readOf(role: Role | null): Access {
  return role === null ? 'none' : 'read';
}

function accessOf(role: Role | null, kind: string): Access {
  if (role === null) return 'none';
  const leastWriter = kind === 'comments' ? 'commenter' : 'editor';
  return isAtLeast(role, leastWriter) ? 'write' : 'read';
}
