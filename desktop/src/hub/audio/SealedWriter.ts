import { rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import {
  sealChunk,
  sealedChunkBytes,
  sealedHeader,
  sealedPosition,
} from '../../shell/sealedFile.ts';
import type { Seal } from '../../shell/sealedFile.ts';
import { diskError } from '../files/durableFolders.ts';
import type { IncomingFile } from '../files/FileTransfer.ts';

export interface SealedWriterOptions {
  /** Empty and open for writing. */
  readonly file: Pick<FileHandle, 'write' | 'truncate' | 'sync' | 'close'>;
  readonly path: string;
  readonly seal: Seal;
}

/**
 * A sealed file on its way in. Only whole chunks are written until it ends, so that what is on the
 * disk can be read up to the last of them whenever the app dies. After a full disk it can go on from
 * where it was. Every method rejects with ConfabErrors.
 */
export class SealedWriter implements IncomingFile {
  readonly seal: Seal;
  readonly #file: SealedWriterOptions['file'];
  readonly #path: string;
  #waiting: Buffer = Buffer.alloc(0);
  #chunks = 0;
  #size = 0;
  #closed = false;

  constructor({ file, path, seal }: SealedWriterOptions) {
    this.seal = seal;
    this.#file = file;
    this.#path = path;
  }

  /** Bytes taken in, those of the chunk that is not full yet among them. */
  get size(): number {
    return this.#size;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    this.#size += bytes.length;
    await this.#writeWhole();
  }

  /** Closes the file; on the disk when this resolves, with its size. */
  async end(): Promise<number> {
    await this.#writeWhole();
    await this.#close(this.#waiting);
    return this.#size;
  }

  /** Closes it with what is on the disk already, after a full disk; resolves with its size. */
  async endEarly(): Promise<number> {
    this.#size = this.#chunks * sealedChunkBytes;
    try {
      await this.#file.truncate(this.#position);
    } catch (error) {
      throw diskError(error);
    }
    await this.#close(Buffer.alloc(0));
    return this.#size;
  }

  async cancel(): Promise<void> {
    await this.#closeHandle();
    await rm(this.#path, { force: true });
  }

  get #position(): number {
    return this.#chunks === 0 ? 0 : sealedPosition(this.#chunks);
  }

  async #writeWhole(): Promise<void> {
    const whole = Math.floor(this.#waiting.length / sealedChunkBytes);
    if (whole === 0) return;
    const sealed = Array.from({ length: whole }, (_, index) => {
      const from = index * sealedChunkBytes;
      const plain = this.#waiting.subarray(from, from + sealedChunkBytes);
      return sealChunk(this.seal, this.#chunks + index, plain);
    });
    await this.#put(sealed);
    this.#chunks += whole;
    this.#waiting = Buffer.from(this.#waiting.subarray(whole * sealedChunkBytes));
  }

  async #close(last: Uint8Array): Promise<void> {
    await this.#put([sealChunk(this.seal, this.#chunks, last)]);
    try {
      await this.#file.sync();
    } catch (error) {
      throw diskError(error);
    }
    await this.#closeHandle();
  }

  async #closeHandle(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#file.close();
  }

  /** Always at the same place until all of it is written. */
  async #put(sealed: readonly Buffer[]): Promise<void> {
    const from = this.#position;
    const bytes = Buffer.concat(from === 0 ? [sealedHeader, ...sealed] : sealed);
    try {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await this.#file.write(
          bytes,
          done,
          bytes.length - done,
          from + done,
        );
        done += bytesWritten;
      }
    } catch (error) {
      throw diskError(error);
    }
  }
}
