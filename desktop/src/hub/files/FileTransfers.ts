import { ConfabError } from '@confab/shared-types';
import type { FileHash, HubParams } from '@confab/shared-types';
import { randomId } from '../randomId.ts';
import { fileLimitBytes } from './BlobStore.ts';
import type { Files } from './Files.ts';
import { FileTransfer } from './FileTransfer.ts';

/** The files one window is sending. */
export class FileTransfers {
  readonly #files: Files;
  readonly #credit: (transfer: string, upTo: number) => void;
  readonly #transfers = new Map<string, FileTransfer>();

  constructor(files: Files, credit: (transfer: string, upTo: number) => void) {
    this.#files = files;
    this.#credit = credit;
  }

  /** Rejects with `file-too-large`, or with what the disk says. */
  async begin(announced: HubParams<'files.begin'>): Promise<string> {
    if (announced.size > fileLimitBytes) throw new ConfabError('file-too-large');
    const incoming = await this.#files.begin(announced.workspace);
    const id = randomId();
    const credit = (upTo: number): void => this.#credit(id, upTo);
    this.#transfers.set(id, new FileTransfer(this.#files, announced, incoming, credit));
    return id;
  }

  /** Throws `not-found` for a transfer that was never begun, or is over. */
  receive(id: string, offset: number, bytes: Uint8Array, last: boolean): void {
    this.#get(id).receive(offset, bytes, last);
  }

  async finish(id: string): Promise<{ readonly hash: FileHash; readonly url: string }> {
    return this.#take(id).finish();
  }

  async cancel(id: string): Promise<void> {
    await this.#take(id).cancel();
  }

  /** The window is gone, and with it what it had not finished. */
  async cancelAll(): Promise<void> {
    await Promise.all([...this.#transfers.keys()].map((id) => this.cancel(id)));
  }

  #take(id: string): FileTransfer {
    const transfer = this.#get(id);
    this.#transfers.delete(id);
    return transfer;
  }

  #get(id: string): FileTransfer {
    const transfer = this.#transfers.get(id);
    if (transfer === undefined) throw new ConfabError('not-found', 'transfer');
    return transfer;
  }
}
