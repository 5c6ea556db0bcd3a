import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { HubFile } from './RunningHub.ts';
import { readSealed } from './sealedFile.ts';

/** The bytes from `start` to `end`, both counted in; what lies sealed on the disk is opened. */
export function readHubFile(
  { path, size, seal }: Pick<HubFile, 'path' | 'size' | 'seal'>,
  start: number,
  end: number,
): Readable {
  if (seal === undefined) return createReadStream(path, { start, end });
  return Readable.from(readSealed({ path, size, seal }, start, end), { objectMode: false });
}
