import { useTranslation } from 'react-i18next';
import { personColor } from '../../ui/personColors.ts';
import classes from './Captions.module.css';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';

/** What is being said: the two last lines on a dark scrim, words that may still change dimmed. */
export function Captions({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const captions = useSession(session, (state) => state.captions);
  if (captions.length === 0) return null;
  return (
    <div className={classes.scrim} role="log" aria-label={t('calls.transcription.captions')}>
      <div className={classes.lines}>
        {captions.slice(-2).map(({ speaker, name, caption }) => (
          <p
            key={`${speaker}/${caption.utterance}`}
            className={classes.line}
            data-draft={!caption.final || undefined}
          >
            <span className={classes.name} style={{ color: personColor(speaker) }}>
              {name}
            </span>{' '}
            <span className={classes.words}>{caption.text}</span>
          </p>
        ))}
      </div>
    </div>
  );
}
