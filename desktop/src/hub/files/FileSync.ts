import { ConfabError } from '@confab/shared-types';
import type { ErrorCode, FileHash, WorkspaceId } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import type { Log } from '../log.ts';
import type { Outbound } from '../outbound/Outbound.ts';
import type { BlobStore } from './BlobStore.ts';
import { downloadFile } from './downloadFile.ts';
import type { FileIndex, WaitingUpload } from './FileIndex.ts';
import { uploadFile } from './uploadFile.ts';

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

/** How the upload of one file stands. */
export interface UploadProgress {
  readonly sentBytes: number;
  /** Why the last try ended. */
  readonly error: ErrorCode | null;
}

const retryMs = 5_000;
const notBegun: UploadProgress = { sentBytes: 0, error: null };

/** Files between this device and one server: up as soon as there are any, down when looked at. */
export class FileSync {
  readonly #options: FileSyncOptions;
  readonly #waiting = new Set<WorkspaceId>();
  readonly #progress = new Map<string, UploadProgress>();
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

  progress({ workspace, hash }: Pick<WaitingUpload, 'workspace' | 'hash'>): UploadProgress {
    return this.#progress.get(`${workspace}/${hash}`) ?? notBegun;
  }

  /**
   * Gets a file; resolves when it is on the disk. What was received before a break is kept and gone
   * on with. Rejects `not-found`, `server-unreachable`, `file-hash-mismatch` …
   */
  download(workspace: WorkspaceId, hash: FileHash): Promise<void> {
    return downloadFile(
      { ...this.#options, address: this.#address(workspace, hash) },
      {
        workspace,
        hash,
      },
    );
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
        if (await this.#uploadWorkspace(workspace)) this.#waiting.delete(workspace);
      }
    } catch (error) {
      this.#options.log('files could not be uploaded', error);
    } finally {
      this.#uploading = false;
    }
    if (this.#waiting.size > 0) this.#retryLater();
  }

  /** Whether all of it is there now. Throws where going on with other files makes no sense. */
  async #uploadWorkspace(workspace: WorkspaceId): Promise<boolean> {
    const failed = new Set<FileHash>();
    for (;;) {
      const waiting = this.#options.index.waitingUploads(workspace);
      const next = waiting.find(({ hash }) => !failed.has(hash));
      if (next === undefined || this.#stopped) return waiting.length === 0;
      if (!(await this.#uploadFile(next))) failed.add(next.hash);
      this.#options.onProgress();
    }
  }

  /** False: it is tried again later. */
  async #uploadFile(file: WaitingUpload): Promise<boolean> {
    const { index } = this.#options;
    const { workspace, hash } = file;
    const key = `${workspace}/${hash}`;
    try {
      await uploadFile(
        { ...this.#options, address: this.#address(workspace, hash) },
        file,
        (sent) => {
          this.#progress.set(key, { sentBytes: sent, error: null });
          this.#options.onProgress();
        },
      );
      index.markUploaded(workspace, hash);
      this.#progress.delete(key);
      return true;
    } catch (error) {
      if (!(error instanceof ConfabError)) throw error;
      this.#progress.set(key, { ...this.progress(file), error: error.code });
      if (isFinal(error)) {
        this.#options.log(`a file is not uploaded: ${error.code}`);
        index.refuse(workspace, hash, error.code);
        return true;
      }
      if (error.code === 'server-unreachable' || error.code === 'unauthenticated') throw error;
      return false;
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

/** Whether trying again would change nothing: no right to, or no such bytes here. */
function isFinal({ code }: ConfabError): boolean {
  return (
    code === 'no-permission' ||
    code === 'not-found' ||
    code === 'file-too-large' ||
    code === 'file-hash-mismatch'
  );
}
