import { Select } from '@mantine/core';
import type { SpeechModel } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';
import { useData } from '../app/AppContext.ts';
import { useUpdatePreferences } from '../settings/useUpdatePreferences.ts';

const withoutModel: readonly string[] = ['en', 'ko'];
/** A model of several languages hears by itself which one is spoken. */
const detected = 'auto';

/** The language the person speaks, of those the chosen model knows. */
export function SpeechLanguage({ model }: { readonly model: SpeechModel | null }) {
  const { t, i18n } = useTranslation();
  const change = useUpdatePreferences();
  const chosen = useData(({ preferences }) => preferences.speechLanguage);
  const spoken = model?.languages ?? withoutModel;
  const known = spoken.length > 1 ? [detected, ...spoken] : spoken;
  const unknown = model !== null && !known.includes(chosen);
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const labelOf = (value: string): string =>
    value === detected ? t('models.languageDetected') : (names.of(value) ?? value);
  const options = (known.includes(chosen) ? known : [chosen, ...known])
    .map((value) => ({ value, label: labelOf(value) }))
    .toSorted(
      (a, b) =>
        Number(b.value === detected) - Number(a.value === detected) ||
        a.label.localeCompare(b.label, i18n.language),
    );
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
