import type { DocKey } from '@confab/shared-types';

/** A key is the workspace's id, a slash, and the document's name, which may hold slashes itself. */
export function splitDocKey(doc: DocKey): [workspace: string, name: string] {
  const slash = doc.indexOf('/');
  return [doc.slice(0, slash), doc.slice(slash + 1)];
}
