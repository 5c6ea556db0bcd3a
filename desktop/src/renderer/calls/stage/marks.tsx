import {
  IconHandStop,
  IconMicrophoneOff,
  IconPin,
  IconWifi2,
  IconWifiOff,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallPeer } from '../room/callState.ts';
import { isMuted } from './participants.ts';
import { usePinned } from './PinButton.tsx';
import classes from './Tile.module.css';

/** Muted mark, name, and what is out of the ordinary: pinned, a weak connection, reconnecting. */
export function NamePlate({ peer, own }: { readonly peer: CallPeer; readonly own: boolean }) {
  const { t } = useTranslation();
  const pinned = usePinned({ session: peer.session, source: 'camera' });
  const muted = isMuted(peer);
  const label = own ? t('calls.own', { name: peer.name }) : peer.name;
  return (
    <span className={classes.plate}>
      {muted && (
        <Mark className={classes.muted} icon={IconMicrophoneOff} label={t('calls.tile.muted')} />
      )}
      <span className={classes.name} title={label}>
        {label}
      </span>
      {own && muted && (
        <span className={classes.note} aria-hidden>
          {t('calls.tile.muted')}
        </span>
      )}
      {peer.reconnecting && <span className={classes.note}>{t('calls.tile.reconnecting')}</span>}
      {!peer.reconnecting && peer.quality === 'poor' && (
        <Mark className={classes.weak} icon={IconWifi2} label={t('calls.view.poor')} />
      )}
      {!peer.reconnecting && peer.quality === 'lost' && (
        <Mark className={classes.muted} icon={IconWifiOff} label={t('calls.view.lost')} />
      )}
      {pinned && <Mark className={classes.mark} icon={IconPin} label={t('calls.view.pinned')} />}
    </span>
  );
}

export function HandMark() {
  const { t } = useTranslation();
  return (
    <span className={classes.hand} role="img" aria-label={t('calls.tile.hand')}>
      <IconHandStop size={16} stroke={1.75} aria-hidden />
    </span>
  );
}

/** Over a picture that stands still because the connection does not carry it. */
export function WeakNote() {
  const { t } = useTranslation();
  return <span className={classes.weakNote}>{t('calls.view.weak')}</span>;
}

function Mark(props: {
  readonly icon: Icon;
  readonly label: string;
  readonly className: string | undefined;
}) {
  const { icon: Glyph, label, className } = props;
  return (
    <span className={className} role="img" aria-label={label} title={label}>
      <Glyph size={14} stroke={1.75} aria-hidden />
    </span>
  );
}
