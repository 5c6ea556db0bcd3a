import { Button, Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useData, useServices } from '../app/AppContext.ts';
import { Backups } from './Backups.tsx';
import classes from './SettingsDialog.module.css';
import { useUpdatePreferences } from './useUpdatePreferences.ts';

/** Moving in and out, backups, and what the app asks the network for. */
export function DataSettings() {
  const { t } = useTranslation();
  const { layout } = useServices();
  const linkPreviews = useData(({ preferences }) => preferences.linkPreviews);
  const update = useUpdatePreferences();
  return (
    <div className={classes.rows}>
      <div className={classes.row}>
        <span>{t('exchange.settings.move')}</span>
        <span className={classes.buttons}>
          <Button
            variant="default"
            size="xs"
            onClick={() => layout.setState({ dialog: 'import', dialogPage: null })}
          >
            {t('exchange.import.title')}
          </Button>
          <Button
            variant="default"
            size="xs"
            onClick={() => layout.setState({ dialog: 'export', dialogPage: null })}
          >
            {t('exchange.export.titleAll')}
          </Button>
        </span>
      </div>
      <Backups />
      <Checkbox
        label={t('exchange.settings.linkPreviews')}
        description={t('exchange.settings.linkPreviewsHint')}
        checked={linkPreviews}
        onChange={(event) => update({ linkPreviews: event.currentTarget.checked })}
      />
    </div>
  );
}
