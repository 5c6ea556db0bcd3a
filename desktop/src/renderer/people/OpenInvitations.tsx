import { IconLink, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OpenInvitation, PageId, WorkspaceId } from '@confab/shared-types';
import { useHub } from '../app/AppContext.ts';
import { dateFormat } from '../dateFormat.ts';
import { IconButton } from '../ui/IconButton.tsx';
import classes from './ShareDialog.module.css';
import { useAction } from './useAction.ts';
import { useInvitations } from './useSharing.ts';

/** Invitation links that still work, each with a way to take it back. Nothing when there are none. */
export function OpenInvitations(props: {
  readonly workspace: WorkspaceId;
  /** Those to this page; null: those to the workspace. */
  readonly page: PageId | null;
}) {
  const { workspace, page } = props;
  const { t } = useTranslation();
  const hub = useHub();
  const { value, replace } = useInvitations(workspace);
  const { error, run } = useAction();
  const shown = (value ?? []).filter((invitation) => invitation.page === page);
  if (shown.length === 0) return null;
  const revoke = async (code: string): Promise<void> => {
    replace(await hub.request('invitations.revoke', { workspace, code }));
  };
  return (
    <section aria-labelledby={`invitations-${page ?? workspace}`}>
      <h3 id={`invitations-${page ?? workspace}`} className={classes.heading}>
        {t('sharing.openInvitations')}
      </h3>
      <ul className={classes.members}>
        {shown.map((invitation) => (
          <InvitationRow
            key={invitation.code}
            invitation={invitation}
            onRevoke={() => run(() => revoke(invitation.code))}
          />
        ))}
      </ul>
      {error !== null && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
    </section>
  );
}

function InvitationRow(props: {
  readonly invitation: OpenInvitation;
  readonly onRevoke: () => void;
}) {
  const { invitation, onRevoke } = props;
  const { role, createdBy, expiresAt, usesLeft } = invitation;
  const { t, i18n } = useTranslation();
  const date = dateFormat(i18n.language, { dateStyle: 'medium' }).format(expiresAt);
  const left = usesLeft === null ? '' : ` · ${t('sharing.usesLeft', { count: usesLeft })}`;
  return (
    <li className={classes.member}>
      <IconLink size={18} stroke={1.75} aria-hidden className={classes.rowIcon} />
      <span className={classes.who}>
        <span className={classes.name}>
          {t('sharing.invitationOf', { role: t(`people.roles.${role}`), name: createdBy })}
        </span>
        <span className={classes.presence}>{`${t('sharing.until', { date })}${left}`}</span>
      </span>
      <IconButton
        danger
        icon={IconX}
        label={t('sharing.revoke', { role: t(`people.roles.${role}`), date })}
        onClick={onRevoke}
      />
    </li>
  );
}
