import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { findOnPath, isProgram } from './findOnPath.mjs';
import { SetupError } from './SetupError.mjs';

const wantedMajor = 24;

/**
 * Finds the Node that runs Confab's TypeScript: the one that the npm package `node` brought, else a
 * Node >= 24 of the system (that package has no binary for some machines).
 *
 * @param {string} root the top of the clone
 * @returns {string} the path of the binary
 * @throws {SetupError} when there is none
 */
export function nodeRuntime(root) {
  const packaged = packagedNode(root);
  if (packaged !== null) return packaged;
  if (Number(process.versions.node.split('.')[0]) >= wantedMajor) return process.execPath;
  const onPath = findOnPath('node');
  if (onPath !== null && majorOf(onPath) >= wantedMajor) return onPath;
  throw new SetupError(
    `Confab needs Node ${wantedMajor} or newer. The npm package "node" has no binary for ` +
      `${process.platform}-${process.arch}: install Node ${wantedMajor} from https://nodejs.org and try again.`,
  );
}

/** @param {string} root @returns {string | null} */
export function packagedNode(root) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const path = join(root, 'node_modules', 'node', 'bin', name);
  return isProgram(path) ? path : null;
}

function majorOf(node) {
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)/.exec(version)?.[1] ?? 0);
}
