import { lazy, Suspense } from 'react';
import type { WorkspaceId } from '@confab/shared-types';
import { useLayout, useServices } from './AppContext.ts';
import { NameWorkspace } from './NameWorkspace.tsx';

const ConnectDialog = lazy(() => import('../people/ConnectDialog.tsx'));
const ExportDialog = lazy(() => import('../exchange/ExportDialog.tsx'));
const ImportDialog = lazy(() => import('../exchange/ImportDialog.tsx'));
const JoinDialog = lazy(() => import('../people/JoinDialog.tsx'));
const MoveDialog = lazy(() => import('../pages/MoveDialog.tsx'));
const Palette = lazy(() => import('../palette/Palette.tsx'));
const SettingsDialog = lazy(() => import('../settings/SettingsDialog.tsx'));
const ShortcutsDialog = lazy(() => import('./ShortcutsDialog.tsx'));
const TrashDialog = lazy(() => import('../pages/TrashDialog.tsx'));
const TranscribeDialog = lazy(() => import('../recordings/TranscribeDialog.tsx'));
const SendTranscriptDialog = lazy(() => import('../minutes/actions/SendTranscriptDialog.tsx'));
const TranscriptExportDialog = lazy(() => import('../minutes/actions/TranscriptExportDialog.tsx'));
const ShareDialog = lazy(() => import('../people/ShareDialog.tsx'));

/** The one dialog that is open, if any. */
export function Dialogs({ workspace }: { readonly workspace: WorkspaceId }) {
  const { layout } = useServices();
  const dialog = useLayout((state) => state.dialog);
  const page = useLayout((state) => state.dialogPage);
  const template = useLayout((state) => state.dialogTemplate);
  const close = (): void =>
    layout.setState({
      dialog: null,
      dialogPage: null,
      dialogTemplate: null,
      settingsTab: null,
      joinLink: '',
    });
  return (
    <Suspense fallback={null}>
      {dialog === 'connect' && <ConnectDialog onClose={close} />}
      {dialog === 'export' && <ExportDialog workspace={workspace} page={page} onClose={close} />}
      {dialog === 'export-transcript' && page !== null && (
        <TranscriptExportDialog workspace={workspace} page={page} onClose={close} />
      )}
      {dialog === 'send-transcript' && page !== null && (
        <SendTranscriptDialog
          workspace={workspace}
          page={page}
          template={template}
          onClose={close}
        />
      )}
      {dialog === 'import' && <ImportDialog workspace={workspace} parent={page} onClose={close} />}
      {dialog === 'join' && <JoinDialog onClose={close} />}
      {dialog === 'move' && page !== null && <MoveDialog page={page} onClose={close} />}
      {dialog === 'new-workspace' && (
        <NameWorkspace workspace={workspace} which="new" onClose={close} />
      )}
      {dialog === 'rename-workspace' && (
        <NameWorkspace workspace={workspace} which="rename" onClose={close} />
      )}
      {dialog === 'search' && <Palette onClose={close} />}
      {dialog === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      {dialog === 'transcribe' && <TranscribeDialog workspace={workspace} onClose={close} />}
      {dialog === 'trash' && <TrashDialog onClose={close} />}
      {dialog === 'settings' && <SettingsDialog onClose={close} />}
      {dialog === 'share' && <ShareDialog workspace={workspace} onClose={close} />}
    </Suspense>
  );
}
