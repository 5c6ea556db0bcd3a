import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @param {string} command a program's name without its extension
 * @param {{ env?: NodeJS.ProcessEnv, platform?: string }} [machine]
 * @returns {string | null} the path of the first such program on PATH
 */
export function findOnPath(command, { env = process.env, platform = process.platform } = {}) {
  const endings = platform === 'win32' ? (env.PATHEXT ?? '.EXE;.CMD').split(';') : [''];
  for (const folder of (env.PATH ?? env.Path ?? '').split(delimiter)) {
    if (folder === '') continue;
    for (const ending of endings) {
      const path = join(folder, command + ending);
      if (isProgram(path)) return path;
    }
  }
  return null;
}

/** @param {string} path @returns {boolean} whether a file is there that may be run */
export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
