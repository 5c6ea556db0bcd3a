import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { sourcesHash } from './sourcesHash.mjs';

/**
 * Where ESLint may keep what it found, for as long as no source of the clone changes: a file that is
 * the same may be wrong once the types or the imports of another one are different. What was kept
 * for other sources is removed.
 *
 * @param {string} root the top of the clone
 * @param {string} folder for this alone
 * @returns {string} a file, which may not exist yet
 */
export function lintCache(root, folder) {
  const name = sourcesHash(root);
  for (const other of existsSync(folder) ? readdirSync(folder) : []) {
    if (other !== name) rmSync(join(folder, other));
  }
  return join(folder, name);
}
