import { useEffect } from 'react';
import type { ShellCall as Shown } from '../../shell/Runtime.ts';
import { useServices } from '../app/AppContext.ts';
import type { CallSession } from './CallSession.ts';
import { useSession } from './CallsContext.ts';
import type { OwnMediaState } from './devices/ownMediaState.ts';
import { usePageTitle } from './usePageTitle.ts';

/** Tells tray and call window about the call for as long as it is there. */
export function ShellCall({ session }: { readonly session: CallSession }) {
  const { runtime } = useServices();
  const { workspace, page } = useSession(session, (state) => state.info);
  const phase = useSession(session, (state) => state.call.phase);
  const microphone = useSession(session, ({ own }) => microphoneOf(own));
  const camera = useSession(session, ({ own }) => cameraOf(own));
  const title = usePageTitle(workspace, page);
  useEffect(() => {
    // By this device's clock; the server's becomes known with the phase.
    const startedAt = Date.now() - (session.elapsedMs() ?? 0);
    runtime.setCall({ title, startedAt, microphone, camera });
  }, [runtime, session, phase, title, microphone, camera]);
  useEffect(() => () => runtime.setCall(null), [runtime]);
  return null;
}

function microphoneOf({ microphone }: OwnMediaState): Shown['microphone'] {
  if (microphone === 'missing' || microphone === 'denied') return 'none';
  return microphone === 'muted' ? 'muted' : 'on';
}

function cameraOf({ camera }: OwnMediaState): Shown['camera'] {
  if (camera === 'missing' || camera === 'denied') return 'none';
  return camera === 'off' ? 'off' : 'on';
}
