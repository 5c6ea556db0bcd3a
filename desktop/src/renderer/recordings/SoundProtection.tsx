import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useHub } from '../app/AppContext.ts';
import { useAnswer } from '../hub/useAnswer.ts';
import classes from './Recordings.module.css';

/** Says, before any sound is kept, when the system cannot guard the key it is encrypted with. */
export function SoundProtection() {
  const { t } = useTranslation();
  const protection = useSoundProtection();
  if (protection === null || protection === 'os') return null;
  return (
    <p className={classes.warning} role="status">
      {t(`recordings.protection.${protection}`)}
    </p>
  );
}

/** How the key of kept sound is kept; null until the hub has answered. */
export function useSoundProtection(): 'os' | 'basic_text' | 'file' | null {
  const hub = useHub();
  const ask = useCallback(() => hub.request('audio.protection', {}), [hub]);
  return useAnswer(ask, neverAgain).value?.protection ?? null;
}

/** It stays the same while the app runs. */
function neverAgain(): () => void {
  return () => undefined;
}
