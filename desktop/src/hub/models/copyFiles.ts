import { createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface CopiedFile {
  /** Relative to the folder it is copied to; names divided by `/`. */
  readonly path: string;
  readonly size: number;
  open(): Readable | Promise<Readable>;
}

export interface CopyOptions {
  /** Told as bytes are copied, 0..1. */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
}

/** Writes files into a folder; each is on the disk when this resolves. */
export async function copyFiles(
  files: readonly CopiedFile[],
  folder: string,
  { onProgress, signal }: CopyOptions,
): Promise<void> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let copied = 0;
  const count = async function* (bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      copied += chunk.length;
      onProgress?.(Math.min(1, copied / total));
      yield chunk;
    }
  };
  for (const file of files) {
    signal?.throwIfAborted();
    const target = join(folder, file.path);
    await mkdir(dirname(target), { recursive: true });
    const options = signal === undefined ? {} : { signal };
    await pipeline(await file.open(), count, createWriteStream(target), options);
    await syncFile(target);
  }
}

/** Makes what a file holds survive a power cut. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
