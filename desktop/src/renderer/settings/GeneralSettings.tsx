import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { preferencesSchema } from '@confab/shared-types';
import type { Preferences } from '@confab/shared-types';
import { useData } from '../app/AppContext.ts';
import classes from './SettingsDialog.module.css';
import { useUpdatePreferences } from './useUpdatePreferences.ts';

const languages = preferencesSchema.shape.language.options;
const themes = preferencesSchema.shape.theme.options;

/** Language and theme; both change the window at once. */
export function GeneralSettings() {
  const { t } = useTranslation();
  const language = useData(({ preferences }) => preferences.language);
  const theme = useData(({ preferences }) => preferences.theme);
  const update = useUpdatePreferences();
  return (
    <div className={classes.rows}>
      <div className={classes.row}>
        <span id="settings-language">{t('settings.language.label')}</span>
        <SegmentedControl<Preferences['language']>
          aria-labelledby="settings-language"
          value={language}
          onChange={(chosen) => update({ language: chosen })}
          data={languages.map((value) => ({ value, label: t(`settings.language.${value}`) }))}
        />
      </div>
      <div className={classes.row}>
        <span id="settings-theme">{t('settings.theme.label')}</span>
        <SegmentedControl<Preferences['theme']>
          aria-labelledby="settings-theme"
          value={theme}
          onChange={(chosen) => update({ theme: chosen })}
          data={themes.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
        />
      </div>
    </div>
  );
}
