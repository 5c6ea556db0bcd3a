import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ignored = new Set(['.cache', '.git', 'coverage', 'dist', 'node_modules', 'test-results']);
const sources = /\.(tsx?|[cm]?js|json|ya?ml)$/;

/**
 * A hash of all code and configuration of the clone: names and contents. What is found out about one
 * file with the help of others, such as types, stays true while it is the same.
 *
 * @param {string} root the top of the clone
 * @returns {string} hexadecimal
 */
export function sourcesHash(root) {
  const hash = createHash('sha256').update(process.version);
  for (const file of sourcesUnder(root).sort()) {
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function sourcesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !ignored.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourcesUnder(path);
      return entry.isFile() && sources.test(entry.name) ? [path] : [];
    });
}
