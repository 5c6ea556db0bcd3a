import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../CallSession.ts';
import { useCallServices, useSession } from '../CallsContext.ts';
import { usePageTitle } from '../usePageTitle.ts';
import { OwnPicture } from './OwnPicture.tsx';
import classes from './PreJoin.module.css';
import { useWholeStage } from './useWholeStage.ts';

/** Shown until a host opens the door, or does not. */
export function WaitingForHost({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  useWholeStage();
  const { calls } = useCallServices();
  const { workspace, page } = useSession(session, (state) => state.info);
  const title = usePageTitle(workspace, page);
  return (
    <section className={classes.screen} aria-label={t('calls.prejoin.waitingLabel')}>
      <div className={classes.column}>
        <header className={classes.header}>
          <h2 className={classes.title}>{title}</h2>
          <p className={classes.inside} role="status">
            {t('calls.prejoin.waiting')}
          </p>
        </header>
        <OwnPicture own={session.own} workspace={workspace} controls />
        <div className={classes.enter}>
          <Button variant="default" size="md" onClick={() => calls.leave()}>
            {t('calls.controls.leave')}
          </Button>
        </div>
      </div>
    </section>
  );
}
