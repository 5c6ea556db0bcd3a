import { useCallback, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { CallSession, SessionState } from '../CallSession.ts';
import { useSession, useStage } from '../CallsContext.ts';
import type { IncomingRing } from '../rings/ringStore.ts';
import type { SpeakerPlace } from './activeSpeaker.ts';
import type { LayoutInput } from './layoutOf.ts';
import { newestFirst } from './newestFirst.ts';
import { useCalled } from './useCalled.ts';
import { personTile, ringTile, screenTile, tileId } from './tileIds.ts';

export interface StageInput {
  /** All that a layout needs but the area. */
  readonly input: Omit<LayoutInput, 'size' | 'width' | 'height'>;
  /** Sessions, in order of joining. */
  readonly others: readonly string[];
  readonly self: string | null;
  /** Sessions that share, newest first. */
  readonly sharing: readonly string[];
  readonly called: readonly IncomingRing[];
  readonly setRatio: (session: string, ratio: number) => void;
}

/** Who and what there is to be placed: changes when somebody comes, goes or shares, not with words. */
export function useStageInput(session: CallSession, place: SpeakerPlace): StageInput {
  const others = useSession(
    session,
    useShallow(({ call }) => call.peers.map((peer) => peer.session)),
  );
  const self = useSession(session, ({ call }) => call.self?.session ?? null);
  const shares = useSession(session, useShallow(sharingSessions));
  const sharing = useNewestFirst(shares);
  const called = useCalled(session);
  const [ratios, setRatios] = useState<Readonly<Record<string, number>>>({});
  const setRatio = useCallback((of: string, ratio: number) => {
    setRatios((before) => (before[of] === ratio ? before : { ...before, [of]: ratio }));
  }, []);
  const { pinned, layout, page, selfHidden } = useStage((state) => state);
  return {
    others,
    self,
    sharing,
    called,
    setRatio,
    input: {
      choice: layout,
      page,
      others: [...others.map(personTile), ...called.map(({ ring }) => ringTile(ring.id))],
      own: self === null || selfHidden ? null : personTile(self),
      screens: sharing.map((of) => ({
        id: screenTile(of),
        ratio: ratios[of] ?? null,
        own: of === self,
      })),
      pinned: pinned === null ? null : tileId(pinned),
      speaker: place.shown === null ? null : personTile(place.shown),
      recent: place.recent.map(personTile),
    },
  };
}

function sharingSessions({ call: { self, peers } }: SessionState): string[] {
  const everybody = self === null ? peers : [...peers, self];
  return everybody
    .filter(({ tracks }) => tracks.screen_share !== undefined)
    .map((peer) => peer.session);
}

function useNewestFirst(present: readonly string[]): readonly string[] {
  const [known, setKnown] = useState<readonly string[]>([]);
  const ordered = newestFirst(known, present);
  if (ordered !== known) setKnown(ordered);
  return ordered;
}
