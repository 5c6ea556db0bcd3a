import { describe, expect, it, vi } from 'vitest';
import { createDeviceStore } from './deviceStore.ts';
import { sinkOf } from './sink.ts';

class FakeDevices extends EventTarget {
  list: MediaDeviceInfo[] = [];

  enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return Promise.resolve(this.list);
  }
  plug(...list: MediaDeviceInfo[]): void {
    this.list = list;
    this.dispatchEvent(new Event('devicechange'));
  }
}

function device(kind: MediaDeviceKind, deviceId: string, label = deviceId): MediaDeviceInfo {
  return { kind, deviceId, label, groupId: '', toJSON: () => null };
}

describe('deviceStore', () => {
  it('lists devices by kind once their names may be read, without the system’s aliases', async () => {
    const devices = new FakeDevices();
    devices.list = [device('audioinput', '', '')];
    const store = createDeviceStore(devices, () => undefined);
    await vi.waitFor(() => expect(store.getState().microphones).toEqual([]));
    devices.plug(
      device('audioinput', 'default', 'Default'),
      device('audioinput', 'headset'),
      device('audiooutput', 'headset'),
      device('videoinput', 'webcam'),
    );
    await vi.waitFor(() =>
      expect(store.getState()).toEqual({
        microphones: [{ id: 'headset', label: 'headset' }],
        speakers: [{ id: 'headset', label: 'headset' }],
        cameras: [{ id: 'webcam', label: 'webcam' }],
      }),
    );
  });

  it('tells what was plugged in, not what was there', async () => {
    const devices = new FakeDevices();
    devices.list = [device('audioinput', 'built-in')];
    const store = createDeviceStore(devices, () => undefined);
    const arrived: string[] = [];
    store.onArrived(({ id }) => arrived.push(id));
    await vi.waitFor(() => expect(store.getState().microphones).toHaveLength(1));
    devices.plug(device('audioinput', 'built-in'), device('audioinput', 'headset'));
    await vi.waitFor(() => expect(arrived).toEqual(['headset']));
    devices.plug(device('audioinput', 'built-in'));
    await vi.waitFor(() => expect(store.getState().microphones).toHaveLength(1));
    expect(arrived).toEqual(['headset']);
  });
});

describe('sinkOf', () => {
  const speakers = [
    { id: 'headset', label: 'Headset' },
    { id: 'monitor', label: 'Monitor' },
  ];

  it('plays on the chosen speaker while it is there, else where the system does', () => {
    expect(sinkOf({ speaker: 'headset', ringer: null }, 'speaker', speakers)).toBe('headset');
    expect(sinkOf({ speaker: 'gone', ringer: null }, 'speaker', speakers)).toBe('');
  });

  it('rings on its own device, else on the speaker', () => {
    const both = { speaker: 'headset', ringer: 'monitor' };
    expect(sinkOf(both, 'ringer', speakers)).toBe('monitor');
    expect(sinkOf({ ...both, ringer: 'gone' }, 'ringer', speakers)).toBe('headset');
    expect(sinkOf(both, 'speaker', speakers)).toBe('headset');
  });
});
