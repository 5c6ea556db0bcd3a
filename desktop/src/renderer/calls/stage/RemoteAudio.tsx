import { useCallback, useEffect, useRef } from 'react';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { streamOf } from '../room/mediaStreams.ts';

const audible = ['microphone', 'screen_share_audio'] as const;

/** Plays what the others say, wherever the call is shown. */
export function RemoteAudio({ session }: { readonly session: CallSession }) {
  const peers = useSession(session, (state) => state.call.peers);
  const held = useRef(new Set<HTMLAudioElement>());
  const onHeldBack = useCallback(
    (element: HTMLAudioElement) => {
      held.current.add(element);
      const playSound = (): void => {
        for (const each of held.current) void each.play();
        held.current.clear();
        session.store.setState({ playSound: null });
      };
      session.store.setState({ playSound });
    },
    [session],
  );
  return peers.flatMap((peer) =>
    audible.flatMap((source) => {
      const media = peer.tracks[source]?.media ?? null;
      if (media === null) return [];
      const key = `${peer.session}/${source}`;
      return [<TrackAudio key={key} media={media} onHeldBack={onHeldBack} />];
    }),
  );
}

function TrackAudio(props: {
  readonly media: MediaStreamTrack;
  /** The browser plays nothing before the person pressed something in the page. */
  readonly onHeldBack: (element: HTMLAudioElement) => void;
}) {
  const { media, onHeldBack } = props;
  const ref = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    element.srcObject = streamOf(media);
    element.play().catch((error: unknown) => {
      const name = error instanceof DOMException ? error.name : '';
      if (name === 'NotAllowedError') onHeldBack(element);
      // AbortError: the element went, or got another track, before it played.
      else if (name !== 'AbortError') throw error;
    });
    return () => {
      element.srcObject = null;
    };
  }, [media, onHeldBack]);
  return <audio ref={ref} hidden />;
}
