import { useShallow } from 'zustand/react/shallow';
import type { CallSession } from '../CallSession.ts';
import { useRings, useSession } from '../CallsContext.ts';
import type { IncomingRing } from '../rings/ringStore.ts';

/** Whom this call rings just now, until they are inside. */
export function useCalled(session: CallSession): readonly IncomingRing[] {
  const inside = useSession(
    session,
    useShallow(({ call }) => call.peers.map(({ identity }) => identity)),
  );
  const outgoing = useRings((state) => state.outgoing);
  return outgoing.filter(
    ({ ring }) => ring.call === session.id && !inside.includes(ring.to.account),
  );
}

/** One is inside, nobody else is, and nobody is being called. */
export function useNobodyElse(session: CallSession): boolean {
  const alone = useSession(
    session,
    ({ call }) => call.phase === 'in-call' && call.peers.length === 0,
  );
  const called = useCalled(session);
  return alone && called.length === 0;
}
