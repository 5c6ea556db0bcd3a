import type { BrowserWindow, Rectangle } from 'electron';
import { expect, test, vi } from 'vitest';
import { CallWindow } from './CallWindow.ts';
import { fakeWindow } from './fakeWindow.ts';

function create(left: Rectangle | null = null) {
  const remember = vi.fn();
  const callWindow = new CallWindow({
    memory: { get: () => ({ callWindow: left }), remember },
    workAreas: () => [
      { x: 0, y: 25, width: 1440, height: 875 },
      { x: 1440, y: 0, width: 1920, height: 1080 },
    ],
    icon: '/icon.png',
  });
  return { callWindow, remember };
}

test('is small, over all others, and has no power of its own', () => {
  const options = create().callWindow.windowOptions();
  expect(options).toMatchObject({
    alwaysOnTop: true,
    skipTaskbar: true,
    minWidth: 320,
    minHeight: 200,
  });
  expect(options.webPreferences).toMatchObject({ sandbox: true, nodeIntegration: false });
  expect(options.webPreferences).not.toHaveProperty('preload');
});

test('comes back where it was left, while that is on a display', () => {
  const second = { x: 2000, y: 400, width: 500, height: 300 };
  expect(create(second).callWindow.windowOptions()).toMatchObject(second);
  const gone = { ...second, x: 5000 };
  const fresh = create().callWindow.windowOptions();
  expect(fresh).toMatchObject({ x: 1440 - 360 - 24, y: 25 + 875 - 240 - 24 });
  expect(create(gone).callWindow.windowOptions()).toEqual(fresh);
});

test('goes nowhere, opens nothing and embeds nothing', () => {
  const window = fakeWindow();
  create().callWindow.adopt(window as unknown as BrowserWindow);
  expect(window.webContents.setWindowOpenHandler.mock.calls[0]?.[0]()).toEqual({ action: 'deny' });
  expect(window.goTo('app://confab/')).toBe(false);
  const preventDefault = vi.fn();
  for (const event of ['will-redirect', 'will-frame-navigate', 'will-attach-webview']) {
    window.webContents.emit(event, { preventDefault });
  }
  expect(preventDefault).toHaveBeenCalledTimes(3);
  expect(window.setVisibleOnAllWorkspaces.mock.calls[0]?.[0]).toBe(true);
});

test('remembers where it was closed, and closes once', () => {
  const { callWindow, remember } = create();
  const window = fakeWindow();
  callWindow.adopt(window as unknown as BrowserWindow);
  window.getBounds.mockReturnValue({ x: 7, y: 30, width: 400, height: 250 });
  callWindow.close();
  expect(remember).toHaveBeenCalledWith({
    callWindow: { x: 7, y: 30, width: 400, height: 250 },
  });
  window.emit('closed');
  callWindow.close();
  expect(window.close).toHaveBeenCalledOnce();
});
