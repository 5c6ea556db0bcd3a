import { Button, Input } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useData, useServices } from '../app/AppContext.ts';
import { useCalls } from '../calls/CallsContext.ts';
import { acceleratorOf } from './acceleratorOf.ts';
import classes from './CallSettings.module.css';
import { useUpdatePreferences } from './useUpdatePreferences.ts';

/** The keys that mute from any program: chosen by pressing them. */
export function GlobalMuteKeys() {
  const { t } = useTranslation();
  const chosen = useData(({ preferences }) => preferences.globalMuteShortcut);
  const update = useUpdatePreferences();
  const [recording, setRecording] = useState(false);
  const [taken, setTaken] = useState(false);
  const isFree = useIsFree(chosen);
  const record = async (accelerator: string): Promise<void> => {
    setRecording(false);
    const free = await isFree(accelerator);
    setTaken(!free);
    if (free) update({ globalMuteShortcut: accelerator });
  };
  useRecorder(recording, (accelerator) => {
    if (accelerator === null) return setRecording(false);
    record(accelerator).catch((error: unknown) => console.error(error));
  });
  const start = (): void => {
    setTaken(false);
    setRecording(true);
  };
  const none = chosen ?? t('calls.devices.pane.globalMuteNone');
  return (
    <Input.Wrapper
      label={t('calls.devices.pane.globalMute')}
      description={t('calls.devices.pane.globalMuteHint')}
    >
      <div className={classes.keys}>
        <span className={classes.recorded} role="status">
          {recording ? t('calls.devices.pane.globalMuteRecord') : none}
        </span>
        <Button variant="default" onClick={recording ? () => setRecording(false) : start}>
          {t(recording ? 'calls.devices.pane.cancel' : 'calls.devices.pane.choose')}
        </Button>
        {chosen !== null && !recording && (
          <Button
            variant="subtle"
            color="gray"
            onClick={() => update({ globalMuteShortcut: null })}
          >
            {t('calls.devices.pane.clear')}
          </Button>
        )}
      </div>
      {taken && (
        <p className={classes.error} role="alert">
          {t('calls.devices.pane.globalMuteTaken')}
        </p>
      )}
    </Input.Wrapper>
  );
}

/** Takes the keys for a moment: only so the system tells whether another program has them. */
function useIsFree(chosen: string | null): (accelerator: string) => Promise<boolean> {
  const { runtime } = useServices();
  const inCall = useCalls((state) => state.session !== null);
  return async (accelerator) => {
    const free = await runtime.setGlobalMuteShortcut(accelerator);
    await runtime.setGlobalMuteShortcut(inCall ? chosen : null);
    return free;
  };
}

/** Hears the next key with modifiers; null: Esc, which chooses none. */
function useRecorder(recording: boolean, heard: (accelerator: string | null) => void): void {
  const onHeard = useEffectEvent(heard);
  useEffect(() => {
    if (!recording) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Tab') return;
      event.preventDefault();
      event.stopPropagation();
      const accelerator = event.key === 'Escape' ? null : acceleratorOf(event);
      if (accelerator !== null || event.key === 'Escape') onHeard(accelerator);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [recording]);
}
