import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createInvitationSchema, roles } from '@confab/shared-types';
import type { CreateInvitation, Invitation, PageId, WorkspaceId } from '@confab/shared-types';
import { useHub } from '../app/AppContext.ts';
import { dateFormat } from '../dateFormat.ts';
import { CopyLink } from './CopyLink.tsx';
import classes from './ShareDialog.module.css';
import { useAction } from './useAction.ts';

type InvitedRole = CreateInvitation['role'];

const dayMs = 86_400_000;
const lifetimes = [1, 7, 30] as const;
/** 0: as often as wanted. */
const uses = [0, 1, 5, 25] as const;

const workspaceRoles = roles.filter((role): role is InvitedRole => role !== 'owner');
const guestRoles = workspaceRoles.filter((role) => role !== 'admin');

/** Makes an invitation link, to the workspace or to one page, and copies it. */
export function InviteForm(props: {
  readonly workspace: WorkspaceId;
  /** Set: whoever follows the link becomes a guest of this page alone. */
  readonly page?: PageId;
}) {
  const { workspace, page } = props;
  const { t, i18n } = useTranslation();
  const hub = useHub();
  const [role, setRole] = useState<InvitedRole>('editor');
  const [days, setDays] = useState('7');
  const [maxUses, setMaxUses] = useState('0');
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const { busy, error, run } = useAction();
  const create = async (): Promise<void> => {
    const wanted: CreateInvitation = {
      role,
      lifetimeMs: Number(days) * dayMs,
      ...(maxUses === '0' ? {} : { maxUses: Number(maxUses) }),
      ...(page === undefined ? {} : { page }),
    };
    setInvitation(await hub.request('invitations.create', { workspace, invitation: wanted }));
  };
  /** A link that was made does not change with the form. */
  const change = (apply: () => void): void => {
    apply();
    setInvitation(null);
  };
  const date = dateFormat(i18n.language, { dateStyle: 'long' });
  return (
    <div className={classes.form}>
      <div className={classes.choices}>
        <Select
          label={t('people.invite.can')}
          value={role}
          allowDeselect={false}
          onChange={(value) => {
            const parsed = createInvitationSchema.shape.role.safeParse(value);
            if (parsed.success) change(() => setRole(parsed.data));
          }}
          data={(page === undefined ? workspaceRoles : guestRoles).map((value) => ({
            value,
            label: t(`people.rolesCan.${value}`),
          }))}
        />
        <Select
          label={t('sharing.expires')}
          value={days}
          allowDeselect={false}
          onChange={(value) => change(() => setDays(value ?? days))}
          data={lifetimes.map((count) => ({
            value: String(count),
            label: t('sharing.days', { count }),
          }))}
        />
        <Select
          label={t('sharing.uses')}
          value={maxUses}
          allowDeselect={false}
          onChange={(value) => change(() => setMaxUses(value ?? maxUses))}
          data={uses.map((count) => ({
            value: String(count),
            label: count === 0 ? t('sharing.unlimited') : t('sharing.times', { count }),
          }))}
        />
      </div>
      {error !== null && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      {invitation === null ? (
        <Button
          variant={page === undefined ? 'filled' : 'default'}
          className={classes.action}
          loading={busy}
          onClick={() => run(create)}
        >
          {t('people.invite.create')}
        </Button>
      ) : (
        <CopyLink
          label={t('people.invite.link')}
          description={t('people.invite.expires', { date: date.format(invitation.expiresAt) })}
          url={invitation.url}
        />
      )}
    </div>
  );
}
