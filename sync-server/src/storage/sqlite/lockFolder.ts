import { join } from 'node:path';
import Database from 'better-sqlite3';

/** How long a predecessor that is just stopping is waited for. */
const waitMs = 3000;

/**
 * Takes a data folder for this process alone: two servers on one folder would each hold documents
 * in memory that the other changes. The lock is the operating system's, so it ends with the process
 * however that ends. Returns what gives it back. Throws when another process has it.
 */
export function lockFolder(folder: string): () => void {
  const lock = new Database(join(folder, 'server.lock'), { timeout: waitMs });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new Error(`another sync server is using ${folder}`, { cause });
  }
  return () => lock.close();
}
