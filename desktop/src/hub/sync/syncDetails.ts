import type {
  DocKey,
  ErrorCode,
  WaitingDocument,
  WaitingFile,
  WorkspaceId,
} from '@confab/shared-types';
import { parseDocKey } from '../documents/docNames.ts';
import type { DocumentStore } from '../documents/DocumentStore.ts';
import type { UploadProgress } from '../files/FileSync.ts';
import type { WaitingUpload } from '../files/FileIndex.ts';
import type { PendingDeletions } from './PendingDeletions.ts';

export interface SyncDetailsParts {
  readonly store: DocumentStore;
  readonly deletions: PendingDeletions;
  readonly waitingUploads: (workspace: WorkspaceId) => readonly WaitingUpload[];
  /** Why the server did not take the last try; null: it did, or none was made. */
  readonly error: (doc: DocKey) => ErrorCode | null;
  readonly progress: (file: WaitingUpload) => UploadProgress;
}

/** What of a workspace is not safe yet, one by one, what waits longest first. */
export function syncDetails(
  parts: SyncDetailsParts,
  workspace: WorkspaceId,
): { documents: WaitingDocument[]; files: WaitingFile[] } {
  const { store, deletions } = parts;
  const docs = new Set([...store.waitingDocuments(workspace), ...store.quarantinedOf(workspace)]);
  const documents = [...docs].map((doc) => describeDocument(parts, doc));
  for (const { page, since } of deletions.list(workspace)) {
    documents.push({ page, part: 'page', waiting: 1, since, quarantined: 0, error: null });
  }
  const files = parts.waitingUploads(workspace).map((file) => ({
    hash: file.hash,
    name: file.name,
    sizeBytes: file.size,
    since: file.addedAt,
    ...parts.progress(file),
  }));
  return { documents: documents.toSorted(byAge), files };
}

function describeDocument({ store, error }: SyncDetailsParts, doc: DocKey): WaitingDocument {
  const { count: waiting, since } = store.waiting(doc);
  const quarantined = store.quarantined(doc);
  return { ...placeOf(doc), waiting, since, quarantined, error: error(doc) };
}

function placeOf(doc: DocKey): Pick<WaitingDocument, 'page' | 'part'> {
  const parts = parseDocKey(doc);
  switch (parts.kind) {
    case 'index':
      return { page: null, part: 'tree' };
    case 'page':
    case 'comments':
      return { page: parts.page, part: parts.kind };
    case 'call':
    case 'speech':
      return { page: null, part: 'call' };
  }
}

function byAge(a: WaitingDocument, b: WaitingDocument): number {
  return (a.since ?? Infinity) - (b.since ?? Infinity);
}
