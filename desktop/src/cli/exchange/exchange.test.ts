import { spawn } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createHub } from '../../hub/createHub.ts';
import { ExchangeWindow } from '../../hub/exchange/testing/exchangeWindow.ts';
import { UsageError } from '../UsageError.ts';
import type { ExchangeCommand } from './commands.ts';
import { exchange } from './exchange.ts';
import { openTestHub, temporaryFolder } from '../../hub/testing/openTestHub.ts';
import { fakeHost } from '../../hub/testing/fakeHost.ts';

// Each of these starts a process that opens a profile.
vi.setConfig({ testTimeout: 120_000 });

const fixtures = join(import.meta.dirname, '../../hub/exchange/fixtures');

interface Place {
  readonly data: string;
  readonly profileDir: string;
}

/** A folder of profiles with one in it, which nobody has open. */
async function place(): Promise<Place> {
  const data = await temporaryFolder();
  const profileDir = join(data, 'profiles', 'default');
  const hub = await createHub({ profileDir, host: fakeHost(), localServerUrl: null, locale: 'en' });
  await hub.close();
  return { data, profileDir };
}

function confab({ data }: Place, args: readonly string[], cwd = data) {
  const main = join(import.meta.dirname, '..', 'main.ts');
  const child = spawn(process.execPath, [main, ...args, '--data', data], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}

async function titlesIn({ profileDir }: Place): Promise<string[][]> {
  const { hub } = await openTestHub({ profileDir });
  const window = await ExchangeWindow.open(hub);
  const titles: string[][] = [];
  for (const { id } of hub.workspaces) {
    titles.push((await window.pages(id)).map(({ title }) => title));
  }
  await hub.close();
  return titles;
}

test('what is imported is exported, backed up and restored', async () => {
  const here = await place();
  const imported = await confab(here, ['import', join(fixtures, 'markdown')]).ended;
  expect(imported.code).toBe(0);
  expect(imported.stdout).toMatch(/^confab:\/\/page\/[\w-]+\/[\w-]+\n$/);
  expect(imported.stderr).toContain('stray.bin: file-type-unknown\n');

  const exported = await confab(here, ['export', '--page', 'Our trips']).ended;
  expect(exported).toEqual({
    code: 0,
    stdout: `${join(here.data, 'Our trips.zip')}\n`,
    stderr: '',
  });
  const again = await confab(here, ['export', '--page', 'Our trips', '--format', 'html']).ended;
  expect(again.stdout).toBe(`${join(here.data, 'Our trips 2.zip')}\n`);

  const output = join(here.data, 'everything.zip');
  expect((await confab(here, ['backup', '--output', output]).ended).code).toBe(0);
  expect((await confab(here, ['backup']).ended).code).toBe(0);
  expect(await readdir(join(here.profileDir, 'backups'))).toHaveLength(1);

  const restored = await confab(here, ['restore', output]).ended;
  expect(restored).toEqual({ code: 0, stdout: 'My workspace 2\n', stderr: '' });
  const titles = ['Welcome to Confab', 'Our trips'];
  expect(await titlesIn(here)).toEqual([titles, titles]);
});

test('a profile that the app has open is left alone', async () => {
  const here = await place();
  const hub = await createHub({ ...here, host: fakeHost(), localServerUrl: null });
  const { code, stdout, stderr } = await confab(here, ['backup']).ended;
  await hub.close();
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/open in the app/);
});

test('Control-C stops an import, and nothing is left of it', async () => {
  const here = await place();
  const many = join(here.data, 'many');
  await mkdir(many);
  const names = Array.from({ length: 4000 }, (_, at) => join(many, `${at}.md`));
  await Promise.all(names.map((name) => writeFile(name, '# A page\n\nand a line\n'.repeat(50))));
  const { child, ended } = confab(here, ['import', many]);
  const temporary = join(here.profileDir, 'temporary');
  await vi.waitUntil(async () => (await readdir(temporary)).length > 0, {
    interval: 5,
    timeout: 60_000,
  });
  child.kill('SIGINT');
  expect(await ended).toEqual({ code: 130, stdout: '', stderr: '' });
  expect(await titlesIn(here)).toEqual([['Welcome to Confab']]);
});

test.each<[ExchangeCommand, string[], RegExp]>([
  ['import', [], /Name a file/],
  ['import', ['x', '--from', 'word'], /no kind of import "word"/],
  ['import', ['/nowhere/at/all'], /\/nowhere\/at\/all/],
  ['export', ['--format', 'pdf'], /pdf/],
  ['export', ['--workspace', 'Other'], /no workspace "Other". There are:\n {2}My workspace/],
  ['export', ['--page', 'Other'], /no page "Other"/],
  ['restore', [], /Name the one backup/],
  ['restore', ['/nowhere/at/all'], /no file/],
  ['restore', [import.meta.filename], /no backup/],
  ['backup', ['--profile', 'nobody'], /no profile/],
  ['backup', ['--profile', '../x'], /cannot be a profile's name/],
  ['backup', ['--dance'], /--dance/],
])('%s %j says why it cannot', async (command, args, reason) => {
  const { data } = await place();
  const reported: string[] = [];
  const terminal = {
    write: (text: string) => expect.fail(text),
    report: (text: string) => void reported.push(text),
    showsProgress: false,
  };
  try {
    expect(await exchange(command, [...args, '--data', data], terminal)).toBe(1);
  } catch (error) {
    // The entry of the command line reports these.
    if (!(error instanceof UsageError)) throw error;
    reported.push(error.message);
  }
  expect(reported.join('')).toMatch(reason);
});
