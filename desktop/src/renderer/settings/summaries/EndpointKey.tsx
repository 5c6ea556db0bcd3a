import { Button, PasswordInput } from '@mantine/core';
import type { SummaryKey } from '@confab/shared-types';
import { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useHub } from '../../app/AppContext.ts';
import { errorText } from '../../app/errorText.ts';
import classes from './Summaries.module.css';

/** The key of the endpoint: it is never shown again, and how it is kept is said. */
export function EndpointKey() {
  const { t } = useTranslation();
  const hub = useHub();
  const [key, setKey] = useState<SummaryKey | null>(null);
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    hub.request('minutes.endpointKey', {}).then(setKey, (problem: unknown) => {
      setError(errorText(t, problem));
    });
  }, [hub, t]);
  const put = (value: string | null): void => {
    setError(null);
    hub.request('minutes.setEndpointKey', { key: value }).then(
      (now) => {
        setKey(now);
        setTyped('');
      },
      (problem: unknown) => setError(errorText(t, problem)),
    );
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim() !== '') put(typed.trim());
  };
  if (key === null) {
    return error === null ? null : <p className={classes.error}>{error}</p>;
  }
  const protection = t(`summaries.settings.protection.${key.protection}`);
  if (key.set) {
    return (
      <div className={classes.key}>
        <div className={classes.keyWords}>
          <span>{t('summaries.settings.keySet')}</span>
          <span className={classes.dim}>{protection}</span>
          {error !== null && <span className={classes.error}>{error}</span>}
        </div>
        <Button variant="default" onClick={() => put(null)}>
          {t('summaries.settings.forgetKey')}
        </Button>
      </div>
    );
  }
  return (
    <form className={classes.row} onSubmit={submit}>
      <PasswordInput
        className={classes.field ?? ''}
        label={t('summaries.settings.key')}
        description={protection}
        value={typed}
        error={error}
        autoComplete="off"
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={typed.trim() === ''}>
        {t('summaries.settings.setKey')}
      </Button>
    </form>
  );
}
