import {
  IconAntennaBars1,
  IconAntennaBars3,
  IconHandStop,
  IconMicrophone,
  IconMicrophoneOff,
  IconPinFilled,
  IconScreenShare,
  IconVideo,
  IconVideoOff,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../ui/Avatar.tsx';
import type { CallSession } from '../CallSession.ts';
import { useStage } from '../CallsContext.ts';
import type { CallPeer } from '../room/callState.ts';
import classes from './CallPeople.module.css';
import type { PersonRow } from './peopleRows.ts';
import { PersonMenu } from './PersonMenu.tsx';

/** One person: who they are here, what they send, how well it arrives. */
export function PersonLine({
  session,
  row,
}: {
  readonly session: CallSession;
  readonly row: PersonRow;
}) {
  const { peer, own, hand } = row;
  const { t } = useTranslation();
  return (
    <>
      <Avatar id={peer.identity} name={peer.name} size={28} />
      <span className={classes.who}>
        <span className={classes.name} title={peer.name}>
          {own ? t('calls.own', { name: peer.name }) : peer.name}
        </span>
        <Note row={row} />
      </span>
      {hand !== null && (
        <span
          className={classes.hand}
          role="img"
          aria-label={t('calls.peoplePanel.hand', { count: hand })}
        >
          <IconHandStop size={14} stroke={2} aria-hidden />
          {hand}
        </span>
      )}
      <Marks peer={peer} />
      <PersonMenu session={session} peer={peer} />
    </>
  );
}

function Note({ row }: { readonly row: PersonRow }) {
  const { t } = useTranslation();
  const { peer, device } = row;
  const parts = [t(`calls.peoplePanel.roles.${peer.role}`)];
  if (device !== null) parts.push(t('calls.peoplePanel.device', device));
  if (peer.reconnecting) parts.push(t('calls.peoplePanel.reconnecting'));
  return <span className={classes.note}>{parts.join(' · ')}</span>;
}

function Marks({ peer }: { readonly peer: CallPeer }) {
  const { t } = useTranslation();
  const pinned = useStage((state) => state.pinned?.session === peer.session);
  const { microphone, camera, screen_share: screen } = peer.tracks;
  const heard = microphone !== undefined && !microphone.muted;
  const seen = camera !== undefined && !camera.muted;
  const bad = peer.quality === 'poor' || peer.quality === 'lost';
  return (
    <span className={classes.marks}>
      {pinned && <Mark icon={IconPinFilled} label={t('calls.peoplePanel.actions.pin')} />}
      {peer.quality !== 'good' && (
        <Mark
          icon={bad ? IconAntennaBars1 : IconAntennaBars3}
          label={t(`calls.peoplePanel.quality.${peer.quality}`)}
          {...(bad ? { tone: 'bad' } : {})}
        />
      )}
      {screen !== undefined && (
        <Mark icon={IconScreenShare} label={t('calls.peoplePanel.sharing')} tone="on" />
      )}
      <Mark
        icon={seen ? IconVideo : IconVideoOff}
        label={t(seen ? 'calls.peoplePanel.cameraOn' : 'calls.peoplePanel.cameraOff')}
      />
      <Mark
        icon={heard ? IconMicrophone : IconMicrophoneOff}
        label={t(heard ? 'calls.peoplePanel.microphoneOn' : 'calls.peoplePanel.microphoneOff')}
        {...(heard ? {} : { tone: 'bad' })}
      />
    </span>
  );
}

function Mark(props: {
  readonly icon: Icon;
  readonly label: string;
  readonly tone?: 'on' | 'bad';
}) {
  const { icon: Glyph, label, tone } = props;
  return (
    <span role="img" aria-label={label} title={label} className={classes.mark} data-tone={tone}>
      <Glyph size={16} stroke={1.75} aria-hidden />
    </span>
  );
}
