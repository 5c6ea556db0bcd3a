import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SpeechSettings } from '../models/SpeechSettings.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useLayout } from '../app/AppContext.ts';
import { AccountSettings } from './AccountSettings.tsx';
import { CallSettings } from './CallSettings.tsx';
import { DataSettings } from './DataSettings.tsx';
import { GeneralSettings } from './GeneralSettings.tsx';
import classes from './SettingsDialog.module.css';
import { SummarySettings } from './summaries/SummarySettings.tsx';

export default function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const tab = useLayout((layout) => layout.settingsTab);
  return (
    <Dialog title={t('settings.title')} onClose={onClose} size={560}>
      <Tabs
        defaultValue={tab ?? 'general'}
        classNames={{ panel: classes.panel ?? '', tab: classes.tab ?? '' }}
      >
        <Tabs.List>
          <Tabs.Tab value="general" data-autofocus>
            {t('settings.tabs.general')}
          </Tabs.Tab>
          <Tabs.Tab value="calls">{t('settings.tabs.calls')}</Tabs.Tab>
          <Tabs.Tab value="account">{t('settings.tabs.account')}</Tabs.Tab>
          <Tabs.Tab value="data">{t('settings.tabs.data')}</Tabs.Tab>
          <Tabs.Tab value="speech">{t('settings.tabs.speech')}</Tabs.Tab>
          <Tabs.Tab value="summaries">{t('summaries.settings.tab')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="general">
          <GeneralSettings />
        </Tabs.Panel>
        <Tabs.Panel value="calls">
          <CallSettings />
        </Tabs.Panel>
        <Tabs.Panel value="account">
          <AccountSettings />
        </Tabs.Panel>
        <Tabs.Panel value="data">
          <DataSettings />
        </Tabs.Panel>
        <Tabs.Panel value="speech">
          <SpeechSettings />
        </Tabs.Panel>
        <Tabs.Panel value="summaries">
          <SummarySettings />
        </Tabs.Panel>
      </Tabs>
    </Dialog>
  );
}
