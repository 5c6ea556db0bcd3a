import { useEffect, useState } from 'react';
import { useServices } from '../../app/AppContext.ts';
import type { CallSession } from '../CallSession.ts';
import type { CallState } from '../room/callState.ts';
import type { PinnedTile } from './stageStore.ts';
import { WatchedVideo } from './WatchedVideo.ts';

/** Keeps the call informed of what is looked at while the call is drawn in this window. */
export function useWatchedVideo(session: CallSession): WatchedVideo {
  const { runtime } = useServices();
  const [watched] = useState(() => new WatchedVideo(session.call));
  useEffect(() => {
    const follow = (): void => watched.setTiles(videosOf(session.store.getState().call));
    follow();
    watched.setShown('window', document.visibilityState === 'visible');
    const stopCall = session.store.subscribe(({ call }, { call: before }) => {
      if (call.peers !== before.peers) follow();
    });
    const stopShown = runtime.onShown((shown) => watched.setShown('window', shown));
    return () => {
      stopCall();
      stopShown();
      watched.setLooks('window', new Map());
    };
  }, [session, runtime, watched]);
  return watched;
}

function videosOf({ peers }: CallState): readonly PinnedTile[] {
  return peers.flatMap(({ session, tracks }) =>
    (['camera', 'screen_share'] as const)
      .filter((source) => tracks[source] !== undefined)
      .map((source) => ({ session, source })),
  );
}
