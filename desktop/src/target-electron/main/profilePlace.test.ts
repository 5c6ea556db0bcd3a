import { describe, expect, test, vi } from 'vitest';
import { EventEmitter } from 'node:events';
import { LauncherLink } from './LauncherLink.ts';
import { readStart } from './profilePlace.ts';

const machine = {
  argv: [] as string[],
  env: {},
  platform: 'linux' as NodeJS.Platform,
  home: '/home/anna',
  appData: '/appdata',
};

describe('what a start is about', () => {
  test('is the default profile of an installed app, where the launcher keeps it too', () => {
    expect(readStart(machine)).toEqual({
      profile: 'default',
      profileDir: '/home/anna/.local/share/confab/profiles/default',
      localServerUrl: null,
      minimized: false,
    });
    expect(readStart({ ...machine, platform: 'win32' }).profileDir).toMatch(
      /^.appdata.Confab.profiles.default$/,
    );
    expect(readStart({ ...machine, env: { XDG_DATA_HOME: '/data' } }).profileDir).toBe(
      '/data/confab/profiles/default',
    );
  });

  test('comes from the launcher’s environment', () => {
    const env = {
      CONFAB_PROFILE: 'bob',
      CONFAB_PROFILE_DIR: '/data/bob',
      CONFAB_LOCAL_SYNC_URL: 'http://127.0.0.1:4100',
    };
    expect(readStart({ ...machine, env })).toEqual({
      profile: 'bob',
      profileDir: '/data/bob',
      localServerUrl: 'http://127.0.0.1:4100',
      minimized: false,
    });
  });

  test('comes first from arguments, among those of others', () => {
    const argv = ['--no-sandbox', '--profile', 'carol', '--minimized', 'confab://page/1', '--x=1'];
    const start = readStart({ ...machine, argv, env: { CONFAB_PROFILE: 'bob' } });
    expect(start).toMatchObject({ profile: 'carol', minimized: true });
    expect(start.profileDir).toBe('/home/anna/.local/share/confab/profiles/carol');
  });

  test('cannot lead out of the folder of profiles', () => {
    expect(() => readStart({ ...machine, argv: ['--profile', '../../x'] })).toThrow();
  });
});

test('the launcher is told, and stops the app by message, hang-up or signal', () => {
  const process = Object.assign(new EventEmitter(), { connected: true, send: vi.fn() });
  const link = new LauncherLink(process);
  const stop = vi.fn();
  link.onStop(stop);
  link.report({ type: 'ready', url: 'app://confab/' });
  expect(process.send).toHaveBeenCalledWith({ type: 'ready', url: 'app://confab/' });
  process.emit('message', { type: 'other' });
  expect(stop).not.toHaveBeenCalled();
  process.emit('message', { type: 'stop' });
  process.emit('disconnect');
  process.emit('SIGTERM');
  expect(stop).toHaveBeenCalledTimes(3);
});
