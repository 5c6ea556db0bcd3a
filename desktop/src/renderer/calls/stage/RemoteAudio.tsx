import { useCallback, useEffect, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { useSink } from '../devices/useSink.ts';
import { streamOf } from '../room/mediaStreams.ts';

const audible = ['microphone', 'screen_share_audio'] as const;

/** Plays what the others say and share on the chosen speaker, wherever the call is shown. */
export function RemoteAudio({ session }: { readonly session: CallSession }) {
  const heard = useSession(
    session,
    useShallow(({ call }) =>
      call.peers.flatMap(({ tracks }) => audible.flatMap((source) => tracks[source]?.media ?? [])),
    ),
  );
  const held = useRef(new Set<HTMLAudioElement>());
  const onHeldBack = useCallback(
    (element: HTMLAudioElement) => {
      held.current.add(element);
      const playSound = (): void => {
        for (const each of held.current) each.play().catch(console.error);
        held.current.clear();
        session.store.setState({ playSound: null });
      };
      session.store.setState({ playSound });
    },
    [session],
  );
  return heard.map((media) => <TrackAudio key={media.id} media={media} onHeldBack={onHeldBack} />);
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
  useSink(ref);
  return <audio ref={ref} hidden />;
}
