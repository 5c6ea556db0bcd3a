import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId } from '@confab/shared-types';
import { useCalls, useSession } from '../calls/CallsContext.ts';
import type { CallSession } from '../calls/CallSession.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useTranscriptEdits } from './edit/useTranscriptEdits.ts';
import { draftsOf, lineRowId, transcriptRows } from './lines/transcriptRows.ts';
import { NoteField } from './notes/NoteField.tsx';
import { useNotes } from './notes/useNotes.ts';
import classes from './TranscriptPanel.module.css';
import { TranscriptView } from './TranscriptView.tsx';
import { useFollowEnd } from './useFollowEnd.ts';
import { useTranscript } from './useTranscript.ts';

/** Beside the page: what is being said in the call this window is in. */
export function TranscriptPanel() {
  const { t } = useTranslation();
  const session = useCalls((state) => state.session);
  if (session === null) return <EmptyState text={t('minutes.transcript.panelNone')} />;
  return <CallTranscript key={session.id} session={session} />;
}

function CallTranscript({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const minutesPage = useSession(session, (state) => state.info.minutesPage);
  // The documents come into being with the first transcription.
  if (minutesPage === null) return <EmptyState text={t('minutes.transcript.panelOff')} />;
  return <LiveTranscript session={session} page={minutesPage} />;
}

/** Lines as they are said, what is being said dimmed below them, and where one notes something. */
function LiveTranscript(props: { readonly session: CallSession; readonly page: PageId }) {
  const { session, page } = props;
  const { t } = useTranslation();
  const { workspace, id: call } = useSession(session, (state) => state.info);
  const captions = useSession(session, (state) => state.captions);
  const transcript = useTranscript(workspace, call);
  const edits = useTranscriptEdits({ workspace, call, page }, transcript);
  const notes = useNotes(workspace, call, transcript);
  const { lines, removed } = transcript;
  const rows = transcriptRows({
    lines,
    notes: notes.all,
    drafts: draftsOf(captions, lines, removed),
  });
  const scroller = useRef<HTMLDivElement>(null);
  const lastLine = lines.at(-1);
  const last = lastLine === undefined ? undefined : lineRowId(lastLine);
  const { leftAt, onScroll, toEnd } = useFollowEnd(scroller, last);
  const fresh = leftAt === null ? 0 : linesAfter(lines.map(lineRowId), leftAt);
  return (
    <div className={classes.panel}>
      <div className={classes.lines}>
        <div ref={scroller} className={classes.scroller} onScroll={onScroll}>
          <div>
            <TranscriptView transcript={transcript} rows={rows} edits={edits} notes={notes} />
          </div>
        </div>
        {leftAt !== null && (
          <Button
            className={classes.jump}
            size="compact-sm"
            variant={fresh > 0 ? 'filled' : 'default'}
            leftSection={<IconArrowDown size={14} stroke={2} aria-hidden />}
            onClick={toEnd}
          >
            {fresh > 0
              ? t('minutes.transcript.jumpNew', { count: fresh })
              : t('minutes.transcript.jump')}
          </Button>
        )}
      </div>
      <NoteField
        label={t('minutes.notes.now')}
        notes={notes}
        at={() => session.call.serverNow() ?? Date.now()}
      />
    </div>
  );
}

function linesAfter(ids: readonly string[], last: string): number {
  const at = ids.indexOf(last);
  return at < 0 ? 0 : ids.length - 1 - at;
}
