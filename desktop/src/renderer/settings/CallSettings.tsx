import { Switch } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preferences } from '@confab/shared-types';
import { useData, useServices } from '../app/AppContext.ts';
import { useCallServices } from '../calls/CallsContext.ts';
import { DeviceSelect } from '../calls/devices/DeviceSelect.tsx';
import { SpeakerTest } from '../calls/devices/SpeakerTest.tsx';
import { TreatmentSwitches } from '../calls/devices/TreatmentSwitches.tsx';
import classes from './CallSettings.module.css';
import { GlobalMuteKeys } from './GlobalMuteKeys.tsx';
import { useUpdatePreferences } from './useUpdatePreferences.ts';

/** Devices and how one enters a call; a call that runs follows at once. */
export function CallSettings() {
  const { t } = useTranslation();
  const { runtime } = useServices();
  const { devices } = useCallServices();
  useEffect(() => {
    devices.refresh().catch((error: unknown) => console.error(error));
  }, [devices]);
  return (
    <div className={classes.settings}>
      <section className={classes.section}>
        <h3 className={classes.heading}>{t('calls.devices.pane.devices')}</h3>
        <p className={classes.dim}>{t('calls.devices.pane.intro')}</p>
        <DeviceSelect kind="microphone" labelled />
        <DeviceSelect kind="camera" labelled />
        <div className={classes.tested}>
          <DeviceSelect kind="speaker" labelled />
          <SpeakerTest />
        </div>
        <div className={classes.tested}>
          <DeviceSelect kind="ringer" labelled />
          <SpeakerTest use="ringer" />
        </div>
      </section>
      <section className={classes.section}>
        <h3 className={classes.heading}>{t('calls.devices.pane.picture')}</h3>
        <TreatmentSwitches className={classes.section} />
      </section>
      <section className={classes.section}>
        <h3 className={classes.heading}>{t('calls.devices.pane.entering')}</h3>
        <AskFirst />
        <PreferenceSwitch name="joinMuted" label={t('calls.devices.pane.joinMuted')} />
        <PreferenceSwitch name="joinCameraOff" label={t('calls.devices.pane.joinCameraOff')} />
      </section>
      <section className={classes.section}>
        <h3 className={classes.heading}>{t('calls.devices.pane.keys')}</h3>
        <PreferenceSwitch name="callKeys" label={t('calls.devices.pane.callKeys')} />
        <PreferenceSwitch
          name="pushToTalk"
          label={t('calls.devices.pane.pushToTalk')}
          description={t('calls.devices.pane.pushToTalkHint')}
        />
        {runtime.capabilities.globalShortcut && <GlobalMuteKeys />}
      </section>
    </div>
  );
}

function AskFirst() {
  const { t } = useTranslation();
  const skip = useData(({ preferences }) => preferences.skipPreJoin);
  const update = useUpdatePreferences();
  return (
    <Switch
      label={t('calls.devices.pane.askFirst')}
      description={t('calls.devices.pane.askFirstHint')}
      checked={!skip}
      onChange={({ currentTarget }) => update({ skipPreJoin: !currentTarget.checked })}
    />
  );
}

function PreferenceSwitch(props: {
  readonly name: keyof Pick<Preferences, 'joinMuted' | 'joinCameraOff' | 'callKeys' | 'pushToTalk'>;
  readonly label: string;
  readonly description?: string;
}) {
  const { name, label, description } = props;
  const checked = useData(({ preferences }) => preferences[name]);
  const update = useUpdatePreferences();
  return (
    <Switch
      label={label}
      description={description}
      checked={checked}
      onChange={({ currentTarget }) => update({ [name]: currentTarget.checked })}
    />
  );
}
