import { IconHandStop, IconMicrophoneOff } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { personColor } from '../../ui/personColors.ts';
import type { CallSession } from '../CallSession.ts';
import { Face } from './Face.tsx';
import type { Participant } from './participants.ts';
import classes from './Tile.module.css';
import { VideoView } from './VideoView.tsx';

/** One person: picture or initials, name, whether they are muted, speak or raised a hand. */
export function Tile(props: {
  readonly session: CallSession;
  readonly participant: Participant;
  /** Which simulcast layer the tile's size is worth: 0 to 2. */
  readonly layer: number;
}) {
  const { session, participant, layer } = props;
  const { peer, own, speaking } = participant;
  const { t } = useTranslation();
  const camera = peer.tracks.camera;
  const picture = camera === undefined || camera.muted ? null : camera.media;
  const muted = peer.tracks.microphone === undefined || peer.tracks.microphone.muted;
  const label = own ? t('calls.own', { name: peer.name }) : peer.name;
  const received = !own && picture !== null;
  useEffect(() => {
    if (received) session.setPreferredLayers(peer.session, layer);
  }, [received, session, peer.session, layer]);
  return (
    <li
      className={classes.tile}
      style={{ '--person': personColor(peer.identity) } as CSSProperties}
      data-speaking={(speaking && !muted) || undefined}
      data-own={own || undefined}
      data-away={peer.reconnecting || undefined}
      data-identity={peer.identity}
    >
      {picture === null ? (
        <Face id={peer.identity} name={peer.name} />
      ) : (
        <VideoView media={picture} mirrored={own} label={label} />
      )}
      {peer.handRaised && (
        <span className={classes.hand} role="img" aria-label={t('calls.tile.hand')}>
          <IconHandStop size={16} stroke={1.75} aria-hidden />
        </span>
      )}
      <span className={classes.plate}>
        {muted && (
          <span className={classes.muted} role="img" aria-label={t('calls.tile.muted')}>
            <IconMicrophoneOff size={14} stroke={1.75} aria-hidden />
          </span>
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
      </span>
    </li>
  );
}
