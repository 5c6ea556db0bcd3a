import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import type { CallSession } from '../calls/CallSession.ts';
import { useSession } from '../calls/CallsContext.ts';
import classes from './OwnVoice.module.css';
import { useSoundProtection } from './SoundProtection.tsx';

/** Keeps one's own voice to be heard along with the minutes; without minutes there is no place for it. */
export function OwnVoiceItem({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const { toasts } = useServices();
  const { voice } = session;
  const state = useStore(voice.store);
  const noted = useSession(session, ({ info }) => info.minutesPage !== null);
  const protection = useSoundProtection();
  const on = state.name === 'on';
  if (!noted && !on) return null;
  const where =
    protection === null || protection === 'os'
      ? t('recordings.voice.where')
      : t(`recordings.protection.${protection}`);
  const change = (keep: boolean): void => {
    if (keep) return voice.start();
    voice.stop().catch((error: unknown) => {
      const text = t('recordings.voice.failed', { reason: errorText(t, error) });
      toasts.show({ cause: 'own-voice', text, tone: 'danger' });
    });
  };
  return (
    <Menu.CheckboxItem checked={on} disabled={protection === null} onChange={change}>
      {t('recordings.voice.keep')}
      <span className={classes.where}>{where}</span>
    </Menu.CheckboxItem>
  );
}
