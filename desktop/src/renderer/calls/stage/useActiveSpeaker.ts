import { useEffect, useState } from 'react';
import type { CallSession } from '../CallSession.ts';
import { activeSpeaker, nobodySpeaks, speakerChangesAt } from './activeSpeaker.ts';
import type { SpeakerPlace } from './activeSpeaker.ts';

/** Who has the speaker's place now; changes with the place, not with every word. */
export function useActiveSpeaker(session: CallSession): SpeakerPlace {
  const [shown, setShown] = useState(nobodySpeaks);
  useEffect(() => {
    let place = nobodySpeaks;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const listen = (): void => {
      clearTimeout(timer);
      const { self, peers, speakers } = session.store.getState().call;
      const now = performance.now();
      const loudest = speakers.find((speaker) => speaker.session !== self?.session);
      const present = peers.map((peer) => peer.session);
      place = activeSpeaker(place, { loudest: loudest?.session ?? null, present, now });
      const next = place;
      setShown((before) => (samePlace(before, next) ? before : next));
      const at = speakerChangesAt(place);
      if (at !== null) timer = setTimeout(listen, Math.max(0, at - now));
    };
    listen();
    const stop = session.store.subscribe(({ call }, { call: before }) => {
      if (call.speakers !== before.speakers || call.peers !== before.peers) listen();
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [session]);
  return shown;
}

function samePlace(a: SpeakerPlace, b: SpeakerPlace): boolean {
  return (
    a.shown === b.shown &&
    a.recent.length === b.recent.length &&
    a.recent.every((id, index) => id === b.recent[index])
  );
}
