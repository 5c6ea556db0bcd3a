import { Popover } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { dateFormat } from '../../dateFormat.ts';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { fitsWindow } from '../controls/fitsWindow.ts';
import { nameIn } from '../stage/participants.ts';
import classes from './Transcription.module.css';
import { TranscriptionDetails } from './TranscriptionDetails.tsx';

/**
 * Lasting, and the same for everybody: words are being taken down, who wanted it and since when. A
 * press says whose words are written down where.
 */
export function TranscribingMark({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const call = useSession(session, (state) => state.call);
  const since = useSince(session);
  if (call.transcription === null || since === null) return null;
  const name = nameIn(call, call.transcription.startedBy) ?? t('calls.someone');
  return (
    <Popover
      position="bottom-start"
      width={360}
      middlewares={fitsWindow}
      trapFocus
      returnFocus
      keepMounted={false}
    >
      <Popover.Target>
        <button type="button" className={classes.mark}>
          <span className={classes.dot} aria-hidden />
          <span className={classes.markWords}>{t('calls.transcription.on', { name })}</span>
          <span className={classes.since}>{since}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.details}>
        <TranscriptionDetails session={session} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** In the small call window, which opens nothing. */
export function SmallTranscribingMark({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const call = useSession(session, (state) => state.call);
  const since = useSince(session);
  if (call.transcription === null || since === null) return null;
  const name = nameIn(call, call.transcription.startedBy) ?? t('calls.someone');
  const all = `${t('calls.transcription.on', { name })}, ${since}`;
  return (
    <span className={classes.smallMark} role="img" aria-label={all} title={all}>
      <span className={classes.dot} aria-hidden />
      {t('transcription.mark')}
    </span>
  );
}

function useSince(session: CallSession): string | null {
  const { t, i18n } = useTranslation();
  const startedAt = useSession(session, ({ call }) => call.transcription?.startedAt ?? null);
  if (startedAt === null) return null;
  const time = dateFormat(i18n.language, { timeStyle: 'short' }).format(startedAt);
  return t('transcription.since', { time });
}
