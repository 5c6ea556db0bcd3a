import { existsSync } from 'node:fs';
import type { Menu, MenuItemConstructorOptions } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { exampleRing } from '../../shell/hostContract.ts';
import type { ShellCall } from '../../shell/Runtime.ts';
import { shellTexts } from '../../shell/shellTexts.ts';
import { trayImage } from './trayImage.ts';
import { TrayService } from './TrayService.ts';
import { callTime, syncText, trayMenu } from './trayMenu.ts';
import type { TrayContent } from './trayMenu.ts';

const status = (state: 'local' | 'offline' | 'syncing' | 'synced') => ({
  workspace: 'workspace-0001',
  state,
  waiting: 0,
  waitingSince: null,
  quarantined: 0,
});

const call: ShellCall = {
  title: 'Plan & review',
  startedAt: 0,
  microphone: 'on',
  camera: 'off',
};

const quiet: TrayContent = {
  sync: [status('synced')],
  rings: [],
  call: null,
  missed: 0,
  doNotDisturb: false,
  recentPages: [],
  autostart: null,
};

function fakeActions() {
  return {
    open: vi.fn(),
    quit: vi.fn(),
    choose: vi.fn(),
    command: vi.fn(),
    setAutostart: vi.fn(),
  };
}

const labels = (items: readonly MenuItemConstructorOptions[]) =>
  items.map((item) => item.label ?? '—');

function menu(content: Partial<TrayContent>, language: 'en' | 'ko' = 'en', now = 0) {
  const actions = fakeActions();
  const items = trayMenu({ ...quiet, ...content }, actions, shellTexts(language), now);
  const press = (label: string, among = items) => {
    const click = among.find((item) => item.label === label)?.click as (() => void) | undefined;
    if (click === undefined) throw new Error(`no item ${label}`);
    click();
  };
  return { actions, items, press };
}

describe('the tray’s menu', () => {
  test('opens and quits', () => {
    const { actions, items, press } = menu({});
    expect(labels(items)).toEqual([
      ...['Open Confab', '—', 'Synced', 'Do not disturb', '—', 'Quit Confab'],
    ]);
    press('Open Confab');
    press('Quit Confab');
    expect(actions.open).toHaveBeenCalledOnce();
    expect(actions.quit).toHaveBeenCalledOnce();
  });

  test('answers and declines each ring', () => {
    const { actions, press } = menu({ rings: [{ server: 'server-1', ring: exampleRing }] });
    press('Accept the call from Anna');
    press('Decline the call from Anna');
    expect(actions.choose.mock.calls).toEqual([
      [exampleRing.id, 'accept'],
      [exampleRing.id, 'decline'],
    ]);
  });

  test('says what call there is and for how long, and does what it says', () => {
    const { actions, items, press } = menu({ call }, 'en', 754_000);
    expect(items[0]).toMatchObject({ label: 'Plan && review · 12 min', enabled: false });
    for (const label of ['Mute microphone', 'Turn camera on', 'Leave call']) press(label);
    expect(actions.command.mock.calls.flat()).toEqual([
      { type: 'toggle-microphone' },
      { type: 'toggle-camera' },
      { type: 'leave-call' },
    ]);
  });

  test('names the other way round what is the other way round', () => {
    const { items } = menu({ call: { ...call, microphone: 'muted', camera: 'on' } }, 'ko');
    expect(labels(items)).toEqual(expect.arrayContaining(['마이크 켜기', '카메라 끄기']));
    const { items: without } = menu({ call: { ...call, microphone: 'none', camera: 'none' } });
    expect(labels(without).slice(0, 2)).toEqual(['Plan && review · 0 min', 'Leave call']);
  });

  test('leads to missed calls and to the last pages', () => {
    const recentPages = [
      { workspace: 'workspace-0001', page: 'page-00000001', title: 'x'.repeat(200) },
      { workspace: 'workspace-0001', page: 'page-00000002', title: ' ' },
    ];
    const { actions, items, press } = menu({ missed: 2, recentPages });
    press('Missed calls (2)');
    const pages = items.find(({ label }) => label === 'Recent pages')?.submenu;
    if (!Array.isArray(pages)) throw new Error('no submenu');
    expect(labels(pages)).toEqual([`${'x'.repeat(59)}…`, 'Untitled']);
    press('Untitled', pages);
    expect(actions.command.mock.calls.flat()).toEqual([
      { type: 'open-notifications' },
      { type: 'open-page', workspace: 'workspace-0001', page: 'page-00000002' },
    ]);
  });

  test('turns to the other what is on or off', () => {
    const { actions, items, press } = menu({ doNotDisturb: true, autostart: false });
    expect(items.filter(({ type }) => type === 'checkbox')).toMatchObject([
      { label: 'Do not disturb', checked: true },
      { label: 'Start with the computer', checked: false },
    ]);
    press('Do not disturb');
    press('Start with the computer');
    expect(actions.command).toHaveBeenCalledWith({ type: 'set-do-not-disturb', on: false });
    expect(actions.setAutostart).toHaveBeenCalledWith(true);
  });

  test('says the least safe state of all workspaces', () => {
    expect(syncText([status('synced'), status('offline'), status('syncing')])).toBe('syncOffline');
    expect(syncText([status('local'), status('synced')])).toBe('syncSynced');
    expect(syncText([])).toBe('syncLocal');
  });

  test('counts minutes, then hours, and never below none', () => {
    const texts = shellTexts('en');
    expect(callTime(call, -5000, texts)).toBe('0 min');
    expect(callTime(call, 59 * 60_000, texts)).toBe('59 min');
    expect(callTime(call, 125 * 60_000, texts)).toBe('2 h 5 min');
  });
});

