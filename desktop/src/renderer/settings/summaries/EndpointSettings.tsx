import { Button, TextInput } from '@mantine/core';
import { summaryEndpointSchema } from '@confab/shared-types';
import type { SummaryEndpoint } from '@confab/shared-types';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useHub } from '../../app/AppContext.ts';
import { errorText } from '../../app/errorText.ts';
import { endpointHost } from '../../minutes/actions/endpointHost.ts';
import { SentNote } from '../../minutes/actions/SentNote.tsx';
import { EndpointKey } from './EndpointKey.tsx';
import classes from './Summaries.module.css';
import { TryEndpoint } from './TryEndpoint.tsx';

/** Where a model server on this machine usually is. */
const localServer = 'http://localhost:11434/v1';

/** Which model writes the summaries, where, and that the transcript is sent there. */
export function EndpointSettings(props: {
  /** Null: none is set up. */
  readonly endpoint: SummaryEndpoint | null;
  readonly onSaved: () => void;
}) {
  const { endpoint, onSaved } = props;
  const { t } = useTranslation();
  const hub = useHub();
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [model, setModel] = useState(endpoint?.model ?? '');
  const [error, setError] = useState<string | null>(null);
  const parsed = summaryEndpointSchema.safeParse({ url: url.trim(), model }).data;
  const goesTo = endpointHost(url.trim());
  const saved =
    endpoint !== null && parsed?.url === endpoint.url && parsed.model === endpoint.model;
  const save = async (summaryEndpoint: SummaryEndpoint): Promise<void> => {
    // A key is for who gave it: another machine does not get it.
    if (endpoint !== null && new URL(endpoint.url).origin !== new URL(summaryEndpoint.url).origin) {
      await hub.request('minutes.setEndpointKey', { key: null });
    }
    await hub.request('preferences.update', { summaryMethod: 'endpoint', summaryEndpoint });
    onSaved();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setError(parsed === undefined ? t('summaries.settings.refused') : null);
    if (parsed === undefined) return;
    save(parsed).catch((problem: unknown) => setError(errorText(t, problem)));
  };
  return (
    <section className={classes.endpoint} aria-label={t('summaries.settings.methods.endpoint')}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t('summaries.settings.address')}
          description={t('summaries.settings.addressHint')}
          placeholder={localServer}
          value={url}
          spellCheck={false}
          error={error}
          onChange={({ currentTarget }) => setUrl(currentTarget.value)}
        />
        <TextInput
          label={t('summaries.settings.model')}
          value={model}
          spellCheck={false}
          onChange={({ currentTarget }) => setModel(currentTarget.value)}
        />
        {goesTo !== null && (
          <SentNote warn={!goesTo.here}>
            {t(goesTo.here ? 'summaries.settings.staysHere' : 'summaries.settings.leaves', {
              host: goesTo.host,
            })}
          </SentNote>
        )}
        {!saved && (
          <div className={classes.buttons}>
            <Button type="submit">{t('summaries.settings.use')}</Button>
          </div>
        )}
      </form>
      {saved && <TryEndpoint key={`${endpoint.url} ${endpoint.model}`} />}
      {saved && <EndpointKey key={endpoint.url} />}
    </section>
  );
}
