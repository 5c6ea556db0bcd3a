import { rename, rm, writeFile } from 'node:fs/promises';
import { diskError } from '../../hub/files/durableFolders.ts';

/** Writes a file or none: what was there stays until all is written. Throws `storage-full`. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const part = `${path}.part`;
  try {
    await writeFile(part, content);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw diskError(error);
  }
}
