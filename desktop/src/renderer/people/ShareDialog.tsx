import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { useWorkspace } from '../app/AppContext.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { InviteForm } from './InviteForm.tsx';
import { MemberList } from './MemberList.tsx';
import { PublishForm } from './PublishForm.tsx';
import classes from './ShareDialog.module.css';

/** Shares the workspace: publishes a local one, then invites and lists people. */
export default function ShareDialog(props: {
  readonly workspace: WorkspaceId;
  readonly onClose: () => void;
}) {
  const { workspace: id, onClose } = props;
  const { t } = useTranslation();
  const workspace = useWorkspace(id);
  if (workspace === null) return null;
  const mayInvite = workspace.role === 'owner' || workspace.role === 'admin';
  return (
    <Dialog title={t('people.shareTitle', { name: workspace.name })} onClose={onClose} size={480}>
      {workspace.server === null ? (
        <PublishForm workspace={workspace} />
      ) : (
        <div className={classes.sections}>
          {mayInvite ? (
            <InviteForm workspace={id} />
          ) : (
            <p className={classes.dim}>{t('people.invite.notAllowed')}</p>
          )}
          <MemberList workspace={workspace} />
        </div>
      )}
    </Dialog>
  );
}
