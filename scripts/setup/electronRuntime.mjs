import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { failureMemory } from './failureMemory.mjs';
import { cacheFolder } from './paths.mjs';
import { CommandError, runCommand } from './runCommand.mjs';

const answerLimitMs = 10_000;
const downloadLimitMs = 10 * 60 * 1000;
const publishedAt = 'https://github.com/electron/electron/releases/download/';

/**
 * Whether the app can open in Electron here. Where the runtime is missing it is downloaded; a failure
 * is remembered for a day.
 *
 * @param {{ root: string, reporter: import('./Reporter.mjs').Reporter }} options
 * @returns {Promise<{ available: true } | { available: false, reason: string }>} the reason is the
 *   middle of a sentence
 */
export async function electronRuntime({ root, reporter }) {
  // First, since without a display there is no use in downloading a hundred megabytes.
  if (!hasDisplay()) return { available: false, reason: 'there is no display' };
  const electron = join(root, 'node_modules', 'electron');
  if (isPresent(electron)) return { available: true };
  const { version } = JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8'));
  const memory = failureMemory(join(cacheFolder(), `electron-${version}.download-failed.json`));
  const remembered = memory.recall();
  if (remembered !== null) return { available: false, reason: remembered };
  try {
    await reporter.step('Downloading Electron', () => download(electron));
    if (isPresent(electron)) return { available: true };
    throw new CommandError('the download left no program', []);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const reason = `its runtime cannot be downloaded here (${error.message})`;
    memory.remember(reason);
    return { available: false, reason };
  }
}

/**
 * @param {{ platform?: string, env?: NodeJS.ProcessEnv }} [machine]
 * @returns {boolean} whether a window can be opened
 */
export function hasDisplay({ platform = process.platform, env = process.env } = {}) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

function isPresent(electron) {
  // Importing the package would start its download: only look at its files.
  const elsewhere = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = join(electron, 'path.txt');
  const program = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : null;
  if (elsewhere) return existsSync(join(elsewhere, program ?? 'electron'));
  return program !== null && existsSync(join(electron, 'dist', program));
}

async function download(electron) {
  // The package's own script waits minutes for a host that does not answer: ask that first. Behind a
  // proxy, which Node's fetch does not know, only the script can tell.
  const { HTTPS_PROXY, https_proxy: httpsProxy, ELECTRON_MIRROR } = process.env;
  if (!HTTPS_PROXY && !httpsProxy) {
    const url = ELECTRON_MIRROR || process.env.npm_config_electron_mirror || publishedAt;
    try {
      await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(answerLimitMs) });
    } catch (error) {
      const why = error.name === 'TimeoutError' ? 'does not answer' : 'cannot be reached';
      throw new CommandError(`${new URL(url).host} ${why}`, []);
    }
  }
  await runCommand(process.execPath, [join(electron, 'install.js')], {
    cwd: electron,
    limitMs: downloadLimitMs,
  });
}
