import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { HubResult } from '@confab/shared-types';
import { useHub, useLayout, useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { goTo } from '../app/route.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { AccountForm } from './AccountForm.tsx';
import { InvitationCard } from './InvitationCard.tsx';
import classes from './JoinDialog.module.css';

type Inspected = HubResult<'invitations.inspect'>;

/** Joins a workspace by a pasted link: who invites to what first, an account on the way. */
export default function JoinDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const hub = useHub();
  const { route } = useServices();
  const [link, setLink] = useState(useLayout(({ joinLink }) => joinLink));
  const [inspected, setInspected] = useState<Inspected | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const attempt = async (action: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await action();
    } catch (problem) {
      setError(errorText(t, problem));
    } finally {
      setBusy(false);
    }
  };
  const inspect = async (): Promise<void> => {
    setInspected(await hub.request('invitations.inspect', { link: link.trim() }));
  };
  const join = async (): Promise<void> => {
    const { id, page = null } = await hub.request('invitations.accept', { link: link.trim() });
    onClose();
    goTo(route, { workspace: id, page });
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void attempt(inspected === null ? inspect : join);
  };
  const needsAccount = inspected !== null && !inspected.signedIn;
  return (
    <Dialog title={t('people.join.title')} onClose={onClose}>
      <form className={classes.form} onSubmit={submit}>
        {inspected === null ? (
          <TextInput
            label={t('people.join.link')}
            description={t('people.join.intro')}
            data-autofocus
            value={link}
            error={error}
            onChange={(event) => setLink(event.currentTarget.value)}
          />
        ) : (
          <InvitationCard preview={inspected.preview} />
        )}
        {inspected !== null && error !== null && (
          <p className={classes.error} role="alert">
            {error}
          </p>
        )}
        {!needsAccount && (
          <Button type="submit" loading={busy} disabled={link.trim() === ''}>
            {t(actionOf(inspected))}
          </Button>
        )}
      </form>
      {needsAccount && (
        <AccountForm
          intro={t('people.join.signUpFirst')}
          url={inspected.url}
          onDone={() => {
            setInspected({ ...inspected, signedIn: true });
            void attempt(join);
          }}
        />
      )}
    </Dialog>
  );
}

function actionOf(inspected: Inspected | null) {
  if (inspected === null) return 'people.join.check';
  return inspected.preview.page === undefined ? 'people.join.action' : 'sharing.openPage';
}
