import { Radio } from '@mantine/core';
import { summaryMethodSchema } from '@confab/shared-types';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useData } from '../../app/AppContext.ts';
import { TemplateChoice } from '../../minutes/actions/TemplateChoice.tsx';
import { useUpdatePreferences } from '../useUpdatePreferences.ts';
import { EndpointSettings } from './EndpointSettings.tsx';
import classes from './Summaries.module.css';

/** How the summaries of minutes are made, and what leaves this machine for it. */
export function SummarySettings() {
  const { t } = useTranslation();
  const update = useUpdatePreferences();
  const kept = useData(({ preferences }) => preferences.summaryMethod);
  const endpoint = useData(({ preferences }) => preferences.summaryEndpoint);
  const template = useData(({ preferences }) => preferences.minutesTemplate);
  // Without an address there is nothing to be kept yet.
  const [choosing, setChoosing] = useState(false);
  const shown = choosing ? 'endpoint' : kept;
  const choose = (value: string): void => {
    const method = summaryMethodSchema.parse(value);
    const incomplete = method === 'endpoint' && endpoint === null;
    setChoosing(incomplete);
    if (!incomplete && method !== kept) update({ summaryMethod: method });
  };
  return (
    <div className={classes.settings}>
      <Radio.Group label={t('summaries.settings.method')} value={shown} onChange={choose}>
        <div className={classes.methods}>
          {summaryMethodSchema.options.map((method) => (
            <Radio
              key={method}
              value={method}
              label={t(`summaries.settings.methods.${method}`)}
              description={t(`summaries.settings.methodHints.${method}`)}
            />
          ))}
        </div>
      </Radio.Group>
      {shown === 'endpoint' && (
        <EndpointSettings endpoint={endpoint} onSaved={() => setChoosing(false)} />
      )}
      <TemplateChoice
        label={t('summaries.settings.template')}
        description={t('summaries.settings.templateHint')}
        value={template}
        onChange={(minutesTemplate) => update({ minutesTemplate })}
      />
    </div>
  );
}
