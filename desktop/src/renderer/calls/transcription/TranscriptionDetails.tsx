import { useTranslation } from 'react-i18next';
import type { SpeechState } from '@confab/shared-types';
import { dateFormat } from '../../dateFormat.ts';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { nameIn } from '../stage/participants.ts';
import { PersonPlace } from './PersonPlace.tsx';
import { SpokenHere } from './SpokenHere.tsx';
import classes from './Transcription.module.css';

/** Who started it, whose words are written down where, and what the person may do about their own. */
export function TranscriptionDetails({ session }: { readonly session: CallSession }) {
  const { t, i18n } = useTranslation();
  const call = useSession(session, (state) => state.call);
  const own = useSession(session, (state) => state.words.speech);
  const { transcription, self, peers } = call;
  if (transcription === null || self === null) return null;
  const name = nameIn(call, transcription.startedBy) ?? t('calls.someone');
  const timeOf = dateFormat(i18n.language, { timeStyle: 'short' });
  const time = timeOf.format(transcription.startedAt);
  // Somebody with two devices is one person.
  const people = new Map([self, ...peers].toReversed().map((peer) => [peer.identity, peer]));
  return (
    <>
      <p className={classes.intro}>{t('transcription.startedBy', { name, time })}</p>
      <ul className={classes.people} aria-label={t('transcription.people')}>
        {[...people.values()].toReversed().map((peer) => (
          <PersonPlace key={peer.identity} session={session} peer={peer} />
        ))}
      </ul>
      <TranscriberNote session={session} />
      {own === 'declined' && <p className={classes.hint}>{t('transcription.declinedHint')}</p>}
      {(own === 'on' || own === 'failed') && <SpokenHere session={session} />}
    </>
  );
}

/** Further behind than this, the person is told. */
const lateMs = 5_000;

/** What the transcriber is doing, where it is not simply keeping up. */
function TranscriberNote({ session }: { readonly session: CallSession }) {
  const { t, i18n } = useTranslation();
  const transcriber = useSession(session, (state) => state.transcriber);
  const words = (state: SpeechState): string | null => {
    switch (state.state) {
      case 'idle':
      case 'no-model':
        return null;
      case 'running': {
        if (state.behindMs <= lateMs) return null;
        const seconds = new Intl.NumberFormat(i18n.language, {
          style: 'unit',
          unit: 'second',
          unitDisplay: 'long',
          maximumFractionDigits: 0,
        });
        const late = seconds.format(state.behindMs / 1000);
        return t('transcription.state.behind', { seconds: late });
      }
      case 'loading':
      case 'restarting':
      case 'failed':
        return t(`transcription.state.${state.state}`);
    }
  };
  const note = words(transcriber);
  return note === null ? null : (
    <p className={classes.state} role="status">
      {note}
    </p>
  );
}
