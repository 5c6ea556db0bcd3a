import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallId, Note, WorkspaceId } from '@confab/shared-types';
import { useData, useHub, useServices } from '../../app/AppContext.ts';
import { ownIdIn } from '../../app/appStore.ts';
import { errorText } from '../../app/errorText.ts';
import { useDocument } from '../../documents/useDocument.ts';
import { useAnswer } from '../../hub/useAnswer.ts';
import { putNote } from '../edit/editTranscript.ts';
import type { ShownNote } from '../lines/transcriptRows.ts';
import type { Transcript } from '../transcriptSource.ts';

/** The notes of a call that this person sees, and what they may do with them. */
export interface Notes {
  /** By the moment they are about. */
  readonly all: readonly ShownNote[];
  readonly error: string | null;
  /** Whether notes can be shared. */
  readonly shareable: boolean;
  isOwn(note: ShownNote): boolean;
  add(text: string, at: number, shared: boolean): void;
  edit(note: ShownNote, text: string): void;
  remove(note: ShownNote): void;
}

export function useNotes(workspace: WorkspaceId, call: CallId, transcript: Transcript): Notes {
  const { t } = useTranslation();
  const hub = useHub();
  const { toasts } = useServices();
  const own = useData((data) => ownIdIn(data, workspace));
  const document = useDocument(`${workspace}/call/${call}`);
  const { notes: shared } = transcript;
  const ask = useCallback(
    () => hub.request('minutes.privateNotes', { workspace, call }),
    [hub, workspace, call],
  );
  const listen = useCallback(
    (askAgain: () => void) =>
      hub.on('privateNotes', (changed) => {
        if (changed.workspace === workspace && changed.call === call) askAgain();
      }),
    [hub, workspace, call],
  );
  const { value: ownNotes, error } = useAnswer(ask, listen);
  return useMemo(() => {
    const holder = document?.access === 'write' ? document.handle : null;
    const isOwn = ({ by }: ShownNote): boolean => by === null || (by === own && holder !== null);
    const attempt = (work: Promise<unknown>): void => {
      work.catch((problem: unknown) => {
        toasts.show({ cause: 'note', text: errorText(t, problem), tone: 'danger' });
      });
    };
    const tell = (text: string, run: () => void): void => {
      toasts.show({ cause: 'note', text, action: { label: t('common.undo'), run } });
    };
    const putPrivate = (note: {
      readonly id?: string;
      readonly text: string;
      readonly at: number;
    }) => hub.request('minutes.putPrivateNote', { workspace, call, ...note });
    return {
      all: [...shared, ...(ownNotes ?? []).map((note) => ({ ...note, by: null }))].toSorted(
        (a, b) => a.at - b.at,
      ),
      error: error === null ? null : errorText(t, error),
      shareable: holder !== null,
      isOwn,
      add: (text, at, toAll) => {
        if (!toAll || holder === null) return attempt(putPrivate({ text, at }));
        const note: Note = { text, at, by: own };
        putNote(holder, crypto.randomUUID(), note);
      },
      edit: (note, text) => {
        const { id, at, by, text: before } = note;
        if (text === before) return;
        if (by !== null) {
          if (holder === null) return;
          return tell(t('minutes.notes.edited'), putNote(holder, id, { text, at, by }));
        }
        attempt(
          putPrivate({ id, text, at }).then(() => {
            tell(t('minutes.notes.edited'), () => attempt(putPrivate({ id, text: before, at })));
          }),
        );
      },
      remove: ({ id, text, at, by }) => {
        if (by !== null) {
          if (holder === null) return;
          return tell(t('minutes.notes.removed'), putNote(holder, id, undefined));
        }
        attempt(
          hub.request('minutes.removePrivateNote', { id }).then(() => {
            tell(t('minutes.notes.removed'), () => attempt(putPrivate({ text, at })));
          }),
        );
      },
    };
  }, [call, document, error, hub, own, ownNotes, shared, t, toasts, workspace]);
}
