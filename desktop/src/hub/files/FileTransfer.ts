import { ConfabError } from '@confab/shared-types';

/** Where a file is written to while it comes in. Every method rejects with ConfabErrors. */
export interface IncomingFile {
  /** Bytes written so far. */
  readonly size: number;
  write(bytes: Uint8Array): Promise<void>;
  /** Removes what was written. */
  cancel(): Promise<void>;
}

export interface FileTransferOptions<Kept> {
  /** In bytes, as announced; null: it ends when the sender says so. */
  readonly size: number | null;
  readonly incoming: IncomingFile;
  /** Called once, when all of the file is written. */
  readonly keep: () => Promise<Kept>;
  /** Lets the sender go on. */
  readonly credit: (upTo: number) => void;
}

/**
 * One file on its way from a window to the disk. Pieces are written in order, and each that is
 * written lets the sender go on. What goes wrong with a piece is told when the transfer finishes.
 */
export class FileTransfer<Kept> {
  readonly #options: FileTransferOptions<Kept>;
  #writing: Promise<void> = Promise.resolve();
  #received = 0;
  #ended = false;
  #failure: ConfabError | null = null;

  constructor(options: FileTransferOptions<Kept>) {
    this.#options = options;
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
  async finish(): Promise<Kept> {
    const { size, incoming, keep } = this.#options;
    await this.#writing;
    const isWhole = size === null || (this.#ended && this.#received === size);
    if (this.#failure === null && !isWhole) {
      this.#failure = new ConfabError('malformed-message', 'the file is not whole');
    }
    if (this.#failure !== null) {
      await incoming.cancel();
      throw this.#failure;
    }
    return await keep();
  }

  async cancel(): Promise<void> {
    this.#failure ??= new ConfabError('cancelled');
    await this.#writing;
    await this.#options.incoming.cancel();
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (this.#failure !== null) return;
    const { incoming, credit } = this.#options;
    try {
      await incoming.write(bytes);
      credit(incoming.size);
    } catch (error) {
      if (!(error instanceof ConfabError)) throw error;
      this.#failure = error;
    }
  }
}
