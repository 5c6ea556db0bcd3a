import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { useServices } from '../../app/AppContext.ts';
import type { CallSession } from '../CallSession.ts';
import { useCalls } from '../CallsContext.ts';
import { CallCards } from '../people/CallCards.tsx';
import { CallAnnouncer } from './CallAnnouncer.tsx';
import { createCallAside } from './callAside.ts';
import { CallAsideContext } from './CallAsideContext.ts';
import { CallDialogs } from './CallDialogs.tsx';
import { CallKeys } from './CallKeys.tsx';

/** Chat, reactions, keys and words of the call this window is in; above all that shows them. */
export function CallAsideProvider({ children }: { readonly children: ReactNode }) {
  const session = useCalls((state) => state.session);
  const aside = useMemo(
    () =>
      session === null
        ? null
        : createCallAside(session, (problem: unknown) => console.error(problem)),
    [session],
  );
  useEffect(() => aside?.follow(), [aside]);
  usePanelsOfCall(session);
  return (
    <CallAsideContext value={aside}>
      {children}
      {session !== null && <BesideCall key={session.id} session={session} />}
    </CallAsideContext>
  );
}

function BesideCall({ session }: { readonly session: CallSession }) {
  return (
    <>
      <CallKeys session={session} />
      <CallAnnouncer session={session} />
      <CallCards session={session} />
      <CallDialogs session={session} />
    </>
  );
}

/** The panels of a call close with it. */
function usePanelsOfCall(session: CallSession | null): void {
  const { layout } = useServices();
  useEffect(() => {
    if (session !== null) return;
    const { rightPanel } = layout.getState();
    if (rightPanel === 'call-chat' || rightPanel === 'call-people') {
      layout.setState({ rightPanel: null });
    }
  }, [session, layout]);
}
