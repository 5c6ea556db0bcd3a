import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Connection } from '@confab/shared-types';
import { useData, useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { StatusDot } from '../ui/StatusDot.tsx';
import { NameForm } from './NameForm.tsx';
import classes from './SettingsDialog.module.css';

/** The person's name on this device and their accounts at servers. */
export function AccountSettings() {
  const { t } = useTranslation();
  const { hub, layout, toasts } = useServices();
  const connections = useData((data) => data.connections);
  const connect = (): void => layout.setState({ dialog: 'connect' });
  const signOut = ({ server }: Connection): void => {
    hub
      .request('accounts.signOut', { server: server.server })
      .then(() => toasts.show({ cause: 'sign-out', text: t('settings.account.signedOut') }))
      .catch((error: unknown) => {
        toasts.show({ cause: 'sign-out', text: errorText(t, error), tone: 'danger' });
      });
  };
  return (
    <div className={classes.rows}>
      <NameForm />
      {connections.length === 0 && <p className={classes.dim}>{t('settings.account.none')}</p>}
      {connections.map((connection) => (
        <div key={connection.server.server} className={classes.server}>
          <StatusDot tone={connection.state === 'online' ? 'good' : 'waiting'} />
          <span className={classes.who}>
            <span>{connection.account.email}</span>
            <span className={classes.dim}>
              {`${connection.server.name} · ${t(`settings.account.states.${connection.state}`)}`}
            </span>
          </span>
          {connection.signedIn ? (
            <Button variant="default" size="xs" onClick={() => signOut(connection)}>
              {t('settings.account.signOut')}
            </Button>
          ) : (
            <Button size="xs" onClick={connect}>
              {t('settings.account.signIn')}
            </Button>
          )}
        </div>
      ))}
      {connections.length === 0 && (
        <Button variant="default" onClick={connect}>
          {t('sidebar.connect')}
        </Button>
      )}
    </div>
  );
}
