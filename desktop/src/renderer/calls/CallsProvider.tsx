import { useState } from 'react';
import type { ReactNode } from 'react';
import { useServices } from '../app/AppContext.ts';
import { CallsContext, useCalls } from './CallsContext.ts';
import { createCallServices } from './createCallServices.ts';
import { ShellCall } from './ShellCall.tsx';
import { ShellCommands } from './ShellCommands.tsx';
import { RemoteAudio } from './stage/RemoteAudio.tsx';

/** The calls of this window: made once, above every screen that shows or starts one. */
export function CallsProvider({ children }: { readonly children: ReactNode }) {
  const services = useServices();
  const [value] = useState(() => createCallServices(services));
  return (
    <CallsContext value={value}>
      <ShellCommands />
      <CallInWindow />
      {children}
    </CallsContext>
  );
}

/** What a call needs of the window wherever it is shown. */
function CallInWindow() {
  const session = useCalls((state) => state.session);
  if (session === null) return null;
  return (
    <>
      <ShellCall key={`shell-${session.id}`} session={session} />
      <RemoteAudio key={`sound-${session.id}`} session={session} />
    </>
  );
}
