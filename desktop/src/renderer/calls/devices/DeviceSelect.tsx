import { Select } from '@mantine/core';
import type { Icon as TablerIcon } from '@tabler/icons-react';
import { IconBell, IconMicrophone, IconVideo, IconVolume } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useData } from '../../app/AppContext.ts';
import { useUpdatePreferences } from '../../settings/useUpdatePreferences.ts';
import { useDevices } from '../CallsContext.ts';
import type { DeviceLists } from './deviceStore.ts';

export type ChosenDevice = 'microphone' | 'camera' | 'speaker' | 'ringer';

export const deviceLists = {
  microphone: 'microphones',
  camera: 'cameras',
  speaker: 'speakers',
  ringer: 'speakers',
} as const satisfies Record<ChosenDevice, keyof DeviceLists>;

const icons: Record<ChosenDevice, TablerIcon> = {
  microphone: IconMicrophone,
  camera: IconVideo,
  speaker: IconVolume,
  ringer: IconBell,
};

/** What the system uses, and everything there is; used at once and remembered. */
export function DeviceSelect(props: {
  readonly kind: ChosenDevice;
  /** Shown as a label; else only read. */
  readonly labelled?: boolean;
}) {
  const { kind, labelled = false } = props;
  const { t } = useTranslation();
  const { value, options, choose } = useDeviceChoice(kind);
  const Icon = icons[kind];
  const label = t(`calls.devices.${kind}`);
  return (
    <Select
      {...(labelled ? { label } : { 'aria-label': label })}
      leftSection={<Icon size={16} stroke={1.75} aria-hidden />}
      data={options.map((option) => ({ value: option.id, label: option.label }))}
      value={value}
      onChange={(chosen) => {
        if (chosen !== null) choose(chosen);
      }}
    />
  );
}

/** Stands for the system's choice: an empty value would be none for a select. */
const system = 'system';

/** What can be chosen of a kind, what is, and how to choose. */
export function useDeviceChoice(kind: ChosenDevice): {
  readonly value: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly choose: (value: string) => void;
} {
  const { t } = useTranslation();
  const devices = useDevices((lists) => lists[deviceLists[kind]]);
  const chosen = useData(({ preferences }) => preferences[kind]);
  const update = useUpdatePreferences();
  const none = t(kind === 'ringer' ? 'calls.devices.likeSpeaker' : 'calls.devices.system');
  const there = chosen !== null && devices.some(({ id }) => id === chosen);
  return {
    value: there ? chosen : system,
    options: [{ id: system, label: none }, ...devices],
    choose: (value) => update({ [kind]: value === system ? null : value }),
  };
}
