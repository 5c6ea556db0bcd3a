import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '@confab/shared-types';
import { useData, useHub } from '../app/AppContext.ts';
import { errorCode, errorText } from '../app/errorText.ts';
import classes from './AccountForm.module.css';
import { checkAccount, fieldOfRefusal } from './checkAccount.ts';
import type { AccountField, AccountMode } from './checkAccount.ts';

const methods = { create: 'accounts.signUp', 'sign-in': 'accounts.signIn' } as const;

const faults = {
  address: 'people.connect.invalidAddress',
  email: 'people.connect.invalidEmail',
  password: 'errors.password-too-short',
} as const satisfies Record<AccountField, string>;

/** Creates an account at a server or signs in there. Errors appear at the field they are about. */
export function AccountForm(props: {
  readonly intro: string;
  /** The server, where it is known already: then it is not asked for. */
  readonly url?: string;
  readonly onDone: (connection: Connection) => void;
}) {
  const { intro, url, onDone } = props;
  const { t } = useTranslation();
  const hub = useHub();
  const known = useData(({ connections }) => connections[0] ?? null);
  const localServer = useData(({ localServerUrl }) => localServerUrl);
  const [mode, setMode] = useState<AccountMode>(known === null ? 'create' : 'sign-in');
  const [address, setAddress] = useState(url ?? known?.url ?? localServer ?? '');
  const [email, setEmail] = useState(known?.account.email ?? '');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<{
    readonly field: AccountField;
    readonly text: string;
  } | null>(null);
  const errorAt = (field: AccountField): string | null =>
    error?.field === field ? error.text : null;

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const checked = checkAccount(mode, { address, email, password });
    if (!checked.ok) {
      setError({ field: checked.field, text: t(faults[checked.field]) });
      return;
    }
    setBusy(true);
    setError(null);
    const { url: server, email: checkedEmail } = checked;
    hub
      .request(methods[mode], { url: server, email: checkedEmail, password })
      .then(onDone)
      .catch((problem: unknown) => {
        const code = errorCode(problem);
        const text = code === 'already-done' ? t('people.connect.haveOne') : errorText(t, problem);
        setError({ field: fieldOfRefusal(code), text });
      })
      .finally(() => setBusy(false));
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <p className={classes.intro}>{intro}</p>
      <SegmentedControl
        fullWidth
        value={mode}
        onChange={setMode}
        data={[
          { value: 'create', label: t('people.connect.createTab') },
          { value: 'sign-in', label: t('people.connect.signInTab') },
        ]}
      />
      {url === undefined && (
        <TextInput
          label={t('people.connect.address')}
          type="url"
          value={address}
          error={errorAt('address')}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={t('people.connect.email')}
        type="email"
        autoComplete="email"
        data-autofocus
        value={email}
        error={errorAt('email')}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('people.connect.password')}
        visibilityToggleButtonProps={{ 'aria-label': t('people.connect.reveal') }}
        description={mode === 'create' ? t('people.connect.passwordHint') : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete={mode === 'create' ? 'new-password' : 'current-password'}
        value={password}
        error={errorAt('password')}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy}>
        {t(mode === 'create' ? 'people.connect.create' : 'people.connect.signIn')}
      </Button>
    </form>
  );
}
