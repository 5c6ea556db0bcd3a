import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { useRoute, useWorkspace } from '../app/AppContext.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { InviteForm } from './InviteForm.tsx';
import { LeaveWorkspace } from './LeaveWorkspace.tsx';
import { MemberList } from './MemberList.tsx';
import { OpenInvitations } from './OpenInvitations.tsx';
import { PageSharing } from './PageSharing.tsx';
import { PublishForm } from './PublishForm.tsx';
import classes from './ShareDialog.module.css';

/** Shares the workspace or the page that is open: publishes a local one first, then lets people in. */
export default function ShareDialog(props: {
  readonly workspace: WorkspaceId;
  readonly onClose: () => void;
}) {
  const { workspace: id, onClose } = props;
  const { t } = useTranslation();
  const workspace = useWorkspace(id);
  const page = useRoute((route) => route.page);
  if (workspace === null) return null;
  const title = t('people.shareTitle', { name: workspace.name });
  if (workspace.server === null) {
    return (
      <Dialog title={title} onClose={onClose} size={480}>
        <PublishForm workspace={workspace} />
      </Dialog>
    );
  }
  if (workspace.guest === true || workspace.detached !== undefined) {
    return (
      <Dialog title={t('people.share')} onClose={onClose} size={480}>
        <p className={classes.dim}>{t('sharing.notYours')}</p>
      </Dialog>
    );
  }
  const mayInvite = workspace.role === 'owner' || workspace.role === 'admin';
  return (
    <Dialog title={title} onClose={onClose} size={560}>
      <Tabs defaultValue="workspace" classNames={{ panel: classes.panel ?? '' }}>
        <Tabs.List>
          <Tabs.Tab value="workspace" data-autofocus>
            {t('sharing.tabs.workspace')}
          </Tabs.Tab>
          {page !== null && <Tabs.Tab value="page">{t('sharing.tabs.page')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="workspace">
          <div className={classes.sections}>
            {mayInvite ? (
              <section className={classes.section}>
                <InviteForm workspace={id} />
                <OpenInvitations workspace={id} page={null} />
              </section>
            ) : (
              <p className={classes.dim}>{t('people.invite.notAllowed')}</p>
            )}
            <MemberList workspace={workspace} />
            <LeaveWorkspace workspace={workspace} onDone={onClose} />
          </div>
        </Tabs.Panel>
        {page !== null && (
          <Tabs.Panel value="page">
            <PageSharing workspace={workspace} page={page} />
          </Tabs.Panel>
        )}
      </Tabs>
    </Dialog>
  );
}
