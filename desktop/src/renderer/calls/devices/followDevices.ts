import type { AppServices } from '../../app/AppContext.ts';
import { i18n } from '../../i18n.ts';
import type { CallServices } from '../CallsContext.ts';
import type { MediaChoices } from './ownMediaState.ts';

const choices = ['microphone', 'camera', 'backgroundBlur', 'noiseSuppression'] as const;

/** What is chosen in settings or a menu is used at once by whatever has devices open. */
export function followDevices(
  { app, toasts }: Pick<AppServices, 'app' | 'toasts'>,
  { calls, prejoin, devices }: Pick<CallServices, 'calls' | 'prejoin' | 'devices'>,
): void {
  const inUse = () => [prejoin.getState().shown?.own, calls.getState().session?.own];
  const apply = (change: Partial<MediaChoices>): void => {
    for (const own of inUse()) own?.apply(change);
  };

  app.subscribe(({ data }, before) => {
    if (data === null || before.data === null || data === before.data) return;
    const { preferences } = data;
    const old = before.data.preferences;
    const changed = choices.filter((key) => preferences[key] !== old[key]);
    if (changed.length === 0) return;
    apply(Object.fromEntries(changed.map((key) => [key, preferences[key]])));
  });

  // Whoever plugs it in again may have got used to the other one: it is offered, not taken.
  devices.onArrived((device, kind) => {
    if (kind === 'speakers') return;
    const one = kind === 'microphones' ? 'microphone' : 'camera';
    const remembered = app.getState().data?.preferences[one];
    const elsewhere = inUse().some((own) => own !== undefined && own.usedDevice(one) !== device.id);
    if (remembered !== device.id || !elsewhere) return;
    toasts.show({
      cause: 'device-returned',
      text: i18n.t('calls.devices.returned', { name: device.label }),
      action: {
        label: i18n.t('calls.devices.useAgain'),
        run: () => apply({ [one]: device.id }),
      },
    });
  });
}
