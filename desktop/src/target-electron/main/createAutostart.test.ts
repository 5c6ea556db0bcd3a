import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoginItemSettings, Settings } from 'electron';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAutostart } from './createAutostart.ts';
import type { AutostartMachine } from './createAutostart.ts';
import { desktopEntry } from './DesktopEntryAutostart.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'confab-autostart-'));
});
afterEach(() => rm(home, { recursive: true }));

/** Login items as the systems keep them; `obeys` false: the system ignores what it is told. */
function machine(change: Partial<AutostartMachine> & { isPackaged?: boolean; obeys?: boolean }) {
  const { isPackaged = true, obeys = true, ...rest } = change;
  const told: Settings[] = [];
  const app = {
    isPackaged,
    setLoginItemSettings: (settings: Settings) => void told.push(settings),
    getLoginItemSettings: () => {
      const on = obeys && told.at(-1)?.openAtLogin === true;
      return { openAtLogin: on, executableWillLaunchAtLogin: on } as LoginItemSettings;
    },
  };
  const autostart = createAutostart({
    app,
    platform: 'linux',
    env: {},
    home,
    execPath: '/opt/Confab/confab',
    entry: '/src/main.js',
    start: { profile: 'default', profileDir: '/home/anna/My data' },
    ...rest,
  });
  return { autostart, told };
}

describe('on Linux', () => {
  const folder = () => join(home, '.config', 'autostart');

  test('it is an entry that starts this profile hidden, until it is taken away', async () => {
    const { autostart } = machine({});
    expect(await autostart.read()).toBe(false);
    await autostart.set(false);
    await autostart.set(true);
    await autostart.set(true);
    expect(await autostart.read()).toBe(true);
    expect(await readdir(folder())).toEqual(['confab.desktop']);
    const entry = await readFile(join(folder(), 'confab.desktop'), 'utf8');
    expect(entry.split('\n')).toContain(
      'Exec=/opt/Confab/confab --profile default --profile-dir "/home/anna/My data" --minimized',
    );
    expect(entry).toContain('X-GNOME-Autostart-enabled=true\n');
    await autostart.set(false);
    expect(await autostart.read()).toBe(false);
    expect(await readdir(folder())).toEqual([]);
  });

  test('each profile has its own, under XDG_CONFIG_HOME where it is set', async () => {
    const config = join(home, 'config');
    const start = { profile: 'work', profileDir: '/p' };
    await machine({ env: { XDG_CONFIG_HOME: config }, start }).autostart.set(true);
    expect(await readdir(join(config, 'autostart'))).toEqual(['confab-work.desktop']);
  });

  test('it names the AppImage itself, and what a bare Electron runs', async () => {
    const env = { APPIMAGE: '/home/anna/Confab.AppImage' };
    await machine({ env }).autostart.set(true);
    const path = join(folder(), 'confab.desktop');
    expect(await readFile(path, 'utf8')).toContain('Exec=/home/anna/Confab.AppImage --profile');
    await machine({ isPackaged: false }).autostart.set(true);
    expect(await readFile(path, 'utf8')).toContain('Exec=/opt/Confab/confab /src/main.js --prof');
  });

  test.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])(
    'the system’s own settings turn it off: %s',
    async (line) => {
      await mkdir(folder(), { recursive: true });
      const text = desktopEntry(['confab']).replace('X-GNOME-Autostart-enabled=true', line);
      await writeFile(join(folder(), 'confab.desktop'), text);
      const { autostart } = machine({});
      expect(await autostart.read()).toBe(false);
      await autostart.set(true);
      expect(await autostart.read()).toBe(true);
    },
  );

  test('it says so when it cannot be written', async () => {
    await writeFile(join(home, '.config'), 'a file where the folder should be');
    await expect(machine({}).autostart.set(true)).rejects.toThrow();
  });

  test('reserved characters are quoted, and escaped again as the file’s format wants it', () => {
    const exec = (argument: string) =>
      desktopEntry(['confab', argument])
        .split('\n')
        .find((line) => line.startsWith('Exec='));
    expect(exec('/a b')).toBe('Exec=confab "/a b"');
    expect(exec('100%')).toBe('Exec=confab 100%%');
    expect(exec('a"b')).toBe(String.raw`Exec=confab "a\\"b"`);
    expect(exec('$HOME`x`')).toBe(
      String.raw`Exec=confab "\\$HOME\\` + '`x' + String.raw`\\` + '`"',
    );
    expect(exec('a\\b')).toBe(String.raw`Exec=confab "a\\\\b"`);
    expect(exec('')).toBe('Exec=confab ""');
  });
});

test('on Windows it is a login item with the program’s arguments', async () => {
  const start = { profile: 'default', profileDir: 'C:\\My data' };
  const { autostart, told } = machine({ platform: 'win32', execPath: 'C:\\Confab.exe', start });
  expect(await autostart.read()).toBe(false);
  await autostart.set(true);
  expect(told).toEqual([
    {
      openAtLogin: true,
      path: 'C:\\Confab.exe',
      args: ['--profile', 'default', '--profile-dir', '"C:\\My data"', '--minimized'],
    },
  ]);
  expect(await autostart.read()).toBe(true);
});

test('on macOS it is the app as it is', async () => {
  const { autostart, told } = machine({ platform: 'darwin' });
  await autostart.set(true);
  expect(told).toEqual([{ openAtLogin: true }]);
});

test('a system that does not do it is not believed', async () => {
  const { autostart } = machine({ platform: 'win32', obeys: false });
  await expect(autostart.set(true)).rejects.toThrow('did not take');
});
