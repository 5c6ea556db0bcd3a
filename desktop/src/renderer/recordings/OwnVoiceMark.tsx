import { VisuallyHidden } from '@mantine/core';
import { IconMicrophone2 } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import type { CallSession } from '../calls/CallSession.ts';
import classes from './OwnVoice.module.css';

/** Shows oneself, for as long as it lasts, that one's own voice is being kept. */
export function OwnVoiceMark({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const { toasts } = useServices();
  const state = useStore(session.voice.store);
  const failure = state.name === 'failed' ? state.error : null;
  useEffect(() => {
    if (failure === null) return;
    const text = t('recordings.voice.failed', { reason: errorText(t, failure) });
    toasts.show({ cause: 'own-voice', text, tone: 'danger' });
  }, [failure, t, toasts]);
  if (state.name !== 'on') return null;
  return (
    <span className={classes.mark} title={t('recordings.voice.on')}>
      <IconMicrophone2 size={16} stroke={1.75} aria-hidden />
      <span className={classes.words} aria-hidden>
        {t('recordings.voice.on')}
      </span>
      <VisuallyHidden role="status">{t('recordings.voice.on')}</VisuallyHidden>
    </span>
  );
}
