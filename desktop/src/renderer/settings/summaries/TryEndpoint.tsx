import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHub } from '../../app/AppContext.ts';
import { errorCode, errorText } from '../../app/errorText.ts';
import { StatusDot } from '../../ui/StatusDot.tsx';
import classes from './Summaries.module.css';

type Trial = 'idle' | 'trying' | 'answered' | { readonly failed: string };

/** Asks the model for one word, so that it is known before it matters whether it answers. */
export function TryEndpoint() {
  const { t } = useTranslation();
  const hub = useHub();
  const [trial, setTrial] = useState<Trial>('idle');
  const attempt = (): void => {
    setTrial('trying');
    hub.request('minutes.tryEndpoint', {}).then(
      () => setTrial('answered'),
      (error: unknown) => setTrial({ failed: explained(error) }),
    );
  };
  const explained = (error: unknown): string => {
    switch (errorCode(error)) {
      case 'unauthenticated':
      case 'no-permission':
        return t('summaries.settings.tried.key');
      case 'not-found':
        return t('summaries.settings.tried.model');
      case 'server-unreachable':
      case 'timeout':
        return t('summaries.settings.tried.unreachable');
      case 'malformed-message':
        return t('summaries.settings.tried.strange');
      default:
        return errorText(t, error);
    }
  };
  return (
    <div className={classes.trial}>
      <Button variant="default" loading={trial === 'trying'} onClick={attempt}>
        {t('summaries.settings.try')}
      </Button>
      <p className={classes.result} role="status">
        {trial === 'answered' && (
          <>
            <StatusDot tone="good" />
            {t('summaries.settings.tried.good')}
          </>
        )}
        {typeof trial === 'object' && (
          <>
            <StatusDot tone="bad" />
            {trial.failed}
          </>
        )}
      </p>
    </div>
  );
}
