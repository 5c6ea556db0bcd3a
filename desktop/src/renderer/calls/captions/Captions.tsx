import { useTranslation } from 'react-i18next';
import { useData } from '../../app/AppContext.ts';
import { personColor } from '../../ui/personColors.ts';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import classes from './Captions.module.css';

/** So many people's words at once. */
const shown = 2;

/**
 * What is being said, on a dark scrim of three lines at most; words that may still change are dimmed.
 * Long words go off at their beginning: the name stays, and what was said last is to be read.
 */
export function Captions({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const captions = useSession(session, (state) => state.captions);
  const size = useData(({ preferences }) => preferences.captionSize);
  if (captions.length === 0) return null;
  const last = captions.slice(-shown);
  return (
    <div
      className={classes.scrim}
      data-size={size}
      role="log"
      aria-label={t('calls.transcription.captions')}
    >
      {last.map(({ speaker, name, caption }, index) => (
        <p
          key={`${speaker}/${caption.utterance}`}
          className={classes.line}
          data-draft={!caption.final || undefined}
          data-earlier={index < last.length - 1 || undefined}
        >
          <span className={classes.name} style={{ color: personColor(speaker) }}>
            {name}
          </span>{' '}
          <span className={classes.words}>
            <span>{caption.text}</span>
          </span>
        </p>
      ))}
    </div>
  );
}
