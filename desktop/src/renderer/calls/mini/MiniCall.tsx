import { IconArrowsDiagonal } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/AppContext.ts';
import { personColor } from '../../ui/personColors.ts';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { CompactControls } from '../controls/CompactControls.tsx';
import type { SpeakerPlace } from '../stage/activeSpeaker.ts';
import { layoutOf } from '../stage/layoutOf.ts';
import { HandMark, NamePlate } from '../stage/marks.tsx';
import { isMuted, peerOf } from '../stage/participants.ts';
import { PersonPicture } from '../stage/PersonTile.tsx';
import { ScreenPicture } from '../stage/ScreenTile.tsx';
import tile from '../stage/Tile.module.css';
import { personTile, screenTile } from '../stage/tileIds.ts';
import { useStageInput } from '../stage/useStageInput.ts';
import { SmallTranscribingMark } from '../transcription/TranscribingMark.tsx';
import type { WatchedVideo } from '../stage/WatchedVideo.ts';
import classes from './MiniCall.module.css';

/** The call in its smallest form: who speaks, or what is shared, and what one does in a call. */
export function MiniCall(props: {
  readonly session: CallSession;
  readonly speaker: SpeakerPlace;
  readonly watched: WatchedVideo;
  readonly window: Window;
}) {
  const { session, speaker, watched, window: mini } = props;
  const { t } = useTranslation();
  const { input, others, self, sharing } = useStageInput(session, speaker);
  const [main] = layoutOf({ ...input, size: 'mini', width: 16, height: 9 }).tiles;
  const width = useWindowWidth(mini);
  const id = main?.id ?? null;
  useEffect(() => {
    if (id === null) return;
    const look = { width: Math.round(width * mini.devicePixelRatio), main: true };
    watched.setLooks('mini', new Map([[id, look]]));
    return () => watched.setLooks('mini', new Map());
  }, [watched, id, width, mini]);
  const screen = sharing.find((of) => screenTile(of) === id);
  const person = [...others, self].find((of) => of !== null && personTile(of) === id) ?? null;
  return (
    <div className={classes.call} aria-label={t('calls.mini.title')} role="region">
      <div className={classes.picture}>
        {screen !== undefined && <MiniScreen session={session} of={screen} />}
        <BackButton window={mini} />
        <SmallTranscribingMark session={session} />
        {person !== null && <MiniPerson session={session} of={person} own={person === self} />}
      </div>
      <div className={classes.controls}>
        <CompactControls session={session} />
      </div>
    </div>
  );
}

/** Without a tooltip of the app's, which would open in its own window. */
function BackButton({ window: mini }: { readonly window: Window }) {
  const { t } = useTranslation();
  const { runtime } = useServices();
  const label = t('calls.mini.back');
  return (
    <button
      type="button"
      className={classes.back}
      aria-label={label}
      title={label}
      onClick={() => {
        runtime.focusWindow();
        mini.close();
      }}
    >
      <IconArrowsDiagonal size={18} stroke={1.75} aria-hidden />
    </button>
  );
}

interface MiniTileProps {
  readonly session: CallSession;
  readonly of: string;
}

function MiniPerson({ session, of, own }: MiniTileProps & { readonly own: boolean }) {
  const peer = useSession(session, ({ call }) => peerOf(call, of));
  const speaking = useSession(session, ({ call }) =>
    call.speakers.some((speaker) => speaker.session === of),
  );
  if (peer === null) return null;
  return (
    <div
      className={`${tile.tile ?? ''} ${classes.tile ?? ''}`}
      style={{ '--person': personColor(peer.identity) } as CSSProperties}
      data-speaking={(speaking && !isMuted(peer)) || undefined}
      data-away={peer.reconnecting || undefined}
    >
      <PersonPicture peer={peer} own={own} />
      {peer.handRaised && <HandMark />}
      <NamePlate peer={peer} own={own} />
    </div>
  );
}

function MiniScreen({ session, of }: MiniTileProps) {
  const { t } = useTranslation();
  const peer = useSession(session, ({ call }) => peerOf(call, of));
  const track = peer?.tracks.screen_share;
  if (peer === null || track === undefined) return null;
  const label = t('calls.view.screenOf', { name: peer.name });
  return (
    <div className={`${tile.tile ?? ''} ${classes.tile ?? ''}`} data-kind="screen">
      <ScreenPicture track={track} label={label} />
      <span className={tile.plate}>
        <span className={tile.name}>{label}</span>
      </span>
    </div>
  );
}

function useWindowWidth(mini: Window): number {
  const [width, setWidth] = useState(mini.innerWidth);
  useEffect(() => {
    const measure = (): void => setWidth(mini.innerWidth);
    mini.addEventListener('resize', measure);
    return () => mini.removeEventListener('resize', measure);
  }, [mini]);
  return width;
}
