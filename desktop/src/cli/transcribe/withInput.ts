import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openAudio } from '../audio/openAudio.ts';
import type { OpenAudio } from '../audio/openAudio.ts';

/**
 * Opens a recording. What is piped in is put into a file first, since most formats cannot be read
 * from front to back; it is deleted as soon as `use` is done. Throws as `openAudio` does.
 */
export async function withInput<T>(
  file: string,
  stdin: Readable,
  use: (audio: OpenAudio) => Promise<T>,
): Promise<T> {
  if (file !== '-') return use(await openAudio(file));
  const folder = await mkdtemp(join(tmpdir(), 'confab-stdin-'));
  try {
    const copy = join(folder, 'stdin');
    await pipeline(stdin, createWriteStream(copy, { mode: 0o600 }));
    return await use(await openAudio(copy));
  } finally {
    await rm(folder, { recursive: true });
  }
}
