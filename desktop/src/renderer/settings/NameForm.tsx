import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { personNameSchema } from '@confab/shared-types';
import { useData, useHub } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import classes from './SettingsDialog.module.css';

export function NameForm() {
  const { t } = useTranslation();
  const hub = useHub();
  const current = useData(({ profile }) => profile.name ?? '');
  const [name, setName] = useState(current);
  const [error, setError] = useState<string | null>(null);
  const parsed = personNameSchema.safeParse(name);
  return (
    <form
      className={classes.name}
      onSubmit={(event) => {
        event.preventDefault();
        if (!parsed.success) return;
        setError(null);
        hub
          .request('profile.setName', { name: parsed.data })
          .catch((problem: unknown) => setError(errorText(t, problem)));
      }}
    >
      <TextInput
        label={t('settings.account.name')}
        value={name}
        maxLength={80}
        error={error}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!parsed.success || parsed.data === current}>
        {t('settings.account.saveName')}
      </Button>
    </form>
  );
}
