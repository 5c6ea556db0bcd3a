import type { Menu, MenuItemConstructorOptions } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { exampleRing } from '../../shell/hostContract.ts';
import { shellTexts } from '../../shell/shellTexts.ts';
import { TrayService } from './TrayService.ts';
import { syncText, trayMenu } from './trayMenu.ts';

const status = (state: 'local' | 'offline' | 'syncing' | 'synced') => ({
  workspace: 'workspace-0001',
  state,
  waiting: 0,
  waitingSince: null,
  quarantined: 0,
});

function fakeActions() {
  return {
    open: vi.fn(),
    quit: vi.fn(),
    choose: vi.fn(),
    toggleMicrophone: vi.fn(),
    leaveCall: vi.fn(),
  };
}

const labels = (items: readonly MenuItemConstructorOptions[]) =>
  items.map((item) => item.label ?? '—');

const press = (items: readonly MenuItemConstructorOptions[], label: string) => {
  const click = items.find((item) => item.label === label)?.click as (() => void) | undefined;
  if (click === undefined) throw new Error(`no item ${label}`);
  click();
};

describe('the tray’s menu', () => {
  const quiet = { sync: [status('synced')], rings: [], callActive: false };

  test('opens and quits', () => {
    const actions = fakeActions();
    const items = trayMenu(quiet, actions, shellTexts('en'));
    expect(labels(items)).toEqual(['Open Confab', 'Synced', '—', 'Quit Confab']);
    press(items, 'Open Confab');
    press(items, 'Quit Confab');
    expect(actions.open).toHaveBeenCalledOnce();
    expect(actions.quit).toHaveBeenCalledOnce();
  });

  test('answers and declines each ring', () => {
    const actions = fakeActions();
    const rings = [{ server: 'server-1', ring: exampleRing }];
    const items = trayMenu({ ...quiet, rings }, actions, shellTexts('en'));
    press(items, 'Accept the call from Anna');
    press(items, 'Decline the call from Anna');
    expect(actions.choose.mock.calls).toEqual([
      [exampleRing.id, 'accept'],
      [exampleRing.id, 'decline'],
    ]);
  });

  test('mutes and leaves while a call is on', () => {
    const actions = fakeActions();
    const items = trayMenu({ ...quiet, callActive: true }, actions, shellTexts('ko'));
    press(items, '마이크 켜기/끄기');
    press(items, '통화 나가기');
    expect(actions.toggleMicrophone).toHaveBeenCalledOnce();
    expect(actions.leaveCall).toHaveBeenCalledOnce();
  });

  test('says the least safe state of all workspaces', () => {
    expect(syncText([status('synced'), status('offline'), status('syncing')])).toBe('syncOffline');
    expect(syncText([status('local'), status('synced')])).toBe('syncSynced');
    expect(syncText([])).toBe('syncLocal');
  });
});

describe('TrayService', () => {
  function create(createTrayInstance?: () => never) {
    const tray = {
      setContextMenu: vi.fn<(menu: Menu | null) => void>(),
      setToolTip: vi.fn(),
      on: vi.fn(),
      destroy: vi.fn(),
    };
    const log = vi.fn();
    const service = new TrayService({
      createTrayInstance: createTrayInstance ?? (() => tray),
      buildMenu: (items) => labels(items) as unknown as Menu,
      actions: fakeActions(),
      texts: () => shellTexts('en'),
      log,
    });
    return { service, tray, log };
  }

  test('sets its menu again after each change', () => {
    const { service, tray } = create();
    service.start();
    service.update({ callActive: true });
    service.update({ sync: [status('offline')] });
    expect(tray.setContextMenu).toHaveBeenCalledTimes(3);
    expect(tray.setContextMenu.mock.lastCall?.[0]).toEqual(
      expect.arrayContaining(['Leave call', 'Offline']),
    );
    expect(tray.setToolTip).toHaveBeenLastCalledWith('Confab · Offline');
  });

  test('goes on without a tray where there is none', () => {
    const { service, log } = create(() => {
      throw new Error('no status notifier');
    });
    service.start();
    service.update({ callActive: true });
    service.stop();
    expect(service.present).toBe(false);
    expect(log).toHaveBeenCalledOnce();
  });
});