describe('TrayService', () => {
  function create(createTrayInstance?: () => never) {
    const tray = {
      setContextMenu: vi.fn<(menu: Menu | null) => void>(),
      setToolTip: vi.fn(),
      setImage: vi.fn(),
      setTitle: vi.fn(),
      on: vi.fn(),
      destroy: vi.fn(),
    };
    const log = vi.fn();
    const timers = new Set<() => void>();
    const clock = { now: 0 };
    const service = new TrayService({
      createTrayInstance: createTrayInstance ?? (() => tray),
      image: (picture) => trayImage(picture, 'darwin'),
      buildMenu: (items) => labels(items) as unknown as Menu,
      actions: fakeActions(),
      texts: () => shellTexts('en'),
      now: () => clock.now,
      every: (_ms, callback) => {
        timers.add(callback);
        return () => timers.delete(callback);
      },
      log,
    });
    return { service, tray, log, timers, clock };
  }

  test('sets its menu again after each change', () => {
    const { service, tray } = create();
    service.start();
    service.update({ call });
    service.update({ call: null, sync: [status('offline')] });
    expect(tray.setContextMenu).toHaveBeenCalledTimes(3);
    expect(tray.setContextMenu.mock.lastCall?.[0]).toEqual(expect.arrayContaining(['Offline']));
    expect(tray.setToolTip).toHaveBeenLastCalledWith('Confab · Offline');
  });

  test('counts the minutes of a call, and stops with it', () => {
    const { service, tray, timers, clock } = create();
    service.start();
    expect(timers.size).toBe(0);
    service.update({ call });
    service.update({ call: { ...call, camera: 'on' } });
    expect(timers.size).toBe(1);
    clock.now = 60_000;
    for (const tick of timers) tick();
    expect(tray.setTitle).toHaveBeenLastCalledWith('1 min');
    expect(tray.setToolTip).toHaveBeenLastCalledWith('Confab · Plan & review · 1 min');
    service.update({ call: null });
    expect(timers.size).toBe(0);
    expect(tray.setTitle).toHaveBeenLastCalledWith('');
  });

  test('its picture tells of a call, of being muted and of missed calls', () => {
    const { service, tray } = create();
    service.start();
    service.update({ missed: 1 });
    service.update({ call });
    service.update({ call: { ...call, microphone: 'muted' } });
    service.update({ call: { ...call, microphone: 'muted', camera: 'on' } });
    service.update({ call: null, missed: 0 });
    expect(tray.setImage.mock.calls.flat()).toEqual([
      'trayMissedTemplate.png',
      'trayCallTemplate.png',
      'trayMutedTemplate.png',
      'trayTemplate.png',
    ]);
  });

  test.each(['idle', 'call', 'muted', 'missed'] as const)('has a picture for %s', (picture) => {
    for (const platform of ['linux', 'darwin'] as const) {
      const name = trayImage(picture, platform);
      for (const file of [name, name.replace('.png', '@2x.png')]) {
        expect(existsSync(new URL(`../../../resources/app/${file}`, import.meta.url))).toBe(true);
      }
    }
  });

  test('goes on without a tray where there is none', () => {
    const { service, log, timers } = create(() => {
      throw new Error('no status notifier');
    });
    service.start();
    service.update({ call });
    expect(timers.size).toBe(0);
    service.stop();
    expect(service.present).toBe(false);
    expect(log).toHaveBeenCalledOnce();
  });
});
