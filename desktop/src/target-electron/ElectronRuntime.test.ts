import { describe, expect, test } from 'vitest';
import { framePortContract } from '../shell/framePortContract.ts';
import { runtimeContract } from '../shell/runtimeContract.ts';
import { ElectronRuntime } from './ElectronRuntime.ts';
import { MessagePortFrames } from './MessagePortFrames.ts';
import type { ShellBridge } from './ShellBridge.ts';

function fakeShell() {
  const opened: string[] = [];
  const notices: ((clicked: boolean) => void)[] = [];
  const arrivals = new EventTarget();
  const state = { call: false, hub: true };
  const ports: MessagePort[] = [];
  const handOver = (data: unknown) => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1);
    arrivals.dispatchEvent(Object.assign(new Event('message'), { data, ports: [port2] }));
  };
  const done = () => Promise.resolve();
  const bridge: ShellBridge = {
    platform: 'linux',
    connectHub: (id) => {
      if (!state.hub) return Promise.reject(new Error('the hub is starting'));
      queueMicrotask(() => {
        handOver({ type: 'something else', id });
        handOver({ type: 'confab-hub-port', id: id + 1 });
        handOver({ type: 'confab-hub-port', id });
      });
      return Promise.resolve();
    },
    openExternal: (url) => Promise.resolve(void opened.push(url)),
    pickFolder: () => Promise.resolve('/chosen'),
    setCallActive: (active) => Promise.resolve(void (state.call = active)),
    setTheme: done,
    setLanguage: done,
    focusWindow: done,
    notify: () => new Promise((resolve) => notices.push(resolve)),
    onDeepLink: () => () => undefined,
    onCommand: () => () => undefined,
  };
  const runtime = new ElectronRuntime(bridge, arrivals as unknown as Window);
  return { runtime, opened, notices, state, ports };
}

runtimeContract('Electron', () => {
  const { runtime, opened, notices, state } = fakeShell();
  return {
    runtime,
    opened,
    closingIsGuarded: () => state.call,
    answerNotice: (clicked) => Promise.resolve(notices[0]?.(clicked)),
    removeHub: () => (state.hub = false),
  };
});

framePortContract('MessagePort, page side', () => {
  const { port1, port2 } = new MessageChannel();
  return Promise.resolve({
    here: new MessagePortFrames(port1),
    there: new MessagePortFrames(port2),
    dispose: () => Promise.resolve(port1.close()),
  });
});

describe('ElectronRuntime', () => {
  test('takes the port that answers its own question', async () => {
    const { runtime, ports } = fakeShell();
    const port = await runtime.connectHub();
    const received = new Promise<Uint8Array>((resolve) => port.onFrame(resolve));
    expect(ports).toHaveLength(3);
    ports[0]?.postMessage(new Uint8Array([1]));
    ports[1]?.postMessage(new Uint8Array([2]));
    ports[2]?.postMessage(new Uint8Array([3]));
    expect(await received).toEqual(new Uint8Array([3]));
    for (const each of ports) each.close();
  });
});
