import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { CallPeopleDialog } from '../rings/CallPeopleDialog.tsx';
import classes from './NobodyElse.module.css';

/** What to do about being the only one here. */
export function NobodyElse(props: {
  readonly session: CallSession;
  readonly style?: CSSProperties;
}) {
  const { session, style } = props;
  const { t } = useTranslation();
  const workspace = useSession(session, ({ info }) => info.workspace);
  const [choosing, setChoosing] = useState(false);
  return (
    <div className={classes.words} {...(style === undefined ? {} : { style })}>
      <p className={classes.text} role="status">
        {t('calls.nobodyElse.text')}
      </p>
      <Button variant="default" size="xs" onClick={() => setChoosing(true)}>
        {t('calls.nobodyElse.call')}
      </Button>
      {choosing && <CallPeopleDialog workspace={workspace} onClose={() => setChoosing(false)} />}
    </div>
  );
}
