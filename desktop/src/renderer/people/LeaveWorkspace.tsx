import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalWorkspace } from '@confab/shared-types';
import { useServices } from '../app/AppContext.ts';
import classes from './ShareDialog.module.css';
import { useAction } from './useAction.ts';

/** The owner takes a workspace offline again, others leave it; asked, since neither can be undone. */
export function LeaveWorkspace(props: {
  readonly workspace: LocalWorkspace;
  readonly onDone: () => void;
}) {
  const { workspace, onDone } = props;
  const { t } = useTranslation();
  const { hub, toasts } = useServices();
  const [asking, setAsking] = useState(false);
  const { busy, error, run } = useAction();
  const owner = workspace.role === 'owner';
  const what = owner ? 'takeOffline' : 'leave';
  const { name } = workspace;
  const act = async (): Promise<void> => {
    await hub.request(owner ? 'workspaces.takeOffline' : 'workspaces.leave', {
      workspace: workspace.id,
    });
    toasts.show({ cause: 'leave-workspace', text: t(`sharing.${what}.done`, { name }) });
    onDone();
  };
  if (!asking) {
    return (
      <Button
        variant="subtle"
        color="gray"
        className={classes.quiet}
        onClick={() => setAsking(true)}
      >
        {t(`sharing.${what}.action`)}
      </Button>
    );
  }
  return (
    <section className={classes.section} aria-label={t(`sharing.${what}.action`)}>
      <p className={classes.dim}>{t(`sharing.${what}.explain`, { name })}</p>
      {error !== null && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <div className={classes.buttons}>
        <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
          {t('common.cancel')}
        </Button>
        <Button color="red" loading={busy} onClick={() => run(act)}>
          {t(`sharing.${what}.confirm`)}
        </Button>
      </div>
    </section>
  );
}
