import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { diskError, syncFolder } from '../../files/durableFolders.ts';

/**
 * An archive that is written while it is filled. It has its name only once all of it, and the name
 * itself, are on the disk. What is added one after the other is read one after the other.
 */
export class ZipWriter {
  readonly #zip = new yazl.ZipFile();
  readonly #path: string;
  readonly #written: Promise<void>;
  #failure: Error | null = null;

  constructor(path: string) {
    this.#path = path;
    const partial = createWriteStream(this.#partialPath, { mode: 0o600 });
    this.#zip.on('error', (error: Error) => {
      this.#failure ??= error;
      partial.destroy(error);
    });
    this.#written = pipeline(this.#zip.outputStream, partial).catch((error: unknown) => {
      this.#failure ??= error instanceof Error ? error : new Error(String(error));
    });
  }

  addText(path: string, text: string): void {
    this.#zip.addBuffer(Buffer.from(text), path);
  }

  /** Bytes that do not get smaller by being compressed again. */
  addBytes(path: string, bytes: Uint8Array, compress = true): void {
    this.#zip.addBuffer(Buffer.from(bytes), path, { compress });
  }

  /** A file of this disk; most attachments are compressed already. */
  addFile(path: string, file: { readonly path: string; readonly size: number }): void {
    this.#zip.addReadStreamLazy(path, { compress: false, size: file.size }, (give) =>
      give(null, createReadStream(file.path)),
    );
  }

  /** Resolves with the size in bytes when the archive is on the disk for good. */
  async finish(signal: AbortSignal): Promise<number> {
    const stop = (): void => void this.#zip.emit('error', new Error('cancelled'));
    signal.addEventListener('abort', stop);
    this.#zip.end();
    await this.#written;
    signal.removeEventListener('abort', stop);
    try {
      if (this.#failure !== null) throw this.#failure;
      const file = await open(this.#partialPath, 'r+');
      try {
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(this.#partialPath, this.#path);
      await syncFolder(dirname(this.#path));
      return (await stat(this.#path)).size;
    } catch (error) {
      await this.abandon();
      throw diskError(error);
    }
  }

  /** Gives up; nothing is left of it. */
  async abandon(): Promise<void> {
    this.#zip.emit('error', new Error('abandoned'));
    await this.#written;
    await rm(this.#partialPath, { force: true });
  }

  get #partialPath(): string {
    return `${this.#path}.partial`;
  }
}
