import { createReadStream } from 'node:fs';
import type { ReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfabError } from '@confab/shared-types';
import type { AccountId } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';

/** An upload that was cut off is not gone on with after this long. */
const lifetimeMs = 7 * 86_400_000;
/** Begun and not finished by one account; the oldest go first. */
const unfinishedLimit = 16;

export interface PartialUpload {
  readonly workspace: string;
  readonly hash: string;
  /** Nobody goes on with what somebody else began. */
  readonly account: AccountId;
}

/** The first bytes of files whose upload was cut off: whoever began it goes on behind them. */
export class PartialUploads {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #writing = new Set<string>();

  private constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** `root`: where the files are; the dot keeps the folder apart from every workspace id. */
  static async create(root: string, clock: Clock): Promise<PartialUploads> {
    const uploads = new PartialUploads(join(root, '.partial'), clock);
    await mkdir(uploads.#folder, { recursive: true });
    return uploads;
  }

  /** How many bytes there are. */
  async size(upload: PartialUpload): Promise<number> {
    try {
      return (await stat(this.#path(upload))).size;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
      throw error;
    }
  }

  /**
   * Writes bytes behind what there is and answers how many there are then. What arrived before a
   * broken connection stays. Throws `already-done` unless there are exactly `offset` bytes, also
   * while others are being written, and `file-too-large` beyond `limit`.
   */
  async append(
    upload: PartialUpload,
    { offset, limit }: { readonly offset: number; readonly limit: number },
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<number> {
    const path = this.#path(upload);
    if (this.#writing.has(path)) throw new ConfabError('already-done', 'being written');
    this.#writing.add(path);
    try {
      let size = await this.size(upload);
      if (size !== offset) throw new ConfabError('already-done', `there are ${String(size)} bytes`);
      if (size === 0) await this.#makeRoom(upload.account);
      const file = await open(path, 'a', 0o600);
      try {
        for await (const chunk of chunks) {
          size += chunk.length;
          if (size > limit) throw new ConfabError('file-too-large');
          await file.writeFile(chunk);
        }
        await file.sync();
      } finally {
        await file.close();
      }
      return size;
    } finally {
      this.#writing.delete(path);
    }
  }

  read(upload: PartialUpload): ReadStream {
    return createReadStream(this.#path(upload));
  }

  async remove(upload: PartialUpload): Promise<void> {
    await rm(this.#path(upload), { force: true });
  }

  async removeWorkspace(workspace: string): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      if (name.startsWith(`${workspace}.`)) await rm(join(this.#folder, name), { force: true });
    }
  }

  /** Lets go of what is too old, and of what is too much of one account. */
  async #makeRoom(account: AccountId): Promise<void> {
    const uploads = await Promise.all(
      (await readdir(this.#folder)).map(async (name) => {
        const path = join(this.#folder, name);
        return { path, own: name.endsWith(`.${account}`), at: (await stat(path)).mtimeMs };
      }),
    );
    const oldest = this.#clock.now() - lifetimeMs;
    const own = uploads.filter((upload) => upload.own).toSorted((a, b) => b.at - a.at);
    const surplus = new Set(own.slice(unfinishedLimit - 1));
    for (const upload of uploads) {
      const goes = upload.at < oldest || surplus.has(upload);
      if (goes && !this.#writing.has(upload.path)) await rm(upload.path, { force: true });
    }
  }

  #path({ workspace, hash, account }: PartialUpload): string {
    return join(this.#folder, `${workspace}.${hash}.${account}`);
  }
}
