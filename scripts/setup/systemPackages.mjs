import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import { findChromium } from './findChromium.mjs';
import { findOnPath } from './findOnPath.mjs';
import { CommandError, runCommand } from './runCommand.mjs';

/**
 * A need of Confab that a Debian package meets. `isMet` looks for a program that may have come
 * another way; a need without it is a library, which only the package manager knows of.
 *
 * @typedef {{ package: string, isMet?: () => boolean }} Need
 */

const command = (name) => () => findOnPath(name) !== null;

/** @type {Need[]} */
export const workerBuildNeeds = [
  { package: 'g++', isMet: command('g++') },
  { package: 'cmake', isMet: command('cmake') },
  { package: 'ninja-build', isMet: command('ninja') },
  { package: 'flatbuffers-compiler', isMet: command('flatc') },
  { package: 'libuv1-dev' },
  { package: 'libssl-dev' },
  { package: 'libsrtp2-dev' },
  { package: 'libflatbuffers-dev' },
  { package: 'libabsl-dev' },
];

/** @type {Need[]} */
export const testNeeds = [
  { package: 'chromium', isMet: () => findChromium() !== null },
  { package: 'ffmpeg', isMet: command('ffmpeg') },
];

/**
 * Shows that edits reach the disk before anybody is told so; tests skip that without it.
 *
 * @type {Need[]}
 */
export const traceNeeds =
  process.platform === 'linux' ? [{ package: 'strace', isMet: command('strace') }] : [];

/** What this module asks of the machine; passed in by its tests. */
const thisMachine = {
  isDebian: () => existsSync('/etc/debian_version') && findOnPath('apt-get') !== null,
  isRoot: () => process.getuid?.() === 0,
  installedPackages,
  run: runCommand,
};

/**
 * Sees to it that the packages are there. As root on Debian it installs exactly those that are
 * missing; anywhere else it only tells.
 *
 * @param {Need[]} needs
 * @param {object} options
 * @param {string} options.purpose what they are for, as the end of "needed to …"
 * @param {import('./Reporter.mjs').Reporter} options.reporter
 * @param {typeof thisMachine} [options.machine]
 * @returns {Promise<{ ok: true } | { ok: false, reason: string }>} the reason is one line to show
 */
export async function ensureSystemPackages(needs, { purpose, reporter, machine = thisMachine }) {
  const unmet = needs.filter((need) => need.isMet === undefined || !need.isMet());
  if (unmet.length === 0) return { ok: true };
  if (!machine.isDebian()) {
    const libraries = unmet.every((need) => need.isMet === undefined);
    // Libraries cannot be asked for without a package manager that we know: let the build tell.
    if (libraries) return { ok: true };
    return {
      ok: false,
      reason: `Needed to ${purpose}: ${unmet.map((need) => need.package).join(', ')} (or what this system calls them).`,
    };
  }
  const installed = machine.installedPackages(unmet.map((need) => need.package));
  const missing = unmet.map((need) => need.package).filter((name) => !installed.has(name));
  if (missing.length === 0) return { ok: true };
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  if (!machine.isRoot()) {
    return {
      ok: false,
      reason: `Needed to ${purpose}, missing here: ${missing.join(', ')}. Install with: sudo apt-get ${install.join(' ')}`,
    };
  }
  const aptGet = (args) =>
    machine.run('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  try {
    await reporter.step(`Installing system packages (${missing.join(' ')})`, async () => {
      await aptGet(['update']);
      await aptGet(install);
    });
    return { ok: true };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const last = error.lines.at(-1) ?? '';
    return {
      ok: false,
      reason: `Needed to ${purpose}: ${missing.join(', ')}, which apt-get could not install (${last || error.message}).`,
    };
  }
}

/** @param {string[]} names @returns {Set<string>} those that dpkg has fully installed */
function installedPackages(names) {
  let output;
  try {
    output = execFileSync(
      'dpkg-query',
      ['--show', '--showformat=${Package} ${db:Status-Status}\\n', ...names],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
  } catch (error) {
    // It exits 1 when it does not know one of the names, and still prints the others.
    output = String(error.stdout ?? '');
  }
  const rows = output.split('\n').map((line) => line.split(' '));
  return new Set(rows.filter(([, status]) => status === 'installed').map(([name]) => name));
}
