import { ConfabError } from '@confab/shared-types';
import type { FileHash, HubParams } from '@confab/shared-types';
import type { IncomingBlob } from './BlobStore.ts';
import type { Files } from './Files.ts';

/**
 * One file on its way from a window to the disk. Pieces are written in order, and each that is
 * written lets the sender go on. What goes wrong with a piece is told when the transfer finishes.
 */
export class FileTransfer {
  readonly #files: Files;
  readonly #announced: HubParams<'files.begin'>;
  readonly #incoming: IncomingBlob;
  readonly #credit: (upTo: number) => void;
  #writing: Promise<void> = Promise.resolve();
  #received = 0;
  #ended = false;
  #failure: ConfabError | null = null;

  constructor(
    files: Files,
    announced: HubParams<'files.begin'>,
    incoming: IncomingBlob,
    credit: (upTo: number) => void,
  ) {
    this.#files = files;
    this.#announced = announced;
    this.#incoming = incoming;
    this.#credit = credit;
  }

  receive(offset: number, bytes: Uint8Array, last: boolean): void {
    if (offset !== this.#received || this.#ended) {
      this.#failure ??= new ConfabError('malformed-message', 'piece out of order');
      return;
    }
    this.#received += bytes.length;
    this.#ended = last;
    this.#writing = this.#writing.then(() => this.#write(bytes));
  }

  /** Resolves when the file is on the disk; rejects with whatever went wrong on the way. */
  async finish(): Promise<{ readonly hash: FileHash; readonly url: string }> {
    await this.#writing;
    if (this.#failure === null && (!this.#ended || this.#received !== this.#announced.size)) {
      this.#failure = new ConfabError('malformed-message', 'the file is not whole');
    }
    if (this.#failure !== null) {
      await this.#incoming.cancel();
      throw this.#failure;
    }
    return this.#files.finish(this.#incoming, this.#announced);
  }

  async cancel(): Promise<void> {
    this.#failure ??= new ConfabError('cancelled');
    await this.#writing;
    await this.#incoming.cancel();
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (this.#failure !== null) return;
    try {
      await this.#incoming.write(bytes);
      this.#credit(this.#incoming.size);
    } catch (error) {
      if (!(error instanceof ConfabError)) throw error;
      this.#failure = error;
    }
  }
}
