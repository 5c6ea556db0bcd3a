import { accountIdSchema, readTranscript, yTypes } from '@confab/shared-types';
import type { AccountId, CallId, CallTranscript, DocKey, WorkspaceId } from '@confab/shared-types';
import type * as Y from 'yjs';
import { callDoc, docKey, parseDocKey } from '../documents/docNames.ts';

/** Where documents are read from. */
export interface WordsSource {
  /** Documents of a workspace that are on disk. */
  readonly list: (workspace: WorkspaceId) => readonly DocKey[];
  /** Calls back with the document; it must not be kept or changed. */
  readonly read: <T>(doc: DocKey, use: (ydoc: Y.Doc) => T) => T;
}

/** What was said in a call, as far as it is on this device. */
export function readCallWords(
  source: WordsSource,
  workspace: WorkspaceId,
  call: CallId,
): CallTranscript {
  return source.read(callDoc(workspace, call), (about) => {
    const known = speakersOf(source, workspace, call);
    for (const account of about.getMap(yTypes.people).keys()) {
      if (accountIdSchema.safeParse(account).success) known.add(account);
    }
    const spoken = new Map<AccountId, Y.Doc>();
    // One within the other: a document is only there while it is read.
    const readNext = ([account, ...others]: readonly AccountId[]): CallTranscript => {
      if (account === undefined) return readTranscript(about, spoken);
      return source.read(docKey(workspace, `speech/${call}/${account}`), (ydoc) => {
        spoken.set(account, ydoc);
        return readNext(others);
      });
    };
    return readNext([...known]);
  });
}

/** Documents that hold a call's words. */
export function callDocuments(
  source: Pick<WordsSource, 'list'>,
  workspace: WorkspaceId,
  call: CallId,
): DocKey[] {
  return source.list(workspace).filter((doc) => {
    const parts = parseDocKey(doc);
    return (parts.kind === 'call' || parts.kind === 'speech') && parts.call === call;
  });
}

function speakersOf(
  source: Pick<WordsSource, 'list'>,
  workspace: WorkspaceId,
  call: CallId,
): Set<AccountId> {
  const accounts = callDocuments(source, workspace, call).flatMap((doc) => {
    const parts = parseDocKey(doc);
    return parts.kind === 'speech' ? [parts.account] : [];
  });
  return new Set(accounts);
}
