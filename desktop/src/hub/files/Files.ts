import { ConfabError, fileUrlScheme } from '@confab/shared-types';
import type { FileHash, WorkspaceId } from '@confab/shared-types';
import type { HubFile } from '../../shell/RunningHub.ts';
import { randomId } from '../randomId.ts';
import type { BlobStore } from './BlobStore.ts';
import type { FileIndex, WaitingUpload } from './FileIndex.ts';
import type { IncomingBlob } from './IncomingBlob.ts';
import { isThumbnail } from './isThumbnail.ts';

export interface FilesOptions {
  readonly blobs: BlobStore;
  readonly index: FileIndex;
  /** Gets a file that is not here from the workspace's server; rejects `not-found` and so on. */
  readonly fetchMissing: (workspace: WorkspaceId, hash: FileHash) => Promise<void>;
  /** A file came in that the workspace's server does not have. */
  readonly onAdded: (workspace: WorkspaceId) => void;
}

interface NamedFile {
  readonly workspace: WorkspaceId;
  readonly hash: FileHash;
  readonly name: string;
  /** The small picture made of it, not the file itself. */
  readonly thumbnail?: boolean;
}

/** Files that pages refer to: how they come in, and the addresses a window loads them from. */
export class Files {
  readonly #blobs: BlobStore;
  readonly #index: FileIndex;
  readonly #fetchMissing: FilesOptions['fetchMissing'];
  readonly #onAdded: FilesOptions['onAdded'];
  readonly #capabilities = new Map<string, NamedFile>();
  readonly #capabilityOf = new Map<string, string>();
  readonly #fetching = new Map<string, Promise<void>>();

  constructor(options: FilesOptions) {
    this.#blobs = options.blobs;
    this.#index = options.index;
    this.#fetchMissing = options.fetchMissing;
    this.#onAdded = options.onAdded;
  }

  begin(workspace: WorkspaceId): Promise<IncomingBlob> {
    return this.#blobs.begin(workspace);
  }

  /** Finishes a file; resolves with its address in blocks when it is on the disk for good. */
  async finish(
    incoming: IncomingBlob,
    file: { readonly workspace: WorkspaceId; readonly name: string; readonly type: string },
  ): Promise<{ readonly hash: FileHash; readonly url: string }> {
    const { hash, size } = await incoming.finish();
    const { workspace, name, type } = file;
    this.#index.add({ workspace, hash, name, type, size }, false);
    this.#onAdded(workspace);
    return { hash, url: `${fileUrlScheme}${workspace}/${hash}/${encodeURIComponent(name)}` };
  }

  /** A path this profile's windows can load, unguessable to anything else on the machine. */
  async address(file: NamedFile): Promise<string> {
    await this.fetch(file.workspace, file.hash);
    return this.#give(file);
  }

  /** Makes sure that a file is here; rejects with what keeps it away. */
  async fetch(workspace: WorkspaceId, hash: FileHash): Promise<void> {
    const size = await this.#blobs.size(workspace, hash);
    if (size !== null && this.#index.find(workspace, hash) !== null) return;
    const key = `${workspace}/${hash}`;
    const fetching =
      this.#fetching.get(key) ??
      this.#fetchMissing(workspace, hash).finally(() => this.#fetching.delete(key));
    this.#fetching.set(key, fetching);
    await fetching;
  }

  /** Where a file is on this disk, fetched first when it is not; rejects with what keeps it away. */
  async locate(file: NamedFile): Promise<HubFile> {
    await this.fetch(file.workspace, file.hash);
    const found = await this.locateHere(file);
    if (found === null) throw new ConfabError('not-found', file.hash);
    return found;
  }

  /** Where a file is on this disk; null when it is not, whatever its server has. */
  async locateHere({ workspace, hash, name }: NamedFile): Promise<HubFile | null> {
    const known = this.#index.find(workspace, hash);
    const size = await this.#blobs.size(workspace, hash);
    if (known === null || size === null) return null;
    return { path: this.#blobs.path(workspace, hash), name, type: known.type, size };
  }

  /**
   * Brings a file of one workspace into another, from its server when it is not here. Resolves when
   * it is on the disk there.
   */
  async copy(from: WorkspaceId, to: WorkspaceId, hash: FileHash): Promise<void> {
    if (from === to) return;
    await this.fetch(from, hash);
    const known = this.#index.find(from, hash);
    if (known === null) throw new ConfabError('not-found', hash);
    await this.#blobs.copy(from, to, hash);
    this.#index.add({ ...known, workspace: to }, false);
    this.#onAdded(to);
  }

  /** The same for a file that can be had now; one that cannot stays behind. */
  async copyIfHere(from: WorkspaceId, to: WorkspaceId, hash: FileHash): Promise<void> {
    if ((await this.#blobs.size(from, hash)) === null) return;
    if (this.#index.find(from, hash) !== null) await this.copy(from, to, hash);
  }

  /** The address of a file's small picture; null when none was made yet. */
  async thumbnail(workspace: WorkspaceId, hash: FileHash): Promise<string | null> {
    if ((await this.#blobs.thumbnailSize(workspace, hash)) === null) return null;
    return this.#give({ workspace, hash, name: 'thumbnail.webp', thumbnail: true });
  }

  /** Rejects with `malformed-message` for anything but a small WebP, `not-found` without its file. */
  async keepThumbnail(workspace: WorkspaceId, hash: FileHash, webp: Uint8Array): Promise<void> {
    if (!isThumbnail(webp)) throw new ConfabError('malformed-message', 'not a small WebP');
    if (this.#index.find(workspace, hash) === null) throw new ConfabError('not-found', hash);
    await this.#blobs.putThumbnail(workspace, hash, webp);
  }

  /** The file behind `/f/<capability>`; null when there is none, or no longer. */
  async open(capability: string): Promise<HubFile | null> {
    const file = this.#capabilities.get(capability);
    if (file === undefined) return null;
    const { workspace, hash, name } = file;
    if (file.thumbnail === true) {
      const size = await this.#blobs.thumbnailSize(workspace, hash);
      const path = this.#blobs.thumbnailPath(workspace, hash);
      return size === null ? null : { path, name, type: 'image/webp', size };
    }
    return await this.locateHere({ workspace, hash, name });
  }

  waitingUploads(workspace: WorkspaceId): WaitingUpload[] {
    return this.#index.waitingUploads(workspace);
  }

  /** No server has the files of a workspace any more; the next one is offered all of them. */
  forgetServer(workspace: WorkspaceId): void {
    this.#index.offerAgain(workspace);
  }

  /** What was refused may be offered again: the account's role has changed. */
  roleChanged(workspace: WorkspaceId): void {
    this.#index.offerRefused(workspace);
    this.#onAdded(workspace);
  }

  /** Every file of a workspace goes from this device. */
  async removeWorkspace(workspace: WorkspaceId): Promise<void> {
    this.#index.removeWorkspace(workspace);
    await this.#blobs.removeWorkspace(workspace);
  }

  #give(file: NamedFile): string {
    const key = [file.workspace, file.hash, file.name, file.thumbnail === true].join('/');
    const capability = this.#capabilityOf.get(key) ?? randomId();
    this.#capabilityOf.set(key, capability);
    this.#capabilities.set(capability, file);
    return `/f/${capability}`;
  }
}
