import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { personNameSchema } from '@confab/shared-types';
import { useHub, useServices } from './AppContext.ts';
import { errorText } from './errorText.ts';
import classes from './Onboarding.module.css';

/** Asks for a name, nothing else. */
export function Onboarding() {
  const { t } = useTranslation();
  const hub = useHub();
  const { layout } = useServices();
  const [name, setName] = useState('');
  const [error, setError] = useState<string | null>(null);
  const parsed = personNameSchema.safeParse(name);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!parsed.success) return;
    layout.setState({ focus: 'body' });
    hub.request('profile.setName', { name: parsed.data }).catch((problem: unknown) => {
      setError(errorText(t, problem));
    });
  };
  return (
    <main className={classes.screen}>
      <form className={classes.form} onSubmit={submit}>
        <img src="/icon.svg" alt="" width={40} height={40} />
        <h1 className={classes.title}>{t('onboarding.title')}</h1>
        <TextInput
          aria-label={t('onboarding.name')}
          placeholder={t('onboarding.name')}
          description={t('onboarding.hint')}
          inputWrapperOrder={['input', 'description', 'error']}
          error={error}
          size="md"
          maxLength={80}
          autoComplete="name"
          data-autofocus
          autoFocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" size="md" disabled={!parsed.success}>
          {t('onboarding.continue')}
        </Button>
      </form>
    </main>
  );
}
