import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfabError, emailSchema, guestRoleSchema } from '@confab/shared-types';
import type { Guest, GuestRole, PageId, WorkspaceId } from '@confab/shared-types';
import { useHub } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import classes from './ShareDialog.module.css';

/** Lets somebody into a page who has an account at its server. */
export function AddGuest(props: {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  readonly onAdded: (guests: readonly Guest[]) => void;
}) {
  const { workspace, page, onAdded } = props;
  const { t } = useTranslation();
  const hub = useHub();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<GuestRole>('editor');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const add = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      onAdded(await hub.request('guests.add', { workspace, page, email: email.trim(), role }));
      setEmail('');
    } catch (problem) {
      const unknown = problem instanceof ConfabError && problem.code === 'not-found';
      setError(unknown ? t('sharing.noAccount') : errorText(t, problem));
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (emailSchema.safeParse(email.trim()).success) void add();
    else setError(t('people.connect.invalidEmail'));
  };
  return (
    <form className={classes.link} onSubmit={onSubmit} noValidate>
      <TextInput
        type="email"
        label={t('sharing.addPerson')}
        placeholder={t('people.connect.email')}
        value={email}
        error={error}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Select
        w={124}
        allowDeselect={false}
        aria-label={t('people.invite.can')}
        value={role}
        onChange={(value) => {
          const chosen = guestRoleSchema.safeParse(value);
          if (chosen.success) setRole(chosen.data);
        }}
        data={guestRoleSchema.options.map((value) => ({
          value,
          label: t(`people.roles.${value}`),
        }))}
      />
      <Button type="submit" loading={busy}>
        {t('sharing.add')}
      </Button>
    </form>
  );
}
