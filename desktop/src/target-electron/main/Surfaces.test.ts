import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { exampleRing, exampleTray } from '../../shell/hostContract.ts';
import { windowMaker } from './fakeWindow.ts';
import { Surfaces } from './Surfaces.ts';

const call = { title: 'Plan', startedAt: 0, microphone: 'on', camera: 'off' } as const;

type Item = Electron.MenuItemConstructorOptions;

/** Electron as far as the surfaces reach, without a system behind it. */
function fakeElectron() {
  const { createWindow, windows } = windowMaker();
  const notices: string[] = [];
  const seen = { menu: [] as Item[], held: new Set<string>(), awake: new Set<number>() };

  class Notification extends EventEmitter {
    static isSupported = () => true;
    readonly show = vi.fn();
    readonly close = vi.fn();
    constructor({ title }: { title: string }) {
      super();
      notices.push(title);
    }
  }
  class Tray extends EventEmitter {
    readonly setContextMenu = (menu: Item[]) => void (seen.menu = menu);
    readonly setToolTip = vi.fn();
    readonly setImage = vi.fn();
    readonly setTitle = vi.fn();
    readonly destroy = vi.fn();
  }
  const display = { workArea: { x: 0, y: 0, width: 1440, height: 900 } };
  const electron = {
    app: { getPreferredSystemLanguages: () => ['en'], setBadgeCount: vi.fn(), quit: vi.fn() },
    powerSaveBlocker: {
      start: () => seen.awake.add(1) && 1,
      stop: (id: number) => seen.awake.delete(id),
    },
    nativeTheme: Object.assign(new EventEmitter(), { shouldUseDarkColors: false }),
    Notification,
    Tray,
    Menu: { setApplicationMenu: vi.fn(), buildFromTemplate: (items: Item[]) => items },
    BrowserWindow: function BrowserWindow(options: Electron.BrowserWindowConstructorOptions) {
      return createWindow(options);
    },
    screen: {
      getAllDisplays: () => [display],
      getCursorScreenPoint: () => ({ x: 0, y: 0 }),
      getDisplayNearestPoint: () => display,
    },
    globalShortcut: {
      register: (accelerator: string) => Boolean(seen.held.add(accelerator)),
      unregister: (accelerator: string) => void seen.held.delete(accelerator),
    },
    shell: { openExternal: vi.fn() },
    nativeImage: {},
  };
  return { electron: electron as unknown as typeof Electron, seen, notices, windows };
}

function create(autostart = { read: () => Promise.resolve(false), set: () => Promise.resolve() }) {
  const { electron, seen, notices, windows } = fakeElectron();
  const kept = { toldOfTray: false, callWindow: null };
  const surfaces = new Surfaces({
    electron,
    folder: '/app',
    memory: {
      get: () => kept,
      remember: (change) => Promise.resolve(void Object.assign(kept, change)),
    },
    autostart,
    log: vi.fn(),
  });
  const labels = () => seen.menu.map(({ label }) => label);
  const press = (label: string, items = seen.menu) => {
    const click = items.find((item) => item.label === label)?.click as (() => void) | undefined;
    if (click === undefined) throw new Error(`no item ${label}`);
    click();
  };
  return { surfaces, seen, notices, windows, labels, press };
}

describe('Surfaces', () => {
  test('a call is in the tray, and the machine stays awake for it', () => {
    const { surfaces, seen, labels } = create();
    surfaces.start();
    surfaces.setCall(call);
    expect(labels()).toContain('Leave call');
    expect(seen.awake.size).toBe(1);
    surfaces.setCall(null);
    expect(labels()).not.toContain('Leave call');
    expect(seen.awake.size).toBe(0);
  });

  test('a closed window is hidden, and why is said once', async () => {
    const { surfaces, notices, windows } = create();
    surfaces.start();
    await surfaces.windows.open({ hidden: false });
    windows[0]?.emit('close', { preventDefault: vi.fn() });
    windows[0]?.emit('close', { preventDefault: vi.fn() });
    expect(windows[0]?.hide).toHaveBeenCalledTimes(2);
    expect(notices).toEqual(['Confab keeps running']);
  });

  test('what is to be seen in the window brings it forward, the rest leaves it', async () => {
    const { surfaces, seen, windows, press } = create();
    surfaces.start();
    await surfaces.windows.open({ hidden: true });
    surfaces.tray.update(exampleTray);
    surfaces.windows.messages.listen('command');
    const sent = () => windows[0]?.webContents.send.mock.lastCall?.[1];
    press('Do not disturb');
    expect(sent()).toEqual({ type: 'set-do-not-disturb', on: true });
    expect(windows[0]?.show).not.toHaveBeenCalled();
    press('Missed calls (1)');
    expect(sent()).toEqual({ type: 'open-notifications' });
    expect(windows[0]?.show).toHaveBeenCalledOnce();
    const pages = seen.menu.find(({ label }) => label === 'Recent pages')?.submenu;
    press('Plan', Array.isArray(pages) ? pages : []);
    expect(sent()).toMatchObject({ type: 'open-page', page: 'page-00000001' });
  });

  test('a ring is a notification, a window and two items, until it ends', () => {
    const { surfaces, notices, windows, labels } = create();
    surfaces.start();
    surfaces.rings.show('server-1', exampleRing, null);
    expect(notices).toEqual(['Anna is calling']);
    expect(windows).toHaveLength(1);
    expect(labels()).toContain('Accept the call from Anna');
    surfaces.rings.end(exampleRing);
    expect(windows[0]?.isDestroyed()).toBe(true);
    expect(labels()).not.toContain('Accept the call from Anna');
  });

  test('the tray shows whether the app starts with the computer as it is, not as it was asked', async () => {
    const refused = { read: () => Promise.resolve(false), set: () => Promise.reject(new Error()) };
    const { surfaces, seen } = create(refused);
    surfaces.start();
    await expect(surfaces.setAutostart(true)).rejects.toThrow();
    expect(seen.menu.find(({ label }) => label === 'Start with the computer')).toMatchObject({
      checked: false,
    });
  });

  test('gives back what the system lent when it stops', () => {
    const { surfaces, seen } = create();
    surfaces.start();
    surfaces.setCall(call);
    surfaces.globalMute.set('Control+Shift+M');
    expect(seen.held.size).toBe(1);
    surfaces.stop();
    expect(seen.held.size).toBe(0);
    expect(seen.awake.size).toBe(0);
    expect(surfaces.tray.present).toBe(false);
  });
});
