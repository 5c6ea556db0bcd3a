import { Menu } from '@mantine/core';
import { IconMicrophoneOff, IconPhoneOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { useCallAside } from '../controls/CallAsideContext.ts';
import classes from './CallPeople.module.css';
import { usePersonActions } from './usePersonActions.ts';

/** What hosts may do about the call as a whole, in the menu *more*. */
export function HostItems({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const { view } = useCallAside();
  const { locked, lobby } = useSession(session, (state) => state.call.rules);
  const { setRules, muteAll } = usePersonActions(session);
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('calls.more.hosts')}</Menu.Label>
      <Menu.CheckboxItem checked={locked} onChange={(on) => setRules({ locked: on })}>
        {t('calls.more.locked')}
      </Menu.CheckboxItem>
      <Menu.CheckboxItem checked={lobby} onChange={(on) => setRules({ lobby: on })}>
        {t('calls.more.lobby')}
      </Menu.CheckboxItem>
      <Menu.Item
        leftSection={<IconMicrophoneOff size={16} stroke={1.75} aria-hidden />}
        onClick={muteAll}
      >
        {t('calls.more.muteAll')}
      </Menu.Item>
      <Menu.Item
        className={classes.danger}
        leftSection={<IconPhoneOff size={16} stroke={1.75} aria-hidden />}
        onClick={() => view.setState({ dialog: { type: 'end' } })}
      >
        {t('calls.more.endForAll')}
      </Menu.Item>
    </>
  );
}
