import { EventEmitter } from 'node:events';
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { FakePort } from '../fakePorts.ts';
import { WindowService } from './WindowService.ts';

function fakeWindow() {
  const webContents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: vi.fn(),
    setBackgroundThrottling: vi.fn(),
    send: vi.fn(),
    postMessage: vi.fn(),
  });
  return Object.assign(new EventEmitter(), {
    webContents,
    show: vi.fn(),
    hide: vi.fn(),
    focus: vi.fn(),
    restore: vi.fn(),
    flashFrame: vi.fn(),
    isMinimized: vi.fn(() => false),
    isFocused: vi.fn(() => true),
    loadURL: vi.fn(() => Promise.resolve()),
    setBackgroundColor: vi.fn(),
  });
}

function create({ tray = false } = {}) {
  const made: BrowserWindowConstructorOptions[] = [];
  const opened: ReturnType<typeof fakeWindow>[] = [];
  const windows = new WindowService({
    createWindow: (options) => {
      made.push(options);
      const window = fakeWindow();
      opened.push(window);
      return window as unknown as BrowserWindow;
    },
    preload: '/preload.cjs',
    icon: '/icon.png',
    background: () => '#fff',
    openOutside: vi.fn(),
    staysInTray: () => tray,
  });
  const latest = () => {
    const window = opened.at(-1);
    if (window === undefined) throw new Error('no window was opened');
    return window;
  };
  const close = () => {
    const preventDefault = vi.fn();
    latest().emit('close', { preventDefault });
    if (preventDefault.mock.calls.length > 0) return 'hidden';
    latest().emit('closed');
    return 'closed';
  };
  return { windows, made, opened, latest, close };
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

  test('hides into the tray, but not when the app quits', async () => {
    const { windows, close } = create({ tray: true });
    await windows.open({ hidden: false });
    expect(close()).toBe('hidden');
    windows.letGo();
    expect(close()).toBe('closed');
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
