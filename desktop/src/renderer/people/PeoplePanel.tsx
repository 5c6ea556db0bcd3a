import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useServices, useWorkspace } from '../app/AppContext.ts';
import { useCallPeople } from '../calls/rings/useCallPeople.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { MemberList } from './MemberList.tsx';
import classes from './ShareDialog.module.css';

/** The people of the workspace, in the right panel. */
export function PeoplePanel() {
  const { t } = useTranslation();
  const { layout } = useServices();
  const { workspace: id } = usePageIndex();
  const workspace = useWorkspace(id);
  const { callPeople, callable } = useCallPeople(id);
  const share = (): void => layout.setState({ dialog: 'share' });
  if (workspace === null) return null;
  if (workspace.server === null) {
    return (
      <EmptyState
        text={t('people.listLocal')}
        action={{ label: t('people.publish.title'), run: share }}
      />
    );
  }
  return (
    <div className={classes.sections}>
      <MemberList
        workspace={workspace}
        {...(callable ? { onCall: ({ account }) => callPeople([account]) } : {})}
      />
      <Button variant="default" onClick={share}>
        {t('people.invite.create')}
      </Button>
    </div>
  );
}
