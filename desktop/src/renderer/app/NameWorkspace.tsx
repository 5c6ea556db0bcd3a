import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { useServices, useWorkspace } from './AppContext.ts';
import { errorText } from './errorText.ts';
import { goTo } from './route.ts';
import { WorkspaceNameDialog } from './WorkspaceNameDialog.tsx';

/** Asks for the name of a new workspace, or for another of the open one. */
export function NameWorkspace(props: {
  readonly workspace: WorkspaceId;
  readonly which: 'new' | 'rename';
  readonly onClose: () => void;
}) {
  const { workspace, which, onClose } = props;
  const { t } = useTranslation();
  const { hub, route, toasts } = useServices();
  const name = useWorkspace(workspace)?.name ?? '';
  const submit = async (typed: string): Promise<void> => {
    if (which === 'rename') {
      await hub.request('workspaces.rename', { workspace, name: typed });
      return;
    }
    const { id } = await hub.request('workspaces.create', { name: typed });
    goTo(route, { workspace: id, page: null });
  };
  return (
    <WorkspaceNameDialog
      title={t(which === 'new' ? 'sidebar.addWorkspace' : 'sidebar.renameWorkspace')}
      initial={which === 'new' ? '' : name}
      onClose={onClose}
      onSubmit={(typed) => {
        onClose();
        submit(typed).catch((error: unknown) => {
          toasts.show({ cause: 'workspace-name', text: errorText(t, error), tone: 'danger' });
        });
      }}
    />
  );
}
