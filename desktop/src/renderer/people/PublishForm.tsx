import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalWorkspace } from '@confab/shared-types';
import { useData, useHub } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { AccountForm } from './AccountForm.tsx';
import classes from './ShareDialog.module.css';

/** Binds a local workspace to a server the profile is signed in at. */
export function PublishForm({ workspace }: { readonly workspace: LocalWorkspace }) {
  const { t } = useTranslation();
  const hub = useHub();
  const all = useData((data) => data.connections);
  const connections = all.filter(({ signedIn }) => signedIn);
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const target = connections.find(({ server }) => server.server === chosen) ?? connections[0];
  if (target === undefined) {
    return <AccountForm intro={t('people.publish.connectFirst')} onDone={() => setError(null)} />;
  }
  const publish = (): void => {
    setBusy(true);
    setError(null);
    hub
      .request('workspaces.publish', { workspace: workspace.id, server: target.server.server })
      .catch((problem: unknown) => setError(errorText(t, problem)))
      .finally(() => setBusy(false));
  };
  return (
    <div className={classes.form}>
      <p className={classes.dim}>
        {t('people.publish.explain', { name: workspace.name, server: target.server.name })}
      </p>
      {connections.length > 1 && (
        <Select
          label={t('people.publish.server')}
          value={target.server.server}
          onChange={setChosen}
          data={connections.map(({ server, url }) => ({
            value: server.server,
            label: `${server.name} · ${url}`,
          }))}
        />
      )}
      {error !== null && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <Button loading={busy} onClick={publish}>
        {t('people.publish.action')}
      </Button>
    </div>
  );
}
