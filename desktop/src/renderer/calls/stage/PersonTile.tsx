import { IconEyeOff } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/IconButton.tsx';
import { personColor } from '../../ui/personColors.ts';
import type { CallSession } from '../CallSession.ts';
import { useCallServices, useSession } from '../CallsContext.ts';
import { PersonMenu } from '../people/PersonMenu.tsx';
import type { CallPeer } from '../room/callState.ts';
import { Face } from './Face.tsx';
import { HandMark, NamePlate, WeakNote } from './marks.tsx';
import { isMuted, peerOf } from './participants.ts';
import { PinButton } from './PinButton.tsx';
import { personTile } from './tileIds.ts';
import classes from './Tile.module.css';
import { sameTile, TileFrame } from './TileFrame.tsx';
import type { Place } from './TileFrame.tsx';
import { VideoView } from './VideoView.tsx';

/** One person: picture or initials, name, whether they are muted, speak or raised a hand. */
export const PersonTile = memo(function PersonTile(props: {
  readonly session: CallSession;
  /** The session of the person. */
  readonly of: string;
  readonly place: Place;
}) {
  const { session, of, place } = props;
  const peer = useSession(session, ({ call }) => peerOf(call, of));
  const own = useSession(session, ({ call }) => call.self?.session === of);
  const speaking = useSession(session, ({ call }) =>
    call.speakers.some((speaker) => speaker.session === of),
  );
  if (peer === null) return null;
  const muted = isMuted(peer);
  return (
    <TileFrame
      id={personTile(of)}
      session={of}
      identity={peer.identity}
      kind="person"
      color={personColor(peer.identity)}
      place={place}
      own={own}
      speaking={speaking && !muted}
      away={peer.reconnecting}
    >
      <PersonPicture peer={peer} own={own} />
      {peer.handRaised && <HandMark />}
      <NamePlate peer={peer} own={own} />
      <div className={classes.tools}>
        {own ? (
          <HideOwn />
        ) : (
          <>
            <PinButton session={of} source="camera" name={peer.name} />
            <PersonMenu session={session} peer={peer} />
          </>
        )}
      </div>
    </TileFrame>
  );
}, sameTile);

/** The camera's picture, or initials while there is none. */
export function PersonPicture({ peer, own }: { readonly peer: CallPeer; readonly own: boolean }) {
  const { camera } = peer.tracks;
  if (camera === undefined || camera.muted || camera.media === null) {
    return <Face id={peer.identity} name={peer.name} />;
  }
  return (
    <>
      <VideoView media={camera.media} mirrored={own} label={peer.name} />
      {camera.held && <WeakNote />}
    </>
  );
}

function HideOwn() {
  const { t } = useTranslation();
  const { stage } = useCallServices();
  return (
    <IconButton
      size="small"
      icon={IconEyeOff}
      label={t('calls.view.hideSelf')}
      onClick={() => stage.setSelfHidden(true)}
    />
  );
}
