import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoute, useServices } from '../../app/AppContext.ts';
import type { CallSize } from '../../app/layoutStore.ts';
import { goTo } from '../../app/route.ts';
import { OwnVoiceMark } from '../../recordings/OwnVoiceMark.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import classes from './CallStatus.module.css';
import { callShortcuts } from './callShortcuts.ts';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { clockText } from './clockText.ts';
import { TranscribingMark } from '../transcription/TranscribingMark.tsx';
import { useCallActions } from './useCallActions.ts';

/** What the call is about, how long it has run, whether words are taken down. */
export function CallStatus(props: {
  readonly session: CallSession;
  readonly size: CallSize;
  readonly pageTitle: string;
}) {
  const { session, size, pageTitle } = props;
  const { t } = useTranslation();
  const actions = useCallActions(session);
  return (
    <div className={classes.status}>
      <CallTitle session={session} pageTitle={pageTitle} />
      <Elapsed session={session} />
      <TranscribingMark session={session} />
      <OwnTranscription session={session} />
      <OwnVoiceMark session={session} />
      <IconButton
        className={classes.sizeButton}
        icon={size === 'dock' ? IconArrowsDiagonal : IconArrowsDiagonalMinimize2}
        label={t(size === 'dock' ? 'calls.stage' : 'calls.dock')}
        shortcut={callShortcuts.size}
        onClick={actions.size}
      />
    </div>
  );
}

/** A way back, when another page than the call's is open. */
function CallTitle(props: { readonly session: CallSession; readonly pageTitle: string }) {
  const { session, pageTitle } = props;
  const { t } = useTranslation();
  const { route } = useServices();
  const { workspace, page } = useSession(session, (state) => state.info);
  const here = useRoute((at) => at.workspace === workspace && at.page === page);
  if (here || page === null) return <span className={classes.title}>{pageTitle}</span>;
  return (
    <button
      type="button"
      className={classes.title}
      title={t('calls.goToPage')}
      onClick={() => goTo(route, { workspace, page })}
    >
      {pageTitle}
    </button>
  );
}

function Elapsed({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const phase = useSession(session, (state) => state.call.phase);
  const [elapsed, setElapsed] = useState(() => session.elapsedMs());
  useEffect(() => {
    const tick = (): void => setElapsed(session.elapsedMs());
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [session, phase]);
  if (phase === 'joining') return <span className={classes.dim}>{t('calls.joining')}</span>;
  if (elapsed === null) return null;
  return (
    <span className={classes.clock} role="timer" aria-label={t('calls.duration')}>
      {clockText(elapsed)}
    </span>
  );
}

/** What this window does about it, and the way to the minutes. */
function OwnTranscription({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const { route } = useServices();
  const { workspace, minutesPage } = useSession(session, (state) => state.info);
  const transcribed = useSession(session, ({ call }) => call.transcription !== null);
  const here = useSession(session, ({ words }) => words.speech === 'on');
  const atMinutes = useRoute(({ page }) => page === minutesPage);
  if (!transcribed) return null;
  return (
    <>
      {here && <span className={classes.device}>{t('calls.transcription.onThisDevice')}</span>}
      {minutesPage !== null && !atMinutes && (
        <button
          type="button"
          className={classes.link}
          onClick={() => goTo(route, { workspace, page: minutesPage })}
        >
          {t('calls.transcription.openMinutes')}
        </button>
      )}
    </>
  );
}
