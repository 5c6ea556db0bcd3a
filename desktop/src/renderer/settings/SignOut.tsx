import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfabError } from '@confab/shared-types';
import type { Connection } from '@confab/shared-types';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import classes from './SettingsDialog.module.css';

/** Ends a session; the person says whether what is on this device stays. */
export function SignOut(props: { readonly connection: Connection; readonly onClose: () => void }) {
  const { connection, onClose } = props;
  const { t } = useTranslation();
  const { hub, toasts } = useServices();
  const [remove, setRemove] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const { server } = connection;
  const signOut = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await hub.request('accounts.signOut', {
        server: server.server,
        keepData: !remove,
        force: waiting,
      });
      const text = t(remove ? 'exchange.signOut.removed' : 'settings.account.signedOut');
      toasts.show({ cause: 'sign-out', text });
      onClose();
    } catch (problem) {
      if (problem instanceof ConfabError && problem.code === 'edits-waiting') setWaiting(true);
      else setError(errorText(t, problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className={classes.section} aria-label={t('settings.account.signOut')}>
      <Checkbox
        label={t('exchange.signOut.remove', { server: server.name })}
        description={t(remove ? 'exchange.signOut.removeHint' : 'exchange.signOut.keepHint')}
        checked={remove}
        onChange={(event) => {
          setRemove(event.currentTarget.checked);
          setWaiting(false);
        }}
      />
      {waiting && (
        <p className={classes.error} role="alert">
          {t('exchange.signOut.waiting', { server: server.name })}
        </p>
      )}
      {error !== null && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <div className={classes.buttons}>
        <Button variant="default" size="xs" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          size="xs"
          {...(remove ? { color: 'red' } : {})}
          loading={busy}
          onClick={() => void signOut()}
        >
          {t(waiting ? 'exchange.signOut.anyway' : 'settings.account.signOut')}
        </Button>
      </div>
    </section>
  );
}
