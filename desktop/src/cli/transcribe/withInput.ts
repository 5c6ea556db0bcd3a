import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { diskError } from '../../hub/files/durableFolders.ts';
import { openAudio } from '../audio/openAudio.ts';
import type { OpenAudio } from '../audio/openAudio.ts';

/**
 * Opens a recording. What is piped in is put into a file first, since most formats cannot be read
 * from front to back; it is deleted as soon as `use` is done. Throws as `openAudio` does, and
 * `storage-full`.
 */
export async function withInput<T>(
  file: string,
  stdin: Readable,
  signal: AbortSignal,
  use: (audio: OpenAudio) => Promise<T>,
): Promise<T> {
  if (file !== '-') return use(await openAudio(file));
  const folder = await mkdtemp(join(tmpdir(), 'confab-stdin-'));
  try {
    const copy = join(folder, 'stdin');
    await keep(stdin, copy, signal);
    return await use(await openAudio(copy));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function keep(stdin: Readable, path: string, signal: AbortSignal): Promise<void> {
  try {
    await pipeline(stdin, createWriteStream(path, { mode: 0o600 }), { signal });
  } catch (error) {
    throw signal.aborted ? error : diskError(error);
  }
}
