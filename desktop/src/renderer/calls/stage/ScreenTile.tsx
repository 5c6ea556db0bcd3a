import { IconMaximize, IconScreenShare } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/IconButton.tsx';
import { personColor } from '../../ui/personColors.ts';
import type { CallSession } from '../CallSession.ts';
import { useCallServices, useSession } from '../CallsContext.ts';
import type { CallTrack } from '../room/callState.ts';
import { WeakNote } from './marks.tsx';
import { peerOf } from './participants.ts';
import { PinButton } from './PinButton.tsx';
import { screenTile } from './tileIds.ts';
import classes from './Tile.module.css';
import { sameTile, TileFrame } from './TileFrame.tsx';
import type { Place } from './TileFrame.tsx';
import { VideoView } from './VideoView.tsx';

/** What somebody shares, whole; of one's own only that it is shared, or it would show itself. */
export const ScreenTile = memo(function ScreenTile(props: {
  readonly session: CallSession;
  /** The session of who shares. */
  readonly of: string;
  readonly place: Place;
  readonly onRatio: (session: string, ratio: number) => void;
}) {
  const { session, of, place, onRatio } = props;
  const { t } = useTranslation();
  const peer = useSession(session, ({ call }) => peerOf(call, of));
  const own = useSession(session, ({ call }) => call.self?.session === of);
  const track = peer?.tracks.screen_share;
  if (peer === null || track === undefined) return null;
  const label = t('calls.view.screenOf', { name: peer.name });
  return (
    <TileFrame
      id={screenTile(of)}
      session={of}
      identity={peer.identity}
      kind="screen"
      color={personColor(peer.identity)}
      place={place}
      own={own}
    >
      {own ? (
        <OwnScreen session={session} />
      ) : (
        <>
          <ScreenPicture track={track} label={label} onRatio={(ratio) => onRatio(of, ratio)} />
          {place?.part === 'tile' && <ChooseScreen of={of} label={label} />}
          <span className={classes.plate}>
            <span className={classes.name} title={label}>
              {label}
            </span>
          </span>
          <div className={classes.tools}>
            <PinButton session={of} source="screen_share" name={label} />
            <FullScreenButton />
          </div>
        </>
      )}
    </TileFrame>
  );
}, sameTile);

export function ScreenPicture(props: {
  readonly track: CallTrack;
  readonly label: string;
  readonly onRatio?: (ratio: number) => void;
}) {
  const { track, label, ...rest } = props;
  if (track.media === null || track.muted) {
    return <IconScreenShare className={classes.glyph} stroke={1.5} aria-hidden />;
  }
  return (
    <>
      <VideoView media={track.media} label={label} whole {...rest} />
      {track.held && <WeakNote />}
    </>
  );
}

/** The whole of a small screen's picture makes it the large one. */
function ChooseScreen({ of, label }: { readonly of: string; readonly label: string }) {
  const { t } = useTranslation();
  const { stage } = useCallServices();
  return (
    <button
      type="button"
      className={classes.choose}
      aria-label={t('calls.view.showLarge', { name: label })}
      onClick={() => stage.pin({ session: of, source: 'screen_share' })}
    />
  );
}

function FullScreenButton() {
  const { t } = useTranslation();
  return (
    <IconButton
      size="small"
      icon={IconMaximize}
      label={t('calls.view.screenFull')}
      onClick={({ currentTarget }) => {
        const tile = currentTarget.closest('li');
        const change =
          document.fullscreenElement === tile
            ? document.exitFullscreen()
            : tile?.requestFullscreen();
        change?.catch((error: unknown) => console.error(error));
      }}
    />
  );
}

function OwnScreen({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  return (
    <div className={classes.sharing}>
      <IconScreenShare size={20} stroke={1.75} aria-hidden />
      <span className={classes.sharingText}>{t('calls.view.ownScreen')}</span>
      <button type="button" className={classes.stop} onClick={() => session.stopSharing()}>
        {t('calls.view.stopSharing')}
      </button>
    </div>
  );
}
