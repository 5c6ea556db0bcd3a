import { editingRoles, isRecording } from '@confab/shared-types';
import type { Access, AccessReason, DocKey, Role } from '@confab/shared-types';
import { parseDocKey, workspaceOf } from '../documents/docNames.ts';
import { pageOf } from './DeletedPages.ts';
import type { DeletedPages } from './DeletedPages.ts';
import type { SharedPageStore } from './SharedPageStore.ts';
import type { WorkspaceRecord, WorkspaceStore } from './WorkspaceStore.ts';

export interface DocumentAccessOptions {
  readonly workspaces: WorkspaceStore;
  readonly sharedPages: SharedPageStore;
  readonly deletedPages: DeletedPages;
  /** Whether a document was ever written or received here. */
  readonly holds: (doc: DocKey) => boolean;
}

/**
 * What the person may do with a document: what their role says, and less where the server said
 * less. The server decides; this keeps the hub from taking edits that it would only refuse. What
 * was received once stays readable.
 */
export class DocumentAccess {
  readonly #options: DocumentAccessOptions;
  readonly #told = new Map<DocKey, Access>();

  constructor(options: DocumentAccessOptions) {
    this.#options = options;
  }

  of(doc: DocKey): Access {
    const workspace = this.#options.workspaces.find(workspaceOf(doc));
    if (workspace === null) return 'none';
    if (workspace.server === null) return 'write';
    if (workspace.detached !== undefined || this.#options.deletedPages.holds(doc)) return 'read';
    const access = this.#told.get(doc) ?? this.#byRole(workspace, doc);
    return access === 'none' && this.#options.holds(doc) ? 'read' : access;
  }

  /** Why a document may not be written; null when it may, as far as the server is concerned. */
  reason(doc: DocKey): AccessReason | null {
    const workspace = this.#options.workspaces.find(workspaceOf(doc));
    if (workspace === null) return 'not-member';
    if (workspace.server === null) return null;
    if (workspace.detached !== undefined) return workspace.detached;
    if (this.#options.deletedPages.holds(doc)) return 'page-deleted';
    const access = this.#told.get(doc) ?? this.#byRole(workspace, doc);
    if (access === 'none') return 'not-member';
    return access === 'read' ? 'role' : null;
  }

  /** Remembers what the server says about one document. */
  tell(doc: DocKey, access: Access): void {
    this.#told.set(doc, access);
    if (access !== 'none') this.#options.deletedPages.delete(doc);
  }

  /** The server takes no edits of a page: it was deleted for good. */
  tellDeleted(doc: DocKey): void {
    this.#options.deletedPages.add(doc);
  }

  /** Forgets what the server said about the documents of a workspace: its roles changed. */
  forget(workspace: string): void {
    for (const doc of this.#told.keys()) if (workspaceOf(doc) === workspace) this.#told.delete(doc);
  }

  #byRole(workspace: WorkspaceRecord, doc: DocKey): Access {
    if (workspace.guest !== true) return accessByRole(workspace.role, workspace.account, doc);
    const page = pageOf(doc);
    const shared = page === null ? null : this.#options.sharedPages.find(workspace.id, page);
    if (shared === null || shared.lost) return 'none';
    return accessByRole(shared.role, workspace.account, doc);
  }
}

/**
 * Access by role alone. Who is in a call may write its shared document whatever their role; what was
 * said in a recording is written as pages are.
 */
export function accessByRole(role: Role, account: string | null, doc: DocKey): Access {
  const parts = parseDocKey(doc);
  const byEditors = editingRoles.has(role) ? 'write' : 'read';
  switch (parts.kind) {
    case 'call':
      return isRecording(parts.call) ? byEditors : 'write';
    case 'speech':
      if (parts.account !== account) return 'read';
      return isRecording(parts.call) ? byEditors : 'write';
    case 'comments':
      return role === 'viewer' ? 'read' : 'write';
    case 'index':
    case 'page':
      return byEditors;
  }
}
