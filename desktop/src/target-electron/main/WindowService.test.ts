import { EventEmitter } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { FakePort } from '../fakePorts.ts';
import { windowMaker } from './fakeWindow.ts';
import { WindowService } from './WindowService.ts';

function create({ tray = false } = {}) {
  const callWindow = { windowOptions: vi.fn(), adopt: vi.fn(), close: vi.fn() };
  const onKept = vi.fn();
  const { createWindow, windows: opened, made, latest } = windowMaker();
  const windows = new WindowService({
    createWindow,
    preload: '/preload.cjs',
    icon: '/icon.png',
    background: () => '#fff',
    openOutside: vi.fn(),
    staysInTray: () => tray,
    onKept,
    onShown: vi.fn(),
    callWindow,
  });
  const close = () => {
    const preventDefault = vi.fn();
    latest().emit('close', { preventDefault });
    if (preventDefault.mock.calls.length > 0) return 'hidden';
    latest().emit('closed');
    return 'closed';
  };
  return { windows, made, opened, latest, close, callWindow, onKept };
}

describe('WindowService', () => {
  test('makes a window without any power of its own', async () => {
    const { windows, made, latest } = create();
    await windows.open({ hidden: false });
    expect(made[0]?.webPreferences).toMatchObject({
      preload: '/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
    expect(latest().loadURL).toHaveBeenCalledWith('app://confab/');
    expect(latest().show).not.toHaveBeenCalled();
    latest().emit('ready-to-show');
    expect(latest().show).toHaveBeenCalledOnce();
  });

  test('stays hidden when it was started so, until it is asked for', async () => {
    const { windows, latest } = create();
    await windows.open({ hidden: true });
    latest().emit('ready-to-show');
    expect(latest().show).not.toHaveBeenCalled();
    windows.focus();
    expect(latest().show).toHaveBeenCalledOnce();
  });

  test('hides instead of closing while a call is on, and runs at full speed', async () => {
    const { windows, latest, close } = create();
    await windows.open({ hidden: false });
    windows.setCallActive(true);
    expect(latest().webContents.setBackgroundThrottling).toHaveBeenLastCalledWith(false);
    expect(close()).toBe('hidden');
    expect(latest().hide).toHaveBeenCalledOnce();
    windows.setCallActive(false);
    expect(latest().webContents.setBackgroundThrottling).toHaveBeenLastCalledWith(true);
    expect(close()).toBe('closed');
  });

  test('hides into the tray and says so, but not when the app quits', async () => {
    const { windows, close, onKept } = create({ tray: true });
    await windows.open({ hidden: false });
    expect(close()).toBe('hidden');
    expect(onKept).toHaveBeenCalledOnce();
    windows.letGo();
    expect(close()).toBe('closed');
    expect(onKept).toHaveBeenCalledOnce();
  });

  test('tells the page when it is hidden and shown', async () => {
    const { windows, latest } = create();
    await windows.open({ hidden: true });
    const told = () => latest().webContents.send.mock.calls.map(([, shown]): unknown => shown);
    windows.messages.listen('shown');
    expect(told()).toEqual([false]);
    windows.focus();
    latest().emit('minimize');
    latest().emit('restore');
    expect(told()).toEqual([false, true, false, true]);
  });

  test.each([true, false])(
    'without a tray it comes back when what it hid for is over; with one: %s',
    async (tray) => {
      const { windows, latest, close } = create({ tray });
      await windows.open({ hidden: false });
      windows.setCallActive(true);
      const child = new EventEmitter();
      latest().webContents.emit('did-create-window', child);
      close();
      latest().isVisible.mockReturnValue(false);
      child.emit('closed');
      windows.setCallActive(false);
      expect(latest().show).toHaveBeenCalledTimes(tray ? 0 : 2);
    },
  );

  test('the call’s window goes when the page that draws in it does', async () => {
    const { windows, latest, callWindow } = create();
    await windows.open({ hidden: false });
    const child = new EventEmitter();
    latest().webContents.emit('did-create-window', child);
    expect(callWindow.adopt).toHaveBeenCalledExactlyOnceWith(child);
    latest().webContents.emit('did-navigate');
    expect(callWindow.close).toHaveBeenCalledOnce();
  });

  test('comes back where it was closed', async () => {
    const { windows, opened, close } = create();
    await windows.open({ hidden: false });
    close();
    windows.focus();
    expect(opened).toHaveLength(2);
  });

  test('asks for attention where it may not raise itself', async () => {
    const { windows, latest } = create();
    await windows.open({ hidden: false });
    latest().isFocused.mockReturnValue(false);
    latest().isMinimized.mockReturnValue(true);
    windows.focus();
    expect(latest().restore).toHaveBeenCalledOnce();
    expect(latest().flashFrame).toHaveBeenCalledWith(true);
  });

  test('hands a port to the page, and closes it when there is none', async () => {
    const { windows, latest, close } = create();
    await windows.open({ hidden: false });
    const { port1 } = FakePort.pair();
    windows.handOver(port1, 7);
    expect(latest().webContents.postMessage).toHaveBeenCalledWith('hub-port', { id: 7 }, [port1]);
    close();
    const { port1: late, port2 } = FakePort.pair();
    const closed = new Promise((resolve) => port2.once('close', () => resolve('closed')));
    windows.handOver(late, 8);
    expect(await closed).toBe('closed');
  });

  test('keeps messages for a page that is loading', async () => {
    const { windows, latest } = create();
    await windows.open({ hidden: false });
    windows.messages.listen('command');
    latest().webContents.emit('did-start-loading');
    windows.messages.post('command', { type: 'leave-call' });
    expect(latest().webContents.send).not.toHaveBeenCalled();
    windows.messages.listen('command');
    expect(latest().webContents.send).toHaveBeenCalledWith('command', { type: 'leave-call' });
  });
});
