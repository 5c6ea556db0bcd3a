import { fileUrlScheme } from '@confab/shared-types';
import type { FileHash, WorkspaceId } from '@confab/shared-types';
import type { HubFile } from '../../shell/RunningHub.ts';
import { randomId } from '../randomId.ts';
import type { BlobStore, IncomingBlob } from './BlobStore.ts';
import type { FileIndex, KnownFile } from './FileIndex.ts';

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
    this.#index.add({ workspace, hash, type, size }, false);
    this.#onAdded(workspace);
    return { hash, url: `${fileUrlScheme}${workspace}/${hash}/${encodeURIComponent(name)}` };
  }

  /** A path this profile's windows can load, unguessable to anything else on the machine. */
  async address(file: NamedFile): Promise<string> {
    await this.#ensureHere(file.workspace, file.hash);
    const key = `${file.workspace}/${file.hash}/${file.name}`;
    const capability = this.#capabilityOf.get(key) ?? randomId();
    this.#capabilityOf.set(key, capability);
    this.#capabilities.set(capability, file);
    return `/f/${capability}`;
  }

  /** The file behind `/f/<capability>`; null when there is none, or no longer. */
  async open(capability: string): Promise<HubFile | null> {
    const file = this.#capabilities.get(capability);
    if (file === undefined) return null;
    const known = this.#index.find(file.workspace, file.hash);
    const size = await this.#blobs.size(file.workspace, file.hash);
    if (known === null || size === null) return null;
    const path = this.#blobs.path(file.workspace, file.hash);
    return { path, name: file.name, type: known.type, size };
  }

  waitingUploads(workspace: WorkspaceId): KnownFile[] {
    return this.#index.waitingUploads(workspace);
  }

  async #ensureHere(workspace: WorkspaceId, hash: FileHash): Promise<void> {
    const size = await this.#blobs.size(workspace, hash);
    if (size !== null && this.#index.find(workspace, hash) !== null) return;
    const key = `${workspace}/${hash}`;
    const fetching =
      this.#fetching.get(key) ??
      this.#fetchMissing(workspace, hash).finally(() => this.#fetching.delete(key));
    this.#fetching.set(key, fetching);
    await fetching;
  }
}
