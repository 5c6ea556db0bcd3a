import { Menu } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useData, useLayout, useServices } from '../../app/AppContext.ts';
import { useUpdatePreferences } from '../../settings/useUpdatePreferences.ts';
import { fitsWindow } from '../controls/fitsWindow.ts';
import classes from './DeviceMenu.module.css';
import { useDeviceChoice } from './DeviceSelect.tsx';
import type { ChosenDevice } from './DeviceSelect.tsx';

/** Which device is used, and what is done to what it gives; beside the button that mutes it. */
export function DeviceMenu(props: {
  readonly kind: 'microphone' | 'camera';
  /** Opens the menu: a button. */
  readonly opener: ReactElement;
}) {
  const { kind, opener } = props;
  const { t } = useTranslation();
  const { layout } = useServices();
  const size = useLayout((state) => state.callSize);
  return (
    <Menu
      position={size === 'stage' ? 'top-start' : 'bottom-start'}
      width={280}
      returnFocus
      middlewares={fitsWindow}
      classNames={{ itemIndicator: classes.indicator ?? '' }}
    >
      <Menu.Target>{opener}</Menu.Target>
      <Menu.Dropdown className={classes.menu ?? ''}>
        <DeviceItems kind={kind} />
        {kind === 'microphone' && (
          <>
            <Menu.Divider />
            <DeviceItems kind="speaker" />
          </>
        )}
        <Menu.Divider />
        <TreatmentItem treatment={kind === 'microphone' ? 'noiseSuppression' : 'backgroundBlur'} />
        <Menu.Item
          leftSection={<IconSettings size={16} stroke={1.75} aria-hidden />}
          onClick={() => layout.setState({ dialog: 'settings', settingsTab: 'calls' })}
        >
          {t('calls.devices.settings')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function DeviceItems({ kind }: { readonly kind: ChosenDevice }) {
  const { t } = useTranslation();
  const { value, options, choose } = useDeviceChoice(kind);
  return (
    <>
      <Menu.Label>{t(`calls.devices.${kind}`)}</Menu.Label>
      <Menu.RadioGroup value={value} onChange={choose}>
        {options.map(({ id, label }) => (
          <Menu.RadioItem key={id} value={id}>
            {label}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}

function TreatmentItem(props: { readonly treatment: 'noiseSuppression' | 'backgroundBlur' }) {
  const { treatment } = props;
  const { t } = useTranslation();
  const on = useData(({ preferences }) => preferences[treatment]);
  const update = useUpdatePreferences();
  return (
    <Menu.CheckboxItem checked={on} onChange={(checked) => update({ [treatment]: checked })}>
      {t(`calls.devices.${treatment}`)}
    </Menu.CheckboxItem>
  );
}
