import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createInvitationSchema, roles } from '@confab/shared-types';
import type { CreateInvitation, Invitation, WorkspaceId } from '@confab/shared-types';
import { useHub, useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import classes from './ShareDialog.module.css';

type InvitedRole = CreateInvitation['role'];

const invitedRoles = roles.filter((role): role is InvitedRole => role !== 'owner');

/** Makes an invitation link for a role and copies it. */
export function InviteForm({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t, i18n } = useTranslation();
  const hub = useHub();
  const { toasts } = useServices();
  const [role, setRole] = useState<InvitedRole>('editor');
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const create = (): void => {
    setBusy(true);
    setError(null);
    hub
      .request('invitations.create', { workspace, invitation: { role } })
      .then(setInvitation)
      .catch((problem: unknown) => setError(errorText(t, problem)))
      .finally(() => setBusy(false));
  };
  const copy = async (url: string): Promise<void> => {
    await navigator.clipboard.writeText(url);
    toasts.show({ cause: 'copy-link', text: t('people.invite.copied') });
  };
  return (
    <div className={classes.form}>
      <div className={classes.link}>
        <Select
          label={t('people.invite.can')}
          value={role}
          onChange={(value) => {
            const parsed = createInvitationSchema.shape.role.safeParse(value);
            if (parsed.success) setRole(parsed.data);
            setInvitation(null);
          }}
          data={invitedRoles.map((value) => ({ value, label: t(`people.rolesCan.${value}`) }))}
        />
        <Button
          loading={busy}
          onClick={create}
          variant={invitation === null ? 'filled' : 'default'}
        >
          {t('people.invite.create')}
        </Button>
      </div>
      {error !== null && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      {invitation !== null && (
        <div className={classes.link}>
          <TextInput
            label={t('people.invite.link')}
            description={t('people.invite.expires', {
              date: new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' }).format(
                invitation.expiresAt,
              ),
            })}
            inputWrapperOrder={['label', 'description', 'input']}
            readOnly
            value={invitation.url}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button
            onClick={() => {
              copy(invitation.url).catch((problem: unknown) => setError(errorText(t, problem)));
            }}
          >
            {t('people.invite.copy')}
          </Button>
        </div>
      )}
    </div>
  );
}
