import { fileHashSchema, fileUrlScheme, workspaceIdSchema, yTypes } from '@confab/shared-types';
import type { FileHash, WorkspaceId } from '@confab/shared-types';
import type * as Y from 'yjs';

/** A file as content names it. */
export interface FileReference {
  readonly workspace: WorkspaceId;
  readonly hash: FileHash;
}

/** Whoever keeps content that may refer to files: documents, kept versions. */
export interface FileReferences {
  references(): AsyncIterable<FileReference>;
}

const reference = new RegExp(`${fileUrlScheme}([A-Za-z0-9_-]{8,64})/([0-9a-f]{64})`, 'g');

/**
 * The files a page, or the comments on one, refers to now. Whole texts are looked through, so that a
 * block this app does not know keeps its file too.
 */
export function readFileReferences(ydoc: Y.Doc): FileReference[] {
  const texts = [
    ydoc.getXmlFragment(yTypes.blocks).toString(),
    JSON.stringify(ydoc.getMap(yTypes.meta).toJSON()),
    JSON.stringify(ydoc.getMap(yTypes.threads).toJSON()),
  ];
  const found = new Map<string, FileReference>();
  for (const [url, workspace, hash] of texts.join('\n').matchAll(reference)) {
    found.set(url, {
      workspace: workspaceIdSchema.parse(workspace),
      hash: fileHashSchema.parse(hash),
    });
  }
  return [...found.values()];
}
