import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/AppContext.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { callActionOf, callShortcuts, isTypingIn } from './callShortcuts.ts';
import type { CallAction } from './callShortcuts.ts';
import classes from './CallKeys.module.css';
import type { CallSession } from '../CallSession.ts';
import { useCallActions } from './useCallActions.ts';

/** The single keys of a call, and the list of them that `?` opens. */
export function CallKeys({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const { runtime } = useServices();
  const actions = useCallActions(session);
  const [helpOpened, setHelpOpened] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const action = callActionOf(event, isTypingIn(event.target), runtime.platform);
      if (action === null) return;
      event.preventDefault();
      if (action === 'help') setHelpOpened(true);
      else actions[action]();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [actions, runtime.platform]);
  if (!helpOpened) return null;
  return (
    <Dialog title={t('calls.shortcuts.title')} onClose={() => setHelpOpened(false)} size={380}>
      <dl className={classes.list}>
        {(Object.keys(callShortcuts) as CallAction[]).map((action) => (
          <div key={action} className={classes.row}>
            <dt>{t(`calls.shortcuts.${action}`)}</dt>
            <dd>
              <kbd className={classes.key}>{callShortcuts[action]}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>{t('calls.shortcuts.note')}</p>
    </Dialog>
  );
}
