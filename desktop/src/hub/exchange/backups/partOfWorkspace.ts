import { callIdSchema, yTypes } from '@confab/shared-types';
import type { DocKey, PageId, WorkspaceId } from '@confab/shared-types';
import * as Y from 'yjs';
import { docKey, pageDoc } from '../../documents/docNames.ts';
import type { Documents } from '../../documents/Documents.ts';
import { putEntry } from '../../pages/pageIndex.ts';
import type { ExportNode } from '../exports/exportTree.ts';
import type { WorkspaceToBackUp } from './writeBackup.ts';

type Part = NonNullable<WorkspaceToBackUp['part']>;

/**
 * Some pages of a workspace, to be backed up without the others: an index of them alone, their
 * documents and comments, and the calls that minutes among them show.
 */
export function partOfWorkspace(
  documents: Documents,
  workspace: WorkspaceId,
  all: readonly DocKey[],
  nodes: readonly ExportNode[],
): Part {
  const pages = new Set(nodes.map(({ id }) => id));
  const calls = new Set(nodes.flatMap(({ id }) => callOf(documents, workspace, id)));
  const wanted = all.filter((doc) => {
    const [, kind, id = ''] = doc.split('/');
    if (kind === 'page' || kind === 'comments') return pages.has(id);
    return (kind === 'call' || kind === 'speech') && calls.has(id);
  });
  return { documents: [docKey(workspace, 'index'), ...wanted], index: indexOf(nodes, pages) };
}

function callOf(documents: Documents, workspace: WorkspaceId, page: PageId): string[] {
  const { ydoc } = documents.open(pageDoc(workspace, page));
  const call = callIdSchema.safeParse(ydoc.getMap(yTypes.meta).get('call'));
  return call.success ? [call.data] : [];
}

function indexOf(nodes: readonly ExportNode[], pages: ReadonlySet<PageId>): Uint8Array {
  const index = new Y.Doc();
  index.transact(() => {
    for (const { id, entry } of nodes) {
      const isTop = entry.parent === null || !pages.has(entry.parent);
      putEntry(index, id, isTop ? { ...entry, parent: null } : entry);
    }
  });
  const state = Y.encodeStateAsUpdate(index);
  index.destroy();
  return state;
}
