import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top folder of the clone. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A folder inside the clone, ignored by git, for locks and reports of the set-up. */
export const workFolder = join(root, '.cache');

/**
 * The folder for what is costly to make and worth sharing between clones, by the platform's custom.
 *
 * @param {{ platform?: string, env?: NodeJS.ProcessEnv, home?: string }} [machine]
 * @returns {string} an absolute path, which may not exist yet
 */
export function cacheFolder({
  platform = process.platform,
  env = process.env,
  home = homedir(),
} = {}) {
  if (platform === 'win32') {
    return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Confab', 'Cache');
  }
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'Confab');
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'confab');
}
