import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useData, useServices } from '../../app/AppContext.ts';
import { useUpdatePreferences } from '../../settings/useUpdatePreferences.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { formatShortcut } from '../../ui/shortcut.ts';
import classes from './CallKeys.module.css';
import { callActions, callShortcuts } from './callShortcuts.ts';

/** The keys of a call, and whether single ones are wanted. */
export function CallShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { runtime } = useServices();
  return (
    <Dialog title={t('calls.shortcuts.title')} onClose={onClose} size={420}>
      <dl className={classes.list}>
        {callActions.map((action) => (
          <div key={action} className={classes.row}>
            <dt>{t(`calls.shortcuts.${action}`)}</dt>
            <dd>
              <kbd className={classes.key}>
                {action === 'talk'
                  ? t('calls.shortcuts.space')
                  : formatShortcut(callShortcuts[action], runtime.platform)}
              </kbd>
            </dd>
          </div>
        ))}
      </dl>
      <CallKeysSwitch />
    </Dialog>
  );
}

/** Turns single keys in a call on or off (WCAG 2.1.4). */
export function CallKeysSwitch() {
  const { t } = useTranslation();
  const callKeys = useData(({ preferences }) => preferences.callKeys);
  const update = useUpdatePreferences();
  return (
    <Switch
      className={classes.switch}
      checked={callKeys}
      onChange={(event) => update({ callKeys: event.currentTarget.checked })}
      label={t('calls.shortcuts.singleKeys')}
      description={t('calls.shortcuts.note')}
    />
  );
}
