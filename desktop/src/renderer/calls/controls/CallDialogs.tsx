import { useCallAside, useCallView } from './CallAsideContext.ts';
import { CallShortcutsDialog } from './CallShortcutsDialog.tsx';
import type { CallSession } from '../CallSession.ts';
import { EndCallDialog } from '../people/EndCallDialog.tsx';
import { RemoveDialog } from '../people/RemoveDialog.tsx';
import { StatisticsDialog } from '../statistics/StatisticsDialog.tsx';

/** The one dialog that is open over a call, if any. */
export function CallDialogs({ session }: { readonly session: CallSession }) {
  const { view } = useCallAside();
  const dialog = useCallView((state) => state.dialog);
  const close = (): void => view.setState({ dialog: null });
  switch (dialog?.type) {
    case undefined:
      return null;
    case 'shortcuts':
      return <CallShortcutsDialog onClose={close} />;
    case 'statistics':
      return <StatisticsDialog session={session} onClose={close} />;
    case 'end':
      return <EndCallDialog session={session} onClose={close} />;
    case 'remove':
      return <RemoveDialog session={session} person={dialog.session} onClose={close} />;
  }
}
