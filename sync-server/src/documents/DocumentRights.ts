import type { Access, AccountId, DocKey, Role } from '@confab/shared-types';
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

/** What an account may do with a document: by its role, and in a call's documents by the call. */
export class DocumentRights {
  readonly #roles: Roles;
  readonly #calls: Pick<CallStorage, 'find'>;
  /** Calls never move between workspaces, so where one is need not be asked twice. */
  readonly #homes = new Map<string, string>();

  constructor(roles: Roles, calls: Pick<CallStorage, 'find'>) {
    this.#roles = roles;
    this.#calls = calls;
  }

  async of(doc: DocKey, account: AccountId): Promise<Access> {
    const parts = partsOf(doc);
    const role = await this.#roles.of(parts.workspace, account);
    if (role === null) return 'none';
    switch (parts.kind) {
      case 'call':
        return (await this.#isHome(parts)) ? 'write' : 'none';
      case 'speech':
        if (!(await this.#isHome(parts))) return 'none';
        return parts.account === account ? 'write' : 'read';
      default:
        return isAtLeast(role, leastWriter(parts.kind)) ? 'write' : 'read';
    }
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

function leastWriter(kind: string): Role {
  return kind === 'comments' ? 'commenter' : 'editor';
}
