import { ConfabError } from '@confab/shared-types';
import type { AccountId, DocKey } from '@confab/shared-types';
import type { DocumentRights } from '../documents/DocumentRights.ts';
import { documentsOfPage } from '../pages/pageDocuments.ts';
import { isAtLeast } from '../workspaces/Roles.ts';
import type { Roles } from '../workspaces/Roles.ts';
import type { FileReferences } from './FileReferences.ts';

export interface FileAccessOptions {
  readonly roles: Roles;
  readonly rights: DocumentRights;
  readonly references: FileReferences;
}

/** Who may have a file: members all of their workspace's, guests those of their pages. */
export class FileAccess {
  readonly #options: FileAccessOptions;

  constructor(options: FileAccessOptions) {
    this.#options = options;
  }

  /** Throws `no-permission`, for a guest also when there is no such file. */
  async assertMayRead(workspace: string, hash: string, account: AccountId): Promise<void> {
    const { roles, references } = this.#options;
    if ((await roles.of(workspace, account)) !== null) return;
    for (const doc of await this.#guestDocuments(workspace, account)) {
      if (await references.has(doc, hash)) return;
    }
    throw await roles.refusal(workspace, account);
  }

  /**
   * Who may write something in a workspace may add files to it: a commenter to a comment, a guest to
   * their page. Throws `no-permission`.
   */
  async assertMayAdd(workspace: string, account: AccountId): Promise<void> {
    const { roles, rights } = this.#options;
    const role = await roles.of(workspace, account);
    if (role !== null && isAtLeast(role, 'commenter')) return;
    for (const doc of await this.#guestDocuments(workspace, account)) {
      if ((await rights.of(doc, account)) === 'write') return;
    }
    throw role === null
      ? await roles.refusal(workspace, account)
      : new ConfabError('no-permission');
  }

  async #guestDocuments(workspace: string, account: AccountId): Promise<readonly DocKey[]> {
    const pages = await this.#options.rights.guestPages(workspace, account);
    return [...pages].flatMap((page) =>
      documentsOfPage(page).map((name) => `${workspace}/${name}`),
    );
  }
}
