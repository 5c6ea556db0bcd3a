import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { ConfabError, yTypes } from '@confab/shared-types';
import type { DocKey, PageId, PageVersion, WorkspaceId } from '@confab/shared-types';
import * as Y from 'yjs';
import { docKey } from '../../documents/docNames.ts';
import type { Files } from '../../files/Files.ts';
import { rewriteCopy } from '../../pages/rewriteCopy.ts';
import { randomId } from '../../randomId.ts';
import { inBatches } from '../inBatches.ts';
import type { JobResult, RunningJob } from '../Jobs.ts';
import type { BackedUpWorkspace } from './backupManifest.ts';
import { openBackup } from './openBackup.ts';
import type { OpenedBackup } from './openBackup.ts';

/** Few enough that an edit made meanwhile does not wait. */
const writtenAtOnce = 32;

export interface RestoreServices {
  readonly files: Files;
  /** Names of the workspaces there are. */
  readonly names: () => readonly string[];
  /** Writes a document that is not there yet, whatever may be written; resolves when it is on disk. */
  readonly writeDocument: (doc: DocKey, state: Uint8Array) => Promise<void>;
  /** Throws a document away that was written by the above. */
  readonly discardDocument: (doc: DocKey) => void;
  /** Keeps a version of a page that is restored. */
  readonly addVersion: (
    workspace: WorkspaceId,
    page: PageId,
    version: PageVersion,
    state: Uint8Array,
  ) => void;
  readonly forgetVersions: (workspace: WorkspaceId) => void;
  readonly addFavourite: (workspace: WorkspaceId, page: PageId) => void;
  /** Shows a workspace that is on disk as a whole. */
  readonly addWorkspace: (id: WorkspaceId, name: string, docs: readonly DocKey[]) => void;
}

/**
 * Brings what a backup holds as new local workspaces; nothing that is there is touched. All hashes
 * are compared before anything is written, and a workspace is shown once all of it is on disk.
 * Rejects with `backup-invalid`.
 */
export async function restoreBackup(
  services: RestoreServices,
  path: string,
  job: RunningJob,
): Promise<JobResult> {
  const backup = await openBackup(path);
  try {
    const { workspaces } = backup.manifest;
    const steps = workspaces.reduce(
      (sum, each) => sum + each.documents.length + each.files.length + each.versions.length,
      0,
    );
    job.expect(steps * 2);
    await verify(backup, job);
    const restored: WorkspaceId[] = [];
    for (const workspace of workspaces) {
      restored.push(await new WorkspaceRestore(services, backup, workspace, job).run());
    }
    const pages = workspaces.flatMap(({ documents }) =>
      documents.filter(({ name }) => name.startsWith('page/')),
    );
    return { workspaces: restored, pageCount: pages.length };
  } finally {
    backup.close();
  }
}

async function verify(backup: OpenedBackup, job: RunningJob): Promise<void> {
  for (const { id, documents, files, versions } of backup.manifest.workspaces) {
    for (const document of documents) {
      await job.checkpoint();
      readState(await backup.document(id, document)).destroy();
      job.advance();
    }
    for (const version of versions) {
      await job.checkpoint();
      readState(await backup.version(id, version)).destroy();
      job.advance();
    }
    for (const file of files) {
      await job.checkpoint();
      await compareHash(await backup.file(id, file), file.hash);
      job.advance();
    }
  }
}

async function compareHash(stream: Readable, hash: string): Promise<void> {
  const sum = createHash('sha256');
  try {
    for await (const bytes of stream as AsyncIterable<Buffer>) sum.update(bytes);
  } catch (error) {
    throw new ConfabError('backup-invalid', hash, { cause: error });
  }
  if (sum.digest('hex') !== hash) throw new ConfabError('backup-invalid', hash);
}

class WorkspaceRestore {
  readonly #services: RestoreServices;
  readonly #backup: OpenedBackup;
  readonly #from: BackedUpWorkspace;
  readonly #job: RunningJob;
  readonly #id = randomId();
  readonly #written: DocKey[] = [];

  constructor(
    services: RestoreServices,
    backup: OpenedBackup,
    from: BackedUpWorkspace,
    job: RunningJob,
  ) {
    this.#services = services;
    this.#backup = backup;
    this.#from = from;
    this.#job = job;
  }

  /** Resolves with the new workspace's id. */
  async run(): Promise<WorkspaceId> {
    const name = this.#freeName();
    try {
      await this.#writeFiles();
      await this.#writeDocuments(name);
      await this.#writeVersions();
    } catch (error) {
      this.#services.forgetVersions(this.#id);
      for (const doc of this.#written) this.#services.discardDocument(doc);
      await this.#services.files.removeWorkspace(this.#id);
      throw error;
    }
    this.#services.addWorkspace(this.#id, name, this.#written);
    for (const page of this.#from.favourites) this.#services.addFavourite(this.#id, page);
    return this.#id;
  }

  async #writeFiles(): Promise<void> {
    const { files } = this.#services;
    for (const file of this.#from.files) {
      await this.#job.checkpoint();
      const incoming = await files.begin(this.#id);
      try {
        const stream = await this.#backup.file(this.#from.id, file);
        for await (const bytes of stream as AsyncIterable<Buffer>) await incoming.write(bytes);
      } catch (error) {
        await incoming.cancel();
        throw error;
      }
      await files.finish(incoming, { workspace: this.#id, name: file.hash, type: file.type });
      this.#job.advance();
    }
  }

  async #writeVersions(): Promise<void> {
    const changes = this.#changes();
    for (const version of this.#from.versions) {
      await this.#job.checkpoint();
      const ydoc = readState(await this.#backup.version(this.#from.id, version));
      ydoc.transact(() => rewriteCopy(ydoc, changes));
      this.#services.addVersion(this.#id, version.page, version, Y.encodeStateAsUpdate(ydoc));
      ydoc.destroy();
      this.#job.advance();
    }
  }

  /** What of pages names the workspace they are in: files, links. */
  #changes() {
    const pages = new Map(
      this.#from.documents.flatMap((document) => {
        const [kind, id] = document.name.split('/');
        return kind === 'page' && id !== undefined ? [[id, id] as const] : [];
      }),
    );
    return { from: this.#from.id, to: this.#id, pages, blockId: (id: string) => id };
  }

  async #writeDocuments(name: string): Promise<void> {
    const changes = this.#changes();
    await inBatches(this.#from.documents, writtenAtOnce, async (document) => {
      await this.#job.checkpoint();
      const ydoc = readState(await this.#backup.document(this.#from.id, document));
      ydoc.transact(() => {
        if (document.name === 'index') ydoc.getMap(yTypes.meta).set('name', name);
        if (document.name.startsWith('page/')) rewriteCopy(ydoc, changes);
      });
      const doc = docKey(this.#id, document.name);
      this.#written.push(doc);
      await this.#services.writeDocument(doc, Y.encodeStateAsUpdate(ydoc));
      ydoc.destroy();
      this.#job.advance();
    });
  }

  /** The workspace's own name, with a number behind it when there is one of that name. */
  #freeName(): string {
    const taken = new Set(this.#services.names());
    const { name } = this.#from;
    for (let count = 1; ; count++) {
      const tried = count === 1 ? name : `${name.slice(0, 110)} ${count}`;
      if (!taken.has(tried)) return tried;
    }
  }
}

function readState(state: Uint8Array): Y.Doc {
  const ydoc = new Y.Doc();
  try {
    Y.applyUpdate(ydoc, state);
    return ydoc;
  } catch (error) {
    ydoc.destroy();
    throw new ConfabError('backup-invalid', 'a document cannot be read', { cause: error });
  }
}
