import { mkdir, open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError } from '../files/durableFolders.ts';
import type { IncomingFile } from '../files/FileTransfer.ts';
import type { UploadedFile } from '../files/FileTransfers.ts';
import { randomId } from '../randomId.ts';

/** Files on their way in or out, in a folder of the profile that is emptied at every start. */
export class TemporaryFiles {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<TemporaryFiles> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new TemporaryFiles(folder);
  }

  /** A path nothing is at. */
  newPath(): string {
    return join(this.#folder, randomId());
  }

  async newFolder(): Promise<string> {
    const path = this.newPath();
    await mkdir(path, { mode: 0o700 });
    return path;
  }

  /** Begins a file that a window sends. */
  async receive(name: string): Promise<ReceivedFile> {
    const path = this.newPath();
    try {
      return new ReceivedFile(name, path, await open(path, 'wx', 0o600));
    } catch (error) {
      throw diskError(error);
    }
  }

  async remove(path: string): Promise<void> {
    await rm(path, { recursive: true, force: true });
  }
}

/** A file that is written as it comes. */
export class ReceivedFile implements IncomingFile {
  readonly #name: string;
  readonly #path: string;
  readonly #file: FileHandle;
  #size = 0;

  constructor(name: string, path: string, file: FileHandle) {
    this.#name = name;
    this.#path = path;
    this.#file = file;
  }

  get size(): number {
    return this.#size;
  }

  async write(bytes: Uint8Array): Promise<void> {
    try {
      await this.#file.writeFile(bytes);
    } catch (error) {
      throw diskError(error);
    }
    this.#size += bytes.length;
  }

  async finish(): Promise<UploadedFile> {
    await this.#file.close();
    return { name: this.#name, path: this.#path, size: this.#size };
  }

  async cancel(): Promise<void> {
    await this.#file.close();
    await rm(this.#path, { force: true });
  }
}
