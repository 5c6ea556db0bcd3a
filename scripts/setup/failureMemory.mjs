import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const keptMs = 24 * 60 * 60 * 1000;

/**
 * What failed for one version of something, so that a start does not wait for the same failure
 * again. It is forgotten after a day, since the network may have come back.
 *
 * @param {string} path a file whose name holds the version
 */
export function failureMemory(path) {
  return {
    /** @returns {string | null} why it failed, or null when it is worth a try */
    recall() {
      try {
        const { at, reason } = JSON.parse(readFileSync(path, 'utf8'));
        return Date.now() - at < keptMs ? String(reason) : null;
      } catch {
        return null;
      }
    },
    /** @param {string} reason */
    remember(reason) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, JSON.stringify({ at: Date.now(), reason }));
    },
    forget() {
      rmSync(path, { force: true });
    },
  };
}
