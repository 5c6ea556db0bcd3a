import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfabError } from '@confab/shared-types';
import type { FileHash, WorkspaceId } from '@confab/shared-types';
import { randomId } from '../randomId.ts';

export const fileLimitBytes = 200 * 1024 * 1024;

export interface StoredBlob {
  readonly hash: FileHash;
  readonly size: number;
}

/**
 * Files by the SHA-256 of their bytes, a folder for each workspace. A file has its name only once
 * all of it, and the name itself, are on the disk.
 */
export class BlobStore {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Opens the store; what an earlier run left unfinished is removed. */
  static async open(folder: string): Promise<BlobStore> {
    const store = new BlobStore(folder);
    await rm(store.#incoming, { recursive: true, force: true });
    await mkdir(store.#incoming, { recursive: true });
    return store;
  }

  get #incoming(): string {
    return join(this.#folder, 'incoming');
  }

  path(workspace: WorkspaceId, hash: FileHash): string {
    return join(this.#folder, workspace, hash.slice(0, 2), hash);
  }

  /** Size of a file that is here; null when it is not. */
  async size(workspace: WorkspaceId, hash: FileHash): Promise<number | null> {
    try {
      return (await stat(this.path(workspace, hash))).size;
    } catch (error) {
      if (isMissing(error)) return null;
      throw diskError(error);
    }
  }

  async begin(workspace: WorkspaceId): Promise<IncomingBlob> {
    const path = join(this.#incoming, randomId());
    try {
      const file = await open(path, 'wx');
      return new IncomingBlob(file, path, (hash) => this.path(workspace, hash));
    } catch (error) {
      throw diskError(error);
    }
  }
}

/** A file on its way in: hashed as it is written. Every method rejects with ConfabErrors. */
export class IncomingBlob {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #pathOf: (hash: FileHash) => string;
  readonly #hash = createHash('sha256');
  #size = 0;

  constructor(file: FileHandle, path: string, pathOf: (hash: FileHash) => string) {
    this.#file = file;
    this.#path = path;
    this.#pathOf = pathOf;
  }

  get size(): number {
    return this.#size;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#size + bytes.length > fileLimitBytes) throw new ConfabError('file-too-large');
    try {
      await this.#file.write(bytes);
    } catch (error) {
      throw diskError(error);
    }
    this.#hash.update(bytes);
    this.#size += bytes.length;
  }

  /**
   * Puts the file in its place; resolves when the bytes and the name are on the disk. Rejects with
   * `file-hash-mismatch`, and keeps nothing, when it is not the `expected` one.
   */
  async finish(expected?: FileHash): Promise<StoredBlob> {
    const hash = this.#hash.digest('hex');
    if (expected !== undefined && hash !== expected) {
      await this.cancel();
      throw new ConfabError('file-hash-mismatch', expected);
    }
    const path = this.#pathOf(hash);
    try {
      await this.#file.sync();
      await this.#file.close();
      await makeFolder(join(path, '..'));
      await rename(this.#path, path);
      await syncFolder(join(path, '..'));
    } catch (error) {
      throw diskError(error);
    }
    return { hash, size: this.#size };
  }

  async cancel(): Promise<void> {
    await this.#file.close();
    await rm(this.#path, { force: true });
  }
}

/** Makes a folder whose own entry survives a power cut too. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let path = folder; path.length >= first.length; path = join(path, '..')) {
    await syncFolder(join(path, '..'));
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder for syncing; NTFS logs its names itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function diskError(error: unknown): ConfabError {
  if (error instanceof ConfabError) return error;
  const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  const detail = error instanceof Error ? error.message : String(error);
  return new ConfabError(full ? 'storage-full' : 'storage-failed', detail, { cause: error });
}
