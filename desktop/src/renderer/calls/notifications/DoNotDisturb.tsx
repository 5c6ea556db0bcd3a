import { Switch } from '@mantine/core';
import { IconBell, IconBellOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/IconButton.tsx';
import { useDoNotDisturb } from './useDoNotDisturb.ts';

/** The switch, with what it does. */
export function DoNotDisturb() {
  const { t } = useTranslation();
  const [on, set] = useDoNotDisturb();
  return (
    <Switch
      label={t('calls.doNotDisturb.label')}
      description={t('calls.doNotDisturb.hint')}
      checked={on}
      onChange={(event) => set(event.currentTarget.checked)}
    />
  );
}

/** The same in the sidebar's foot, where its state can always be seen. */
export function DoNotDisturbButton() {
  const { t } = useTranslation();
  const [on, set] = useDoNotDisturb();
  return (
    <IconButton
      icon={on ? IconBellOff : IconBell}
      label={t('calls.doNotDisturb.label')}
      aria-pressed={on}
      active={on}
      onClick={() => set(!on)}
    />
  );
}
