import { createHash } from 'node:crypto';
import { createReadStream, rmSync } from 'node:fs';
import type { ReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConfabError } from '@confab/shared-types';
import { newId } from '../newId.ts';

/** Files larger than this are refused. */
export const fileLimitBytes = 200 * 1024 * 1024;

/** The bytes of files on disk, by workspace and SHA-256. */
export class FileStore {
  readonly #root: string;
  /** The dot keeps it apart from every workspace id. */
  readonly #incoming: string;

  private constructor(root: string) {
    this.#root = root;
    this.#incoming = join(root, '.incoming');
  }

  /** Removes what earlier runs left unfinished. */
  static async create(root: string): Promise<FileStore> {
    const store = new FileStore(root);
    await mkdir(store.#incoming, { recursive: true });
    for (const name of await readdir(store.#incoming)) {
      await rm(join(store.#incoming, name), { force: true });
    }
    return store;
  }

  /**
   * Writes the bytes and returns how many there were once file and folder are synced to disk.
   * Throws `file-too-large` or `file-hash-mismatch` and keeps nothing then.
   */
  async write(workspace: string, hash: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
    const temporary = join(this.#incoming, newId());
    try {
      const size = await writeHashed(temporary, hash, chunks);
      const path = this.#path(workspace, hash);
      await mkdir(dirname(path), { recursive: true });
      await rename(temporary, path);
      await syncFolder(dirname(path));
      await syncFolder(dirname(dirname(path)));
      await syncFolder(this.#root);
      return size;
    } catch (error) {
      await rm(temporary, { force: true });
      throw asStorageFull(error);
    }
  }

  async has(workspace: string, hash: string): Promise<boolean> {
    try {
      return (await stat(this.#path(workspace, hash))).isFile();
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
      throw error;
    }
  }

  /** Bytes `start` to `end`, both included. */
  read(workspace: string, hash: string, start: number, end: number): ReadStream {
    return createReadStream(this.#path(workspace, hash), { start, end });
  }

  /**
   * Removes a file, in the same turn: no upload of the same bytes can come in between its record's
   * end and its own.
   */
  remove(workspace: string, hash: string): void {
    rmSync(this.#path(workspace, hash), { force: true });
  }

  async removeWorkspace(workspace: string): Promise<void> {
    await rm(join(this.#root, workspace), { recursive: true, force: true });
  }

  #path(workspace: string, hash: string): string {
    return join(this.#root, workspace, hash.slice(0, 2), hash);
  }
}

async function writeHashed(
  path: string,
  hash: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  try {
    const hasher = createHash('sha256');
    let size = 0;
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > fileLimitBytes) throw new ConfabError('file-too-large');
      hasher.update(chunk);
      await file.writeFile(chunk);
    }
    if (hasher.digest('hex') !== hash) throw new ConfabError('file-hash-mismatch');
    await file.sync();
    return size;
  } finally {
    await file.close();
  }
}

/** Makes a rename in that folder durable. Windows cannot open folders, and needs no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function asStorageFull(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code !== 'ENOSPC' && error.code !== 'EDQUOT') return error;
  return new ConfabError('storage-full', undefined, { cause: error });
}
