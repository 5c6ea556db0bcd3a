import { Select } from '@mantine/core';
import type { SpeechModel } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';
import { useData } from '../app/AppContext.ts';
import { useUpdatePreferences } from '../settings/useUpdatePreferences.ts';
import { languageOptions } from './languageOptions.ts';

/** The language the person speaks, of those the chosen model knows. */
export function SpeechLanguage({ model }: { readonly model: SpeechModel | null }) {
  const { t, i18n } = useTranslation();
  const change = useUpdatePreferences();
  const chosen = useData(({ preferences }) => preferences.speechLanguage);
  const options = languageOptions(t, i18n.language, model, chosen);
  const detects = model !== null && model.languages.length > 1;
  const unknown =
    model !== null && !model.languages.includes(chosen) && !(detects && chosen === 'auto');
  return (
    <Select
      label={t('models.language')}
      description={t('models.languageHint')}
      data={options}
      value={chosen}
      searchable={options.length > 12}
      error={unknown && t('models.languageUnknown', { name: model.name })}
      onChange={(speechLanguage) => {
        if (speechLanguage !== null) change({ speechLanguage });
      }}
    />
  );
}
