import type { CallId, WorkspaceId } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';
import { useCalls, useSession } from '../calls/CallsContext.ts';
import type { CallSession } from '../calls/CallSession.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { TranscriptView } from './TranscriptView.tsx';
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
  const { workspace, id, minutesPage } = useSession(session, (state) => state.info);
  // The documents come into being with the first transcription.
  if (minutesPage === null) return <EmptyState text={t('minutes.transcript.panelOff')} />;
  return <FollowedTranscript workspace={workspace} call={id} />;
}

function FollowedTranscript(props: { readonly workspace: WorkspaceId; readonly call: CallId }) {
  const transcript = useTranscript(props.workspace, props.call);
  return <TranscriptView transcript={transcript} />;
}
