import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfabError } from '@confab/shared-types';

/** Makes a folder whose own entry survives a power cut too. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let path = folder; path.length >= first.length; path = join(path, '..')) {
    await syncFolder(join(path, '..'));
  }
}

/** Makes the names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder for syncing; NTFS logs its names itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** `storage-full` when that is what the disk says, else `storage-failed`. */
export function diskError(error: unknown): ConfabError {
  if (error instanceof ConfabError) return error;
  const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  const detail = error instanceof Error ? error.message : String(error);
  return new ConfabError(full ? 'storage-full' : 'storage-failed', detail, { cause: error });
}
