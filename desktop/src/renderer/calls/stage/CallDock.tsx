import { useElementSize } from '@mantine/hooks';
import { useEffect } from 'react';
import type { CSSProperties } from 'react';
import { useData, useLayout } from '../../app/AppContext.ts';
import type { CallSession } from '../CallSession.ts';
import { useCalls, useSession } from '../CallsContext.ts';
import { Captions } from '../captions/Captions.tsx';
import { CallControls } from '../controls/CallControls.tsx';
import { CallNotices } from '../controls/CallNotices.tsx';
import { CallStatus } from '../controls/CallStatus.tsx';
import { CallWindow } from '../mini/CallWindow.tsx';
import { usePageTitle } from '../usePageTitle.ts';
import classes from './CallDock.module.css';
import { controlsWidth } from './controlsWidth.ts';
import { leaveFullscreen } from './fullscreen.ts';
import { NobodyElse } from './NobodyElse.tsx';
import { StageTools } from './StageTools.tsx';
import { Tiles } from './Tiles.tsx';
import { useActiveSpeaker } from './useActiveSpeaker.ts';
import { useCalled, useNobodyElse } from './useCalled.ts';
import { useWatchedVideo } from './useWatchedVideo.ts';

/** The call of this window, above the page or in its place; the same elements in both sizes. */
export function CallDock() {
  const session = useCalls((state) => state.session);
  return session === null ? null : <RunningCall key={session.id} session={session} />;
}

function RunningCall({ session }: { readonly session: CallSession }) {
  const size = useLayout((state) => state.callSize);
  const { workspace, page } = useSession(session, (state) => state.info);
  const transcribed = useSession(session, ({ call }) => call.transcription !== null);
  const { captions, captionSize } = useData((data) => data.preferences);
  const captioned = captions && transcribed;
  const inside = useSession(session, ({ call }) => call.peers.length + 1);
  const tiles = inside + useCalled(session).length;
  const nobodyElse = useNobodyElse(session);
  const pageTitle = usePageTitle(workspace, page);
  const speaker = useActiveSpeaker(session);
  const watched = useWatchedVideo(session);
  const { ref, width } = useElementSize<HTMLDivElement>();
  useEffect(() => {
    if (size !== 'stage') return undefined;
    return () => leaveFullscreen(console.error);
  }, [size]);
  return (
    <div ref={ref} className={classes.call} data-size={size}>
      <div
        className={classes.grid}
        data-captioned={captioned || undefined}
        data-alone={(nobodyElse && !captioned) || undefined}
        style={{ '--tiles': tiles } as CSSProperties}
      >
        <Tiles session={session} size={size} speaker={speaker} watched={watched} />
        <div className={classes.head}>
          <CallStatus session={session} size={size} pageTitle={pageTitle} />
          <StageTools session={session} size={size} />
        </div>
        {captioned && (
          <div className={classes.captions} data-captions={captionSize}>
            <Captions session={session} />
          </div>
        )}
        {nobodyElse && size === 'dock' && !captioned && (
          <div className={classes.nobody}>
            <NobodyElse session={session} />
          </div>
        )}
        <div className={classes.controls}>
          <CallControls
            session={session}
            size={size}
            pageTitle={pageTitle}
            width={controlsWidth(size, width, captioned)}
          />
        </div>
        <CallNotices session={session} />
      </div>
      <CallWindow session={session} speaker={speaker} watched={watched} />
    </div>
  );
}
