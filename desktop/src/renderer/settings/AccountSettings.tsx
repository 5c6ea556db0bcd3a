import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useData, useServices } from '../app/AppContext.ts';
import { StatusDot } from '../ui/StatusDot.tsx';
import { NameForm } from './NameForm.tsx';
import { SignOut } from './SignOut.tsx';
import classes from './SettingsDialog.module.css';

/** The person's name on this device and their accounts at servers. */
export function AccountSettings() {
  const { t } = useTranslation();
  const { layout } = useServices();
  const connections = useData((data) => data.connections);
  const connect = (): void => layout.setState({ dialog: 'connect' });
  const [leaving, setLeaving] = useState<string | null>(null);
  return (
    <div className={classes.rows}>
      <NameForm />
      {connections.length === 0 && <p className={classes.dim}>{t('settings.account.none')}</p>}
      {connections.map((connection) => (
        <div key={connection.server.server} className={classes.section}>
          <div className={classes.server}>
            <StatusDot tone={connection.state === 'online' ? 'good' : 'waiting'} />
            <span className={classes.who}>
              <span>{connection.account.email}</span>
              <span className={classes.dim}>
                {`${connection.server.name} · ${t(`settings.account.states.${connection.state}`)}`}
              </span>
            </span>
            {connection.signedIn ? (
              <Button
                variant="default"
                size="xs"
                aria-expanded={leaving === connection.server.server}
                onClick={() => setLeaving(connection.server.server)}
              >
                {t('settings.account.signOut')}
              </Button>
            ) : (
              <Button size="xs" onClick={connect}>
                {t('settings.account.signIn')}
              </Button>
            )}
          </div>
          {leaving === connection.server.server && connection.signedIn && (
            <SignOut connection={connection} onClose={() => setLeaving(null)} />
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
