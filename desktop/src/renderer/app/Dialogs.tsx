import { lazy, Suspense } from 'react';
import type { WorkspaceId } from '@confab/shared-types';
import { useLayout, useServices } from './AppContext.ts';

const ConnectDialog = lazy(() => import('../people/ConnectDialog.tsx'));
const JoinDialog = lazy(() => import('../people/JoinDialog.tsx'));
const SearchDialog = lazy(() => import('./SearchDialog.tsx'));
const SettingsDialog = lazy(() => import('../settings/SettingsDialog.tsx'));
const ShareDialog = lazy(() => import('../people/ShareDialog.tsx'));

/** The one dialog that is open, if any. */
export function Dialogs({ workspace }: { readonly workspace: WorkspaceId }) {
  const { layout } = useServices();
  const dialog = useLayout((state) => state.dialog);
  const close = (): void => layout.setState({ dialog: null, joinLink: '' });
  return (
    <Suspense fallback={null}>
      {dialog === 'connect' && <ConnectDialog onClose={close} />}
      {dialog === 'join' && <JoinDialog onClose={close} />}
      {dialog === 'search' && <SearchDialog onClose={close} />}
      {dialog === 'settings' && <SettingsDialog onClose={close} />}
      {dialog === 'share' && <ShareDialog workspace={workspace} onClose={close} />}
    </Suspense>
  );
}
