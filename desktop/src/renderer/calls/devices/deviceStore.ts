import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

export interface Device {
  readonly id: string;
  /** As the system names it. */
  readonly label: string;
}

/** What can be chosen; empty until the person allowed a microphone or camera once. */
export interface DeviceLists {
  readonly microphones: readonly Device[];
  readonly cameras: readonly Device[];
  readonly speakers: readonly Device[];
}

export interface DeviceStore extends StoreApi<DeviceLists> {
  /** Asks again: after a permission was given, names appear without the devices changing. */
  refresh(): Promise<void>;
  /** A device that was not there before was plugged in. */
  onArrived(listener: (device: Device, kind: keyof DeviceLists) => void): () => void;
}

type Devices = Pick<MediaDevices, 'enumerateDevices' | 'addEventListener'>;

const kinds = {
  microphones: 'audioinput',
  cameras: 'videoinput',
  speakers: 'audiooutput',
} as const;

/** Chromium's names for "what the system uses", which stands for no device of its own. */
const aliases: ReadonlySet<string> = new Set(['default', 'communications']);

/** The devices of this machine, kept up to date. */
export function createDeviceStore(
  devices: Devices,
  onProblem: (error: unknown) => void,
): DeviceStore {
  const store = createStore<DeviceLists>(() => ({ microphones: [], cameras: [], speakers: [] }));
  const listeners = new Set<(device: Device, kind: keyof DeviceLists) => void>();

  const refresh = async (): Promise<void> => {
    const all = await devices.enumerateDevices();
    const before = store.getState();
    const lists = {
      microphones: listOf(all, kinds.microphones),
      cameras: listOf(all, kinds.cameras),
      speakers: listOf(all, kinds.speakers),
    };
    store.setState(lists);
    for (const kind of ['microphones', 'cameras', 'speakers'] as const) {
      // The first list is what there is, not what was plugged in.
      if (before[kind].length === 0) continue;
      for (const device of newIn(before[kind], lists[kind])) {
        for (const listener of listeners) listener(device, kind);
      }
    }
  };

  devices.addEventListener('devicechange', () => void refresh().catch(onProblem));
  refresh().catch(onProblem);
  return Object.assign(store, {
    refresh,
    onArrived: (listener: (device: Device, kind: keyof DeviceLists) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
}

function listOf(all: readonly MediaDeviceInfo[], kind: MediaDeviceKind): readonly Device[] {
  return all
    .filter((one) => one.kind === kind && one.label !== '' && !aliases.has(one.deviceId))
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

function newIn(before: readonly Device[], now: readonly Device[]): readonly Device[] {
  return now.filter(({ id }) => !before.some((known) => known.id === id));
}
