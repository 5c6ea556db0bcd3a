import { PassThrough } from 'node:stream';

import { expect, it } from 'vitest';

import { Reporter } from './Reporter.mjs';
import { CommandError } from './runCommand.mjs';
import { ensureSystemPackages, testNeeds, traceNeeds } from './systemPackages.mjs';

const needs = [
  { package: 'cmake', isMet: () => true },
  { package: 'ninja-build', isMet: () => false },
  { package: 'libuv1-dev' },
  { package: 'libssl-dev' },
];

function ensure(machine) {
  const commands = [];
  const asked = ensureSystemPackages(needs, {
    purpose: 'build the media worker',
    reporter: new Reporter(new PassThrough()),
    machine: {
      isDebian: () => true,
      isRoot: () => true,
      installedPackages: () => new Set(['libssl-dev']),
      run: (...command) => {
        commands.push(command.slice(0, 2).flat().join(' '));
        return Promise.resolve([]);
      },
      ...machine,
    },
  });
  return { asked, commands };
}

it('installs exactly what is missing as root', async () => {
  const { asked, commands } = ensure({});
  expect(await asked).toEqual({ ok: true });
  expect(commands).toEqual([
    'apt-get -o DPkg::Lock::Timeout=120 update',
    'apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends ninja-build libuv1-dev',
  ]);
});

it('calls nothing when all is there', async () => {
  const { asked, commands } = ensure({ installedPackages: (names) => new Set(names) });
  expect(await asked).toEqual({ ok: true });
  expect(commands).toEqual([]);
});

it('says in one line what to install, what for and how, where it may not', async () => {
  const { asked, commands } = ensure({ isRoot: () => false });
  const { ok, reason } = await asked;
  expect(ok).toBe(false);
  expect(reason).toBe(
    'Needed to build the media worker, missing here: ninja-build, libuv1-dev. Install with: ' +
      'sudo apt-get install -y --no-install-recommends ninja-build libuv1-dev',
  );
  expect(commands).toEqual([]);
});

it('never calls apt-get on another system', async () => {
  const { asked, commands } = ensure({ isDebian: () => false });
  expect(await asked).toMatchObject({ ok: false, reason: expect.stringContaining('ninja-build') });
  expect(commands).toEqual([]);
});

it('passes on why apt-get failed', async () => {
  const { asked } = ensure({
    run: () => Promise.reject(new CommandError('apt-get ended with code 100', ['E: no network'])),
  });
  expect(await asked).toMatchObject({
    ok: false,
    reason: expect.stringContaining('E: no network'),
  });
});

it('asks for a tracer on Linux, and not as something that tests cannot do without', () => {
  const names = (list) => list.map((need) => need.package);
  expect(names(traceNeeds)).toEqual(process.platform === 'linux' ? ['strace'] : []);
  expect(names(testNeeds)).not.toContain('strace');
});
