import { useTranslation } from 'react-i18next';
import type { InvitationPreview } from '@confab/shared-types';
import classes from './JoinDialog.module.css';

/** Who invites to what, before anything is agreed to. */
export function InvitationCard({ preview }: { readonly preview: InvitationPreview }) {
  const { t } = useTranslation();
  const { inviterName, workspaceName, serverName, role } = preview;
  return (
    <div className={classes.card}>
      <span className={classes.dim}>{t('people.join.invites', { inviter: inviterName })}</span>
      <span className={classes.name}>{workspaceName}</span>
      <span className={classes.dim}>
        {t('people.join.onServer', { server: serverName, role: t(`people.roles.${role}`) })}
      </span>
    </div>
  );
}
