import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  Attribution,
  CallId,
  InlineRun,
  MarkKind,
  PageId,
  TranscriptLine,
  WorkspaceId,
} from '@confab/shared-types';
import { useData, useServices } from '../../app/AppContext.ts';
import { ownIdIn } from '../../app/appStore.ts';
import { clockText } from '../../calls/controls/clockText.ts';
import { useDocument } from '../../documents/useDocument.ts';
import type { Transcript } from '../transcriptSource.ts';
import { appendToDo } from './appendToDo.ts';
import { attributeLines, correctLine, isOwnLine, takeBack, toggleMark } from './editTranscript.ts';
import type { Undo } from './setEntries.ts';

/** What may be done to the lines of a transcript. Each can be undone from the toast it shows. */
export interface TranscriptEdits {
  correct(line: TranscriptLine, text: string): void;
  restore(line: TranscriptLine): void;
  toggleMark(lines: readonly TranscriptLine[], kind: MarkKind): void;
  attribute(lines: readonly TranscriptLine[], to: Attribution['to']): void;
  canTakeBack(line: TranscriptLine): boolean;
  /** For everybody. */
  takeBack(lines: readonly TranscriptLine[]): void;
  /** Null: the page of minutes may not be written. */
  readonly addToDo: ((line: TranscriptLine) => void) | null;
}

export interface TranscriptPlace {
  readonly workspace: WorkspaceId;
  readonly call: CallId;
  /** Of its minutes; null: there is none yet. */
  readonly page: PageId | null;
}

/** Null while the documents of the call may not be written. */
export function useTranscriptEdits(
  { workspace, call: id, page: pageId }: TranscriptPlace,
  transcript: Transcript,
): TranscriptEdits | null {
  const { t, i18n } = useTranslation();
  const { toasts } = useServices();
  const own = useData((data) => ownIdIn(data, workspace));
  const { people } = transcript;
  const spoke = people.some(({ account }) => account === own);
  const call = useDocument(`${workspace}/call/${id}`);
  const speech = useDocument(spoke ? `${workspace}/speech/${id}/${own}` : null);
  const page = useDocument(pageId === null ? null : `${workspace}/page/${pageId}`);
  const about = useMemo(
    () => ({ language: transcript.call?.language, begin: transcript.call?.startedAt }),
    [transcript.call?.language, transcript.call?.startedAt],
  );
  return useMemo(() => {
    if (call?.access !== 'write') return null;
    const signed = () => ({ by: own, at: Date.now() });
    const tell = (cause: string, text: string, undo: Undo): void => {
      toasts.show({ cause, text, action: { label: t('common.undo'), run: undo } });
    };
    const ownSpeech = speech?.access === 'write' ? speech.handle : null;
    const correct = (line: TranscriptLine, text: string, done: string): void => {
      if (text === line.text) return;
      tell(`line ${line.utterance}`, done, correctLine(call.handle, line, text, signed()));
    };
    const ownerOf = ({ speaker, name }: TranscriptLine): InlineRun | null => {
      const person = people.find(({ account }) => account === speaker);
      if (person !== undefined) {
        return { mention: { kind: 'person', target: person.person, label: person.name } };
      }
      return name === '' ? null : { text: name, styles: ['bold'] };
    };
    const addToDo = (line: TranscriptLine): void => {
      if (page === null) return;
      const heading = 'minutes.toDo.heading';
      const language = (about.language ?? i18n.language).startsWith('ko') ? 'ko' : 'en';
      const texts = {
        heading: i18n.getFixedT(language)(heading),
        headings: ['en', 'ko'].map((each) => i18n.getFixedT(each)(heading)),
      };
      const time = clockText(Math.max(0, line.startedAt - (about.begin ?? line.startedAt)));
      const toDo = { owner: ownerOf(line), text: line.text, utterance: line.utterance, time };
      const undo = appendToDo(page.handle, toDo, texts, newSet);
      tell(`to-do ${line.utterance}`, t('minutes.toDo.added'), undo);
    };
    return {
      correct: (line, text) => correct(line, text, t('minutes.done.corrected')),
      restore: (line) => correct(line, line.original ?? line.text, t('minutes.done.restored')),
      toggleMark: (lines, kind) => {
        toggleMark(call.handle, lines, kind, signed());
      },
      attribute: (lines, to) => {
        const undo = attributeLines(call.handle, lines, to, signed());
        tell('attribution', t('minutes.done.attributed', { count: lines.length }), undo);
      },
      canTakeBack: (line) => ownSpeech !== null && isOwnLine(line, own),
      takeBack: (lines) => {
        if (ownSpeech === null) return;
        const docs = { call: call.handle, speech: ownSpeech };
        const undo = takeBack(docs, lines, Date.now());
        tell('taken back', t('minutes.done.takenBack', { count: lines.length }), undo);
      },
      addToDo: page?.access === 'write' ? addToDo : null,
    };
  }, [about, call, i18n, own, page, people, speech, t, toasts]);
}

function newSet(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 10);
}
