import { docKeySchema } from '@confab/shared-types';
import type { CallId, DocKey, DocName, PageId, WorkspaceId } from '@confab/shared-types';

export function docKey(workspace: WorkspaceId, name: DocName): DocKey {
  return docKeySchema.parse(`${workspace}/${name}`);
}

export function pageDoc(workspace: WorkspaceId, page: PageId): DocKey {
  return docKey(workspace, `page/${page}`);
}

export function commentsDoc(workspace: WorkspaceId, page: PageId): DocKey {
  return docKey(workspace, `comments/${page}`);
}

export function indexDoc(workspace: WorkspaceId): DocKey {
  return docKey(workspace, 'index');
}

export function callDoc(workspace: WorkspaceId, call: CallId): DocKey {
  return docKey(workspace, `call/${call}`);
}

export function workspaceOf(doc: DocKey): WorkspaceId {
  return doc.slice(0, doc.indexOf('/'));
}

/** What a key names within its workspace. */
export type DocParts =
  | { readonly kind: 'index' }
  | { readonly kind: 'page' | 'comments'; readonly page: PageId }
  | { readonly kind: 'call'; readonly call: CallId }
  | { readonly kind: 'speech'; readonly call: CallId; readonly account: string };

export function parseDocKey(doc: DocKey): DocParts {
  const [, kind, id = '', account = ''] = doc.split('/');
  switch (kind) {
    case 'page':
    case 'comments':
      return { kind, page: id };
    case 'call':
      return { kind, call: id };
    case 'speech':
      return { kind, call: id, account };
    default:
      return { kind: 'index' };
  }
}
