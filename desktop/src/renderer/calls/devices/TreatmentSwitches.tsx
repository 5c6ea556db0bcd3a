import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useData } from '../../app/AppContext.ts';
import { useUpdatePreferences } from '../../settings/useUpdatePreferences.ts';

/** What is done to picture and voice before they leave this machine. */
export function TreatmentSwitches({ className }: { readonly className: string | undefined }) {
  const { t } = useTranslation();
  const { backgroundBlur, noiseSuppression } = useData(({ preferences }) => preferences);
  const update = useUpdatePreferences();
  return (
    <div className={className}>
      <Switch
        label={t('calls.devices.backgroundBlur')}
        checked={backgroundBlur}
        onChange={({ currentTarget }) => update({ backgroundBlur: currentTarget.checked })}
      />
      <Switch
        label={t('calls.devices.noiseSuppression')}
        checked={noiseSuppression}
        onChange={({ currentTarget }) => update({ noiseSuppression: currentTarget.checked })}
      />
    </div>
  );
}
