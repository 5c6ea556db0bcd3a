import { openAsBlob } from 'node:fs';
import { ConfabError } from '@confab/shared-types';
import type { FileHash, WorkspaceId } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import type { Log } from '../log.ts';
import type { Outbound } from '../outbound/Outbound.ts';
import type { BlobStore } from './BlobStore.ts';
import type { FileIndex, KnownFile } from './FileIndex.ts';

export interface FileSyncOptions {
  /** Address of the server. */
  readonly url: string;
  readonly session: string;
  readonly outbound: Outbound;
  readonly blobs: BlobStore;
  readonly index: FileIndex;
  readonly clock: Clock;
  readonly log: Log;
  readonly onProgress: () => void;
}

const transferTimeoutMs = 10 * 60_000;
const retryMs = 5_000;

/** Files between this device and one server: up as soon as there are any, down when looked at. */
export class FileSync {
  readonly #options: FileSyncOptions;
  readonly #waiting = new Set<WorkspaceId>();
  #uploading = false;
  #stopped = false;
  #cancelRetry: (() => void) | null = null;

  constructor(options: FileSyncOptions) {
    this.#options = options;
  }

  /** Sends what the server has not got of a workspace. Safe to call at any time. */
  upload(workspace: WorkspaceId): void {
    this.#waiting.add(workspace);
    void this.#uploadAll();
  }

  /** The server has lost something: it is asked for every file of a workspace that is here. */
  offerAgain(workspace: WorkspaceId): void {
    this.#options.index.offerAgain(workspace);
    this.upload(workspace);
  }

  /** Gets a file; resolves when it is on the disk. Rejects `not-found`, `file-hash-mismatch` … */
  async download(workspace: WorkspaceId, hash: FileHash): Promise<void> {
    const { outbound, session, blobs, index } = this.#options;
    const response = await outbound.send({
      method: 'GET',
      url: this.#address(workspace, hash),
      session,
      timeoutMs: transferTimeoutMs,
    });
    const incoming = await blobs.begin(workspace);
    try {
      for await (const bytes of response.body ?? []) await incoming.write(bytes);
    } catch (error) {
      await incoming.cancel();
      if (error instanceof ConfabError) throw error;
      throw new ConfabError('server-unreachable', hash, { cause: error });
    }
    const { size } = await incoming.finish(hash);
    const type = response.headers.get('content-type') ?? 'application/octet-stream';
    index.add({ workspace, hash, type, size }, true);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry?.();
  }

  async #uploadAll(): Promise<void> {
    if (this.#uploading) return;
    this.#uploading = true;
    try {
      for (const workspace of this.#waiting) {
        await this.#uploadWorkspace(workspace);
        this.#waiting.delete(workspace);
      }
    } catch (error) {
      this.#options.log('files could not be uploaded', error);
      this.#retryLater();
    } finally {
      this.#uploading = false;
    }
  }

  async #uploadWorkspace(workspace: WorkspaceId): Promise<void> {
    for (;;) {
      const [next] = this.#options.index.waitingUploads(workspace);
      if (next === undefined || this.#stopped) return;
      await this.#uploadFile(next);
      this.#options.onProgress();
    }
  }

  async #uploadFile({ workspace, hash, type }: KnownFile): Promise<void> {
    const { outbound, session, blobs, index } = this.#options;
    if (await this.#isThere(workspace, hash)) return index.markUploaded(workspace, hash);
    const body = await openAsBlob(blobs.path(workspace, hash), { type });
    await outbound.send({
      method: 'PUT',
      url: this.#address(workspace, hash),
      session,
      body,
      timeoutMs: transferTimeoutMs,
    });
    index.markUploaded(workspace, hash);
  }

  /** Whether the server has a file already: somebody else's upload, or one whose answer was lost. */
  async #isThere(workspace: WorkspaceId, hash: FileHash): Promise<boolean> {
    const { outbound, session } = this.#options;
    try {
      await outbound.send({ method: 'HEAD', url: this.#address(workspace, hash), session });
      return true;
    } catch (error) {
      if (error instanceof ConfabError && error.code === 'not-found') return false;
      throw error;
    }
  }

  #retryLater(): void {
    if (this.#stopped) return;
    this.#cancelRetry?.();
    this.#cancelRetry = this.#options.clock.after(retryMs, () => void this.#uploadAll());
  }

  #address(workspace: WorkspaceId, hash: FileHash): string {
    return `${this.#options.url}/files/${workspace}/${hash}`;
  }
}
