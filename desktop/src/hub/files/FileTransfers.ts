import { ConfabError } from '@confab/shared-types';
import type { FileHash, HubParams } from '@confab/shared-types';
import { randomId } from '../randomId.ts';
import type { Files } from './Files.ts';
import { FileTransfer } from './FileTransfer.ts';
import type { FileTransferOptions, IncomingFile } from './FileTransfer.ts';
import { fileLimitBytes } from './IncomingBlob.ts';

interface StoredFile {
  readonly hash: FileHash;
  readonly url: string;
}

/** A file that came in to be imported, and is no file of a workspace. */
export interface UploadedFile {
  /** Path within the folder that was chosen, or the file's name. */
  readonly name: string;
  /** Absolute path on this disk. */
  readonly path: string;
  readonly size: number;
}

/** The files one window is sending. */
export class FileTransfers {
  readonly #files: Files;
  readonly #credit: (transfer: string, upTo: number) => void;
  readonly #transfers = new Map<string, FileTransfer<StoredFile>>();
  readonly #uploads = new Map<string, FileTransfer<UploadedFile>>();
  readonly #sounds = new Map<string, FileTransfer<void>>();
  #gone = false;

  constructor(files: Files, credit: (transfer: string, upTo: number) => void) {
    this.#files = files;
    this.#credit = credit;
  }

  /** Rejects with `file-too-large`, or with what the disk says. */
  async begin(announced: HubParams<'files.begin'>): Promise<string> {
    if (announced.size > fileLimitBytes) throw new ConfabError('file-too-large');
    const incoming = await this.#files.begin(announced.workspace);
    const id = randomId();
    const transfer = new FileTransfer({
      size: announced.size,
      incoming,
      keep: () => this.#files.finish(incoming, announced),
      credit: (upTo) => this.#credit(id, upTo),
    });
    this.#transfers.set(id, transfer);
    return id;
  }

  /** Takes in a file that is to be imported, of `size` bytes; `keep` says where it is then. */
  beginUpload(size: number, incoming: IncomingFile, keep: () => Promise<UploadedFile>): string {
    const id = randomId();
    const credit = (upTo: number): void => this.#credit(id, upTo);
    this.#uploads.set(id, new FileTransfer({ size, incoming, keep, credit }));
    return id;
  }

  /** Takes in sound, which its owner keeps. Throws `cancelled` when the window is gone by now. */
  beginSound(sound: Omit<FileTransferOptions<void>, 'credit'>): string {
    if (this.#gone) throw new ConfabError('cancelled');
    const id = randomId();
    this.#sounds.set(id, new FileTransfer({ ...sound, credit: (upTo) => this.#credit(id, upTo) }));
    return id;
  }

  /** Throws `not-found` for a transfer that was never begun, or is over. */
  receive(id: string, offset: number, bytes: Uint8Array, last: boolean): void {
    const transfer = this.#transfers.get(id) ?? this.#uploads.get(id) ?? existing(this.#sounds, id);
    transfer.receive(offset, bytes, last);
  }

  async finish(id: string): Promise<StoredFile> {
    return await taken(this.#transfers, id).finish();
  }

  /** Resolves with an upload when all of it is here; the window has no part in it any more. */
  async finishUpload(id: string): Promise<UploadedFile> {
    return await taken(this.#uploads, id).finish();
  }

  /** Nothing happens when it is over. */
  async cancelSound(id: string): Promise<void> {
    const transfer = this.#sounds.get(id);
    this.#sounds.delete(id);
    await transfer?.cancel();
  }

  /** Resolves when the sound is on the disk. */
  async finishSound(id: string): Promise<void> {
    await taken(this.#sounds, id).finish();
  }

  async cancel(id: string): Promise<void> {
    await taken(this.#transfers, id).cancel();
  }

  async cancelUpload(id: string): Promise<void> {
    await taken(this.#uploads, id).cancel();
  }

  /** The window is gone, and with it what it had not finished. */
  async cancelAll(): Promise<void> {
    this.#gone = true;
    await Promise.all([
      ...[...this.#transfers.keys()].map((id) => this.cancel(id)),
      ...[...this.#uploads.keys()].map((id) => this.cancelUpload(id)),
      ...[...this.#sounds.keys()].map((id) => this.cancelSound(id)),
    ]);
  }
}

/** Begins a transfer, or cancels what was made ready for it. */
export async function begun(incoming: IncomingFile, begin: () => string): Promise<string> {
  try {
    return begin();
  } catch (error) {
    await incoming.cancel();
    throw error;
  }
}

function taken<Kept>(transfers: Map<string, FileTransfer<Kept>>, id: string): FileTransfer<Kept> {
  const transfer = existing(transfers, id);
  transfers.delete(id);
  return transfer;
}

function existing<Kept>(
  transfers: ReadonlyMap<string, FileTransfer<Kept>>,
  id: string,
): FileTransfer<Kept> {
  const transfer = transfers.get(id);
  if (transfer === undefined) throw new ConfabError('not-found', 'transfer');
  return transfer;
}
