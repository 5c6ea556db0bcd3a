import { describe, expect, test } from 'vitest';
import { framePortContract } from '../shell/framePortContract.ts';
import { runtimeContract } from '../shell/runtimeContract.ts';
import { ElectronRuntime } from './ElectronRuntime.ts';
import { MessagePortFrames } from './MessagePortFrames.ts';
import type { ShellBridge } from './ShellBridge.ts';

function fakeShell() {
  const opened: string[] = [];
  const notices: ((clicked: boolean) => void)[] = [];
  const closers = new Map<string, () => void>();
  const arrivals = new EventTarget();
  const callWindow = { closed: false };
  const state = { call: false, hub: true, autostart: false, badge: 0 };
  const shown = new Set<(shown: boolean) => void>();
  const ports: MessagePort[] = [];
  const handOver = (data: unknown) => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1);
    arrivals.dispatchEvent(Object.assign(new Event('message'), { data, ports: [port2] }));
  };
  const done = () => Promise.resolve();
  const bridge: ShellBridge = {
    platform: 'linux',
    systemAudio: false,
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
    setCall: (call) => Promise.resolve(void (state.call = call !== null)),
    autostart: () => Promise.resolve(state.autostart),
    setAutostart: (on) => Promise.resolve(void (state.autostart = on)),
    setMuteShortcut: () => Promise.resolve(true),
    setBadge: (count) => Promise.resolve(void (state.badge = count)),
    onShown: (listener) => {
      shown.add(listener);
      return () => shown.delete(listener);
    },
    setTheme: done,
    setLanguage: done,
    focusWindow: done,
    notify: ({ tag }) =>
      new Promise((resolve) => {
        notices.push(resolve);
        closers.set(tag, () => resolve(false));
      }),
    closeNotice: (tag) => Promise.resolve(closers.get(tag)?.()),
    onDeepLink: () => () => undefined,
    onCommand: () => () => undefined,
  };
  const page = Object.assign(arrivals, {
    open: (url: string, target: string) =>
      callWindow.closed || url !== 'about:blank' || target !== 'confab-mini-call'
        ? null
        : callWindow,
  });
  const runtime = new ElectronRuntime(bridge, page as unknown as Window);
  return { runtime, opened, notices, state, ports, shown, callWindow, bridge };
}

runtimeContract('Electron', () => {
  const { runtime, opened, notices, state, shown, callWindow } = fakeShell();
  return {
    runtime,
    opened,
    closingIsGuarded: () => state.call,
    noticeShows: () => Promise.resolve(expect(notices).toHaveLength(1)),
    answerNotice: (clicked) => Promise.resolve(notices[0]?.(clicked)),
    removeHub: () => (state.hub = false),
    setShown: (is) => shown.forEach((listener) => listener(is)),
    refuseCallWindow: () => (callWindow.closed = true),
    badge: () => state.badge,
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
  test('says by code that starting with the computer was refused', async () => {
    const { runtime, bridge } = fakeShell();
    bridge.setAutostart = () => Promise.reject(new Error('read-only file system'));
    await expect(runtime.setAutostart(true)).rejects.toMatchObject({ code: 'autostart-failed' });
  });

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
