import { useLayout } from '../../app/AppContext.ts';
import { CallControls } from '../controls/CallControls.tsx';
import classes from './CallDock.module.css';
import { CallNotices } from '../controls/CallNotices.tsx';
import type { CallSession } from '../CallSession.ts';
import { CallStatus } from '../controls/CallStatus.tsx';
import { useCalls, useSession } from '../CallsContext.ts';
import { Captions } from '../captions/Captions.tsx';
import { Tiles } from './Tiles.tsx';
import { usePageTitle } from '../usePageTitle.ts';

/** The call of this window, above the page or in its place; the same elements in both sizes. */
export function CallDock() {
  const session = useCalls((state) => state.session);
  return session === null ? null : <RunningCall key={session.id} session={session} />;
}

function RunningCall({ session }: { readonly session: CallSession }) {
  const size = useLayout((state) => state.callSize);
  const { workspace, page } = useSession(session, (state) => state.info);
  const captionsShown = useSession(session, (state) => state.captionsShown);
  const pageTitle = usePageTitle(workspace, page);
  return (
    <div className={classes.call} data-size={size}>
      <div className={classes.grid}>
        <Tiles session={session} size={size} />
        <CallStatus session={session} size={size} pageTitle={pageTitle} />
        <div className={classes.captions}>{captionsShown && <Captions session={session} />}</div>
        <div className={classes.controls}>
          <CallControls session={session} size={size} pageTitle={pageTitle} />
        </div>
        <CallNotices session={session} />
      </div>
    </div>
  );
}
