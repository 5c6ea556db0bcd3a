import { Menu } from '@mantine/core';
import {
  IconDotsVertical,
  IconMicrophone,
  IconMicrophoneOff,
  IconPin,
  IconPinnedOff,
  IconScreenShareOff,
  IconUserMinus,
  IconVideoOff,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { TrackSource } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/IconButton.tsx';
import type { CallSession } from '../CallSession.ts';
import { useCallServices, useSession, useStage } from '../CallsContext.ts';
import { useCallAside } from '../controls/CallAsideContext.ts';
import type { CallPeer } from '../room/callState.ts';
import classes from './CallPeople.module.css';
import { callRoles, personActions } from './personActions.ts';
import type { PersonAction } from './personActions.ts';
import { usePersonActions } from './usePersonActions.ts';

/** What one may do about a person: pin for everybody, the rest for hosts. */
export function PersonMenu(props: {
  readonly session: CallSession;
  readonly peer: CallPeer;
  readonly className?: string;
}) {
  const { session, peer, className } = props;
  const { t } = useTranslation();
  const { name } = peer;
  return (
    <Menu position="bottom-end" width={248} returnFocus withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <IconButton
          icon={IconDotsVertical}
          size="small"
          label={t('calls.peoplePanel.menu', { name })}
          {...(className === undefined ? {} : { className })}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <PersonItems session={session} peer={peer} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** Looks at the whole call, so it is there only while the menu is open. */
function PersonItems(props: { readonly session: CallSession; readonly peer: CallPeer }) {
  const { session, peer } = props;
  const call = useSession(session, (state) => state.call);
  const actions = personActions(call, peer);
  const roles = actions.some(({ type }) => type === 'set-role');
  return (
    <>
      <PinItem peer={peer} />
      {actions
        .filter((action) => action.type !== 'set-role')
        .map((action) => (
          <ActionItem
            key={'source' in action ? action.source : action.type}
            session={session}
            peer={peer}
            action={action}
          />
        ))}
      {roles && <RoleItems session={session} peer={peer} />}
    </>
  );
}

function PinItem({ peer }: { readonly peer: CallPeer }) {
  const { t } = useTranslation();
  const { stage } = useCallServices();
  const pinned = useStage((state) => state.pinned?.session === peer.session);
  const source = peer.tracks.screen_share === undefined ? 'camera' : 'screen_share';
  const Glyph = pinned ? IconPinnedOff : IconPin;
  return (
    <Menu.Item
      leftSection={<Glyph size={16} stroke={1.75} aria-hidden />}
      onClick={() => (pinned ? stage.unpin() : stage.pin({ session: peer.session, source }))}
    >
      {t(pinned ? 'calls.peoplePanel.actions.unpin' : 'calls.peoplePanel.actions.pin')}
    </Menu.Item>
  );
}

const mutes = {
  microphone: { icon: IconMicrophoneOff, text: 'calls.peoplePanel.actions.muteMicrophone' },
  camera: { icon: IconVideoOff, text: 'calls.peoplePanel.actions.muteCamera' },
  screen_share: { icon: IconScreenShareOff, text: 'calls.peoplePanel.actions.muteScreen' },
  screen_share_audio: { icon: IconScreenShareOff, text: 'calls.peoplePanel.actions.muteScreen' },
} as const satisfies Record<TrackSource, { readonly icon: Icon; readonly text: string }>;

function ActionItem(props: {
  readonly session: CallSession;
  readonly peer: CallPeer;
  readonly action: Exclude<PersonAction, { readonly type: 'set-role' }>;
}) {
  const { session, peer, action } = props;
  const { t } = useTranslation();
  const { view } = useCallAside();
  const { mute, askToUnmute } = usePersonActions(session);
  switch (action.type) {
    case 'mute': {
      const { icon: Glyph, text } = mutes[action.source];
      return (
        <Menu.Item
          leftSection={<Glyph size={16} stroke={1.75} aria-hidden />}
          onClick={() => mute(peer, action.source)}
        >
          {t(text)}
        </Menu.Item>
      );
    }
    case 'ask-to-unmute':
      return (
        <Menu.Item
          leftSection={<IconMicrophone size={16} stroke={1.75} aria-hidden />}
          onClick={() => askToUnmute(peer)}
        >
          {t('calls.peoplePanel.actions.askToUnmute')}
        </Menu.Item>
      );
    case 'remove':
      return (
        <Menu.Item
          className={classes.danger}
          leftSection={<IconUserMinus size={16} stroke={1.75} aria-hidden />}
          onClick={() => view.setState({ dialog: { type: 'remove', session: peer.session } })}
        >
          {t('calls.peoplePanel.actions.remove')}
        </Menu.Item>
      );
  }
}

function RoleItems({ session, peer }: { readonly session: CallSession; readonly peer: CallPeer }) {
  const { t } = useTranslation();
  const { setRole } = usePersonActions(session);
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('calls.peoplePanel.actions.role')}</Menu.Label>
      <Menu.RadioGroup
        value={peer.role}
        onChange={(value) => {
          const role = callRoles.find((one) => one === value);
          if (role !== undefined && role !== peer.role) setRole(peer, role);
        }}
      >
        {callRoles.map((role) => (
          <Menu.RadioItem key={role} value={role} closeMenuOnClick>
            <span className={classes.role}>{t(`calls.peoplePanel.roles.${role}`)}</span>
            <span className={classes.hint}>{t(`calls.peoplePanel.roleHints.${role}`)}</span>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
