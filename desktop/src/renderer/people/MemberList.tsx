import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { roleSchema } from '@confab/shared-types';
import type { AccountId, LocalWorkspace, Member, Role } from '@confab/shared-types';
import { useData, useServices } from '../app/AppContext.ts';
import { ownIdIn } from '../app/appStore.ts';
import { errorText } from '../app/errorText.ts';
import { MemberRow } from './MemberRow.tsx';
import classes from './ShareDialog.module.css';
import { useMembers } from './useMembers.ts';

/** The people of a shared workspace; owners and admins change their roles here. */
export function MemberList(props: {
  readonly workspace: LocalWorkspace;
  /** Calls one of them; absent where the list is not for that. */
  readonly onCall?: ((member: Member) => void) | undefined;
}) {
  const { workspace, onCall } = props;
  const { t } = useTranslation();
  const { hub, toasts } = useServices();
  const { members, error, replace } = useMembers(workspace.id);
  const ownId = useData((data) => ownIdIn(data, workspace.id));
  const mayManage = workspace.role === 'owner' || workspace.role === 'admin';
  const tell = (problem: unknown): void =>
    toasts.show({ cause: 'members', text: errorText(t, problem), tone: 'danger' });
  const changeRole = (account: AccountId, role: Role): void => {
    hub
      .request('workspaces.changeRole', { workspace: workspace.id, account, role })
      .then(replace)
      .catch(tell);
  };
  const remove = (account: AccountId): void => {
    hub
      .request('workspaces.removeMember', { workspace: workspace.id, account })
      .then(replace)
      .catch(tell);
  };
  if (members === null) {
    if (error !== null) return <p className={classes.dim}>{errorText(t, error)}</p>;
    return <Skeleton height={40} />;
  }
  return (
    <ul className={classes.members} aria-label={t('app.panels.people')}>
      {members.map((member) => (
        <MemberRow
          key={member.account}
          member={member}
          self={member.account === ownId}
          manageable={mayManage && member.role !== 'owner' && member.account !== ownId}
          onRole={(value) => {
            const role = roleSchema.safeParse(value);
            if (role.success) changeRole(member.account, role.data);
          }}
          onRemove={() => remove(member.account)}
          onCall={
            onCall === undefined || member.account === ownId ? undefined : () => onCall(member)
          }
        />
      ))}
    </ul>
  );
}
