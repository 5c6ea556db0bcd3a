import type { FileHandle } from 'node:fs/promises';
import type { SealedWriterOptions } from '../SealedWriter.ts';

/** A file on a disk that has only so much room for it, and writes what fits. */
export function scarceFile(file: FileHandle, room: () => number): SealedWriterOptions['file'] {
  return {
    truncate: (length) => file.truncate(length),
    sync: () => file.sync(),
    close: () => file.close(),
    write: (async (bytes: Buffer, from: number, length: number, position: number) => {
      const fits = Math.min(length, Math.max(0, room() - position));
      if (fits > 0) return await file.write(bytes, from, fits, position);
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    }) as FileHandle['write'],
  };
}
