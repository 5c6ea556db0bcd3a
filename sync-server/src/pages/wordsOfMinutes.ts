import { ConfabError, isRecording, pageMetaSchema, yTypes } from '@confab/shared-types';
import type { CallId, DocName, PageId } from '@confab/shared-types';
import type { Documents } from '../documents/Documents.ts';
import type { Storage } from '../storage/Storage.ts';
import { pageDocument } from './pageDocuments.ts';

export interface MinutesSources {
  readonly storage: Pick<Storage, 'calls' | 'documents'>;
  readonly documents: Pick<Documents, 'read'>;
}

/**
 * The documents of what was said, where a page is its minutes: of the call the server made it for,
 * or of the recording that the page names. Also those of people who have not written yet.
 */
export async function wordsOfMinutes(
  { storage, documents }: MinutesSources,
  workspace: string,
  page: PageId,
): Promise<readonly DocName[]> {
  const made = await storage.calls.ofMinutesPage(workspace, page);
  const call = made?.id ?? (await namedRecording(documents, workspace, page));
  if (call === null) return [];
  const people = made === null ? [] : await storage.calls.people(call);
  const names = new Set<DocName>([`call/${call}`]);
  for (const { account } of people) names.add(`speech/${call}/${account}`);
  for (const { name } of await storage.documents.list(workspace)) {
    if (name.startsWith(`speech/${call}/`)) names.add(name);
  }
  return [...names];
}

/** A page may say what it likes about calls: only of recordings is that all there is to go by. */
async function namedRecording(
  documents: Pick<Documents, 'read'>,
  workspace: string,
  page: PageId,
): Promise<CallId | null> {
  try {
    const named = await documents.read(pageDocument(workspace, page), (live) =>
      live.read((doc) => pageMetaSchema.shape.call.safeParse(doc.getMap(yTypes.meta).get('call'))),
    );
    return named.data !== undefined && isRecording(named.data) ? named.data : null;
  } catch (error) {
    if (error instanceof ConfabError && error.code === 'page-deleted') return null;
    throw error;
  }
}
