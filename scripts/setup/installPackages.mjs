import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { packagedNode } from './nodeRuntime.mjs';
import { withLock } from './pidLock.mjs';
import { CommandError, runCommand } from './runCommand.mjs';
import { SetupError } from './SetupError.mjs';

const shownLines = 15;

/**
 * Installs what package-lock.json names, and the pinned Node with it. Does nothing while a stamp in
 * node_modules matches the lock file. Two processes may call it at once on one clone.
 *
 * @param {{ root: string, reporter: import('./Reporter.mjs').Reporter }} options
 * @throws {SetupError}
 */
export async function installPackages({ root, reporter }) {
  if (isInstalled(root)) return;
  // Not in node_modules: `npm ci` removes that folder.
  const lock = join(root, '.cache', 'install.lock');
  const onWait = (pid) => reporter.say(`Waiting for process ${pid}, which installs the packages`);
  await withLock(lock, () => install(root, reporter), { onWait });
}

async function install(root, reporter) {
  // Another process may have done it while this one waited for the lock.
  if (isInstalled(root)) return;
  if (!hasPackages(root)) {
    try {
      await reporter.step('Installing packages', () =>
        npm(root, ['ci', '--ignore-scripts', '--loglevel=error']),
      );
    } catch (error) {
      throw failed('npm could not install the packages', error);
    }
  }
  if (packagedNode(root) === null) await installNode(root, reporter);
  writeFileSync(stampPath(root), JSON.stringify(wantedStamp(root)));
}

/** Install scripts are off; of all packages only this one's is wanted: it fetches Node's binary. */
async function installNode(root, reporter) {
  try {
    await reporter.step('Installing Node', () =>
      npm(root, ['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error']),
    );
  } catch (error) {
    reporter.say(failed('npm could not install the pinned Node', error).message);
  }
  if (packagedNode(root) === null) {
    reporter.say("The pinned Node is not available for this machine; the system's is used.");
  }
}

/**
 * Whether node_modules holds what the lock file names, by npm's own record of it: so after an
 * `npm install` by hand not everything is removed and installed once more.
 *
 * @param {string} root
 * @returns {boolean}
 */
export function hasPackages(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const { packages: installed } = JSON.parse(readFileSync(record, 'utf8'));
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(wanted).every(([path, { version, integrity, resolved, optional }]) => {
    // The clone itself and its workspaces are not in the record.
    if (!path.includes('node_modules')) return true;
    const found = installed[path];
    if (found === undefined) return optional === true;
    return (
      found.version === version && found.integrity === integrity && found.resolved === resolved
    );
  });
}

function isInstalled(root) {
  const path = stampPath(root);
  return existsSync(path) && readFileSync(path, 'utf8') === JSON.stringify(wantedStamp(root));
}

function stampPath(root) {
  return join(root, 'node_modules', '.confab-setup.json');
}

function wantedStamp(root) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return {
    lock: createHash('sha256').update(lock).digest('hex'),
    platform: process.platform,
    arch: process.arch,
  };
}

/** Runs the npm that runs this script, by the Node that it runs on, where it says which these are. */
function npm(root, args) {
  const options = {
    cwd: root,
    // onnxruntime-node's script would fetch CUDA libraries, Electron's its runtime: neither here.
    env: { ONNXRUNTIME_NODE_INSTALL: 'skip', ELECTRON_SKIP_BINARY_DOWNLOAD: '1' },
  };
  const { npm_execpath: cli, npm_node_execpath: node } = process.env;
  if (cli !== undefined && node !== undefined && /npm-cli\.c?js$/.test(cli)) {
    return runCommand(node, [cli, ...args], options);
  }
  return runCommand('npm', args, { ...options, shell: process.platform === 'win32' });
}

function failed(what, error) {
  if (!(error instanceof CommandError)) return error;
  // npm says what is wrong first, and ends with its usage and the path of its log.
  const lines = error.lines.filter((line) => line.trim() !== 'npm error').slice(0, shownLines);
  return new SetupError([`${what}: ${error.message}`, ...lines].join('\n  '));
}
