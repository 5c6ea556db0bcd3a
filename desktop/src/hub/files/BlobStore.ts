import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileHash, WorkspaceId } from '@confab/shared-types';
import { randomId } from '../randomId.ts';
import { diskError, isMissing, makeFolder, syncFolder } from './durableFolders.ts';
import { IncomingBlob } from './IncomingBlob.ts';

/** A download that was cut off is not gone on with after this long. */
const partialLifetimeMs = 7 * 86_400_000;

/**
 * Files by the SHA-256 of their bytes, a folder for each workspace. A file has its name only once
 * all of it, and the name itself, are on the disk.
 */
export class BlobStore {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Opens the store; what an earlier run left unfinished is removed, downloads after a week. */
  static async open(folder: string): Promise<BlobStore> {
    const store = new BlobStore(folder);
    await rm(store.#incoming, { recursive: true, force: true });
    await mkdir(store.#incoming, { recursive: true });
    await mkdir(store.#partial, { recursive: true });
    await store.#removeOldPartials();
    return store;
  }

  get #incoming(): string {
    return join(this.#folder, 'incoming');
  }

  get #partial(): string {
    return join(this.#folder, 'partial');
  }

  path(workspace: WorkspaceId, hash: FileHash): string {
    return join(this.#folder, workspace, hash.slice(0, 2), hash);
  }

  /** Where the small picture of a file is, if there is one. */
  thumbnailPath(workspace: WorkspaceId, hash: FileHash): string {
    return `${this.path(workspace, hash)}.webp`;
  }

  /** Size of a file that is here; null when it is not. */
  size(workspace: WorkspaceId, hash: FileHash): Promise<number | null> {
    return sizeOf(this.path(workspace, hash));
  }

  thumbnailSize(workspace: WorkspaceId, hash: FileHash): Promise<number | null> {
    return sizeOf(this.thumbnailPath(workspace, hash));
  }

  async begin(workspace: WorkspaceId): Promise<IncomingBlob> {
    const path = join(this.#incoming, randomId());
    try {
      const file = await open(path, 'wx');
      return new IncomingBlob({ file, path, pathOf: (hash) => this.path(workspace, hash) });
    } catch (error) {
      throw diskError(error);
    }
  }

  /** Goes on with a download that was cut off; begins one when there is none. */
  async resume(workspace: WorkspaceId, hash: FileHash): Promise<IncomingBlob> {
    const path = join(this.#partial, `${workspace}-${hash}`);
    try {
      const file = await open(path, 'a+');
      return await IncomingBlob.resume({ file, path, pathOf: () => this.path(workspace, hash) });
    } catch (error) {
      throw diskError(error);
    }
  }

  /** Keeps the small picture of a file; on the disk when this resolves. */
  async putThumbnail(workspace: WorkspaceId, hash: FileHash, webp: Uint8Array): Promise<void> {
    const temporary = join(this.#incoming, randomId());
    try {
      const file = await open(temporary, 'wx');
      try {
        await file.writeFile(webp);
        await file.sync();
      } finally {
        await file.close();
      }
      const path = this.thumbnailPath(workspace, hash);
      await makeFolder(join(path, '..'));
      await rename(temporary, path);
      await syncFolder(join(path, '..'));
    } catch (error) {
      throw diskError(error);
    }
  }

  /** Gives a file to another workspace too; on the disk when this resolves. */
  async copy(from: WorkspaceId, to: WorkspaceId, hash: FileHash): Promise<void> {
    const path = this.path(to, hash);
    if ((await this.size(to, hash)) !== null) return;
    const temporary = join(this.#incoming, randomId());
    try {
      await linkOrCopy(this.path(from, hash), temporary);
      await makeFolder(join(path, '..'));
      await rename(temporary, path);
      await syncFolder(join(path, '..'));
    } catch (error) {
      throw diskError(error);
    }
  }

  async remove(workspace: WorkspaceId, hash: FileHash): Promise<void> {
    try {
      await rm(this.path(workspace, hash), { force: true });
      await rm(this.thumbnailPath(workspace, hash), { force: true });
    } catch (error) {
      throw diskError(error);
    }
  }

  async removeWorkspace(workspace: WorkspaceId): Promise<void> {
    try {
      await rm(join(this.#folder, workspace), { recursive: true, force: true });
      for (const name of await readdir(this.#partial)) {
        if (name.startsWith(`${workspace}-`)) await rm(join(this.#partial, name), { force: true });
      }
    } catch (error) {
      throw diskError(error);
    }
  }

  async #removeOldPartials(): Promise<void> {
    for (const name of await readdir(this.#partial)) {
      const path = join(this.#partial, name);
      const { mtimeMs } = await stat(path);
      if (Date.now() - mtimeMs > partialLifetimeMs) await rm(path, { force: true });
    }
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw diskError(error);
  }
}

/** A second name costs nothing; some file systems have none. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (isMissing(error)) throw error;
    await copyFile(from, to);
    const file = await open(to, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  }
}
