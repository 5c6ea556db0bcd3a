import { EventEmitter } from 'node:events';
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { vi } from 'vitest';

/** A window without a system behind it, as the services of windows use one. */
export function fakeWindow() {
  const webContents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: vi.fn<(handler: () => unknown) => void>(),
    setBackgroundThrottling: vi.fn(),
    send: vi.fn<(channel: string, payload: unknown) => void>(),
    postMessage: vi.fn(),
  });
  const state = { destroyed: false };
  const window = Object.assign(new EventEmitter(), {
    webContents,
    show: vi.fn(() => window.emit('show')),
    hide: vi.fn(() => window.emit('hide')),
    focus: vi.fn(),
    restore: vi.fn(),
    isMinimized: vi.fn(() => false),
    isFocused: vi.fn(() => true),
    isVisible: vi.fn(() => true),
    setBackgroundColor: vi.fn(),
    showInactive: vi.fn(),
    flashFrame: vi.fn(),
    setAlwaysOnTop: vi.fn(),
    setVisibleOnAllWorkspaces: vi.fn(),
    getBounds: vi.fn(() => ({ x: 0, y: 0, width: 360, height: 240 })),
    loadURL: vi.fn<(url: string) => Promise<void>>(() => Promise.resolve()),
    isDestroyed: () => state.destroyed,
    close: vi.fn(() => window.emit('close')),
    destroy: vi.fn(() => {
      state.destroyed = true;
      window.emit('closed');
    }),
  });
  const goTo = (url: string) => {
    const preventDefault = vi.fn();
    webContents.emit('will-navigate', { url, preventDefault });
    return preventDefault.mock.calls.length === 0;
  };
  const press = (key: string) => {
    webContents.emit('before-input-event', { preventDefault: vi.fn() }, { type: 'keyDown', key });
  };
  return Object.assign(window, { goTo, press });
}

export type FakeWindow = ReturnType<typeof fakeWindow>;

/** Makes fake windows and keeps them with what they were made of. */
export function windowMaker() {
  const windows: FakeWindow[] = [];
  const made: BrowserWindowConstructorOptions[] = [];
  const createWindow = (options: BrowserWindowConstructorOptions): BrowserWindow => {
    const window = fakeWindow();
    windows.push(window);
    made.push(options);
    return window as unknown as BrowserWindow;
  };
  const latest = (): FakeWindow => {
    const window = windows.at(-1);
    if (window === undefined) throw new Error('no window was made');
    return window;
  };
  return { createWindow, windows, made, latest };
}
