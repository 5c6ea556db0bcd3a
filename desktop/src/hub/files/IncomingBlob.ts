import { createHash } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfabError } from '@confab/shared-types';
import type { FileHash } from '@confab/shared-types';
import { diskError, makeFolder, syncFolder } from './durableFolders.ts';

export const fileLimitBytes = 200 * 1024 * 1024;

export interface StoredBlob {
  readonly hash: FileHash;
  readonly size: number;
}

export interface IncomingBlobOptions {
  /** Open for writing at its end. */
  readonly file: FileHandle;
  readonly path: string;
  /** Where it goes once its hash is known. */
  readonly pathOf: (hash: FileHash) => string;
}

/** A file on its way in: hashed as it is written. Every method rejects with ConfabErrors. */
export class IncomingBlob {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #pathOf: (hash: FileHash) => string;
  #hash = createHash('sha256');
  #size = 0;

  constructor({ file, path, pathOf }: IncomingBlobOptions) {
    this.#file = file;
    this.#path = path;
    this.#pathOf = pathOf;
  }

  /** Takes up what was written before. */
  static async resume(options: IncomingBlobOptions): Promise<IncomingBlob> {
    const blob = new IncomingBlob(options);
    const written = options.file.createReadStream({ start: 0, autoClose: false });
    for await (const bytes of written as AsyncIterable<Buffer>) {
      blob.#hash.update(bytes);
      blob.#size += bytes.length;
    }
    return blob;
  }

  get size(): number {
    return this.#size;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#size + bytes.length > fileLimitBytes) throw new ConfabError('file-too-large');
    try {
      await this.#file.writeFile(bytes);
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

  /** Begins again from the first byte. */
  async restart(): Promise<void> {
    try {
      await this.#file.truncate(0);
    } catch (error) {
      throw diskError(error);
    }
    this.#hash = createHash('sha256');
    this.#size = 0;
  }

  /** Keeps what there is, to go on later. */
  async pause(): Promise<void> {
    await this.#file.close();
  }

  async cancel(): Promise<void> {
    await this.#file.close();
    await rm(this.#path, { force: true });
  }
}
