import { editingRoles } from '@confab/shared-types';
import type { Access, DocKey } from '@confab/shared-types';
import { parseDocKey, workspaceOf } from '../documents/docNames.ts';
import type { WorkspaceRecord, WorkspaceStore } from './WorkspaceStore.ts';

/**
 * What the person may do with a document: what their role says, and less where the server said
 * less. The server decides; this keeps the hub from taking edits that it would only refuse.
 */
export class DocumentAccess {
  readonly #workspaces: WorkspaceStore;
  readonly #told = new Map<DocKey, Access>();

  constructor(workspaces: WorkspaceStore) {
    this.#workspaces = workspaces;
  }

  of(doc: DocKey): Access {
    const workspace = this.#workspaces.find(workspaceOf(doc));
    if (workspace === null) return 'none';
    if (workspace.server === null) return 'write';
    return this.#told.get(doc) ?? accessByRole(workspace, doc);
  }

  /** Remembers what the server says about one document. */
  tell(doc: DocKey, access: Access): void {
    this.#told.set(doc, access);
  }

  /** Forgets what the server said about the documents of a workspace: its roles changed. */
  forget(workspace: string): void {
    for (const doc of this.#told.keys()) if (workspaceOf(doc) === workspace) this.#told.delete(doc);
  }
}

/** Access by role alone. Who is in a call may write its shared document whatever their role. */
export function accessByRole(workspace: WorkspaceRecord, doc: DocKey): Access {
  const parts = parseDocKey(doc);
  switch (parts.kind) {
    case 'call':
      return 'write';
    case 'speech':
      return parts.account === workspace.account ? 'write' : 'read';
    case 'comments':
      return workspace.role === 'viewer' ? 'read' : 'write';
    case 'index':
    case 'page':
      return editingRoles.has(workspace.role) ? 'write' : 'read';
  }
}
