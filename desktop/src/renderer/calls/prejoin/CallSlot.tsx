import type { CallSession } from '../CallSession.ts';
import { useCalls, usePrejoin, useSession } from '../CallsContext.ts';
import { CallDock } from '../stage/CallDock.tsx';
import { PreJoin } from './PreJoin.tsx';
import { WaitingForHost } from './WaitingForHost.tsx';

/** Where the call is in the window, from wanting to be in it on. */
export function CallSlot() {
  const shown = usePrejoin((state) => state.shown);
  const session = useCalls((state) => state.session);
  if (shown !== null) return <PreJoin prejoin={shown} />;
  return session === null ? null : <Entered key={session.id} session={session} />;
}

function Entered({ session }: { readonly session: CallSession }) {
  const waiting = useSession(session, ({ call }) => call.phase === 'waiting');
  return waiting ? <WaitingForHost session={session} /> : <CallDock />;
}
