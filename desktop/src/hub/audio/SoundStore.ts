import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfabError } from '@confab/shared-types';
import type { HubFile } from '../../shell/RunningHub.ts';
import type { SecretStore } from '../../shell/Host.ts';
import {
  openChunk,
  sealChunk,
  sealedChunkBytes,
  sealedHeader,
  sealedPosition,
  wholeChunks,
} from '../../shell/sealedFile.ts';
import type { Seal } from '../../shell/sealedFile.ts';
import { diskError, isMissing, makeFolder } from '../files/durableFolders.ts';
import { randomId } from '../randomId.ts';
import { SealedWriter } from './SealedWriter.ts';

/** A sound that is whole on the disk. */
export interface StoredSound {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

const keyName = 'audio-key';
const keyBytes = 32;
/** What the disk keeps free for the database when a recording is taken in. */
const reserveBytes = 200 * 1024 * 1024;

/**
 * Sound in the profile's folder `audio/`, each file sealed under a key of its own, which is made of
 * the profile's key in the system's key store and the file's id. Nothing is ever written unsealed.
 */
export class SoundStore {
  readonly #folder: string;
  readonly #secrets: SecretStore;
  readonly #addresses = new Map<string, string>();
  readonly #offered = new Map<string, StoredSound>();
  #key: Promise<Buffer> | null = null;

  private constructor(folder: string, secrets: SecretStore) {
    this.#folder = folder;
    this.#secrets = secrets;
  }

  static async open(folder: string, secrets: SecretStore): Promise<SoundStore> {
    await makeFolder(folder);
    return new SoundStore(folder, secrets);
  }

  get protection(): SecretStore['protection'] {
    return this.#secrets.protection;
  }

  path(id: string): string {
    return join(this.#folder, id);
  }

  /** Rejects with `storage-full` where so many bytes will not fit. */
  async requireSpace(size: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.#folder);
    if (bavail * bsize < size + reserveBytes) throw new ConfabError('storage-full');
  }

  /** Begins a sound; whoever asks keeps its id (`seal.id`) before anything is written. */
  async create(id: string = randomId()): Promise<SealedWriter> {
    const seal = await this.#sealOf(id);
    const path = this.path(id);
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      return new SealedWriter({ file: await open(path, 'wx', 0o600), path, seal });
    } catch (error) {
      throw diskError(error);
    }
  }

  /**
   * Makes a sound whole that was being written when the app died: what is behind the last whole
   * chunk is cut off. Resolves with its size, null when there is nothing of it.
   */
  async repair(id: string): Promise<number | null> {
    const path = this.path(id);
    try {
      const seal = await this.#sealOf(id);
      const file = await open(path, 'r+');
      try {
        const chunks = await countWhole(file, seal);
        if (chunks === 0) return null;
        await file.truncate(sealedPosition(chunks));
        const end = sealChunk(seal, chunks, Buffer.alloc(0));
        await file.write(end, 0, end.length, sealedPosition(chunks));
        await file.sync();
        return chunks * sealedChunkBytes;
      } finally {
        await file.close();
      }
    } catch (error) {
      if (isMissing(error)) return null;
      throw diskError(error);
    }
  }

  /** A path this profile's windows can load it from, unguessable to anything else on the machine. */
  address(sound: StoredSound): string {
    const capability = this.#addresses.get(sound.id) ?? randomId();
    this.#addresses.set(sound.id, capability);
    this.#offered.set(capability, sound);
    return `/f/${capability}`;
  }

  /** The sound behind `/f/<capability>`; null when there is none, or no longer. */
  async openFile(capability: string): Promise<HubFile | null> {
    const sound = this.#offered.get(capability);
    if (sound === undefined) return null;
    const { id, name, size } = sound;
    // Parameters such as codecs say nothing that a player does not find out.
    const type = sound.type.split(';')[0]?.trim() ?? '';
    return { path: this.path(id), name, type, size, seal: await this.#sealOf(id) };
  }

  /** Deletes a sound; nothing happens when it is not there. */
  async remove(id: string): Promise<void> {
    this.#offered.delete(this.#addresses.get(id) ?? '');
    this.#addresses.delete(id);
    try {
      await rm(this.path(id), { force: true });
    } catch (error) {
      throw diskError(error);
    }
  }

  /** Deletes what nobody knows of: a crash came before it could be. */
  async removeOthers(known: ReadonlySet<string>): Promise<void> {
    for (const id of await readdir(this.#folder)) if (!known.has(id)) await this.remove(id);
  }

  async #sealOf(id: string): Promise<Seal> {
    this.#key ??= this.#readKey();
    try {
      const key = hkdfSync('sha256', await this.#key, id, 'confab kept sound', keyBytes);
      return { id, key: new Uint8Array(key) };
    } catch (error) {
      this.#key = null;
      throw error;
    }
  }

  async #readKey(): Promise<Buffer> {
    const kept = await this.#secrets.get(keyName);
    if (kept !== null) return Buffer.from(kept, 'base64');
    const key = randomBytes(keyBytes);
    await this.#secrets.set(keyName, key.toString('base64'));
    return key;
  }
}

interface ReadableFile {
  read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
  stat(): Promise<{ readonly size: number }>;
}

/** Chunks from the first on; the newest may have its length on the disk and not its bytes. */
async function countWhole(file: ReadableFile, seal: Seal): Promise<number> {
  const { size } = await file.stat();
  const length = sealedPosition(1) - sealedHeader.length;
  for (let chunks = wholeChunks(size); chunks > 0; chunks--) {
    const sealed = Buffer.alloc(length);
    await file.read(sealed, 0, length, sealedPosition(chunks - 1));
    if (isWhole(seal, chunks - 1, sealed)) return chunks;
  }
  return 0;
}

function isWhole(seal: Seal, chunk: number, sealed: Buffer): boolean {
  try {
    openChunk(seal, chunk, sealed);
    return true;
  } catch (error) {
    if (error instanceof ConfabError && error.code === 'data-damaged') return false;
    throw error;
  }
}
