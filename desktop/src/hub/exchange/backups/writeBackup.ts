import { createHash } from 'node:crypto';
import type { DocKey, DocName, PageId, WorkspaceId } from '@confab/shared-types';
import * as Y from 'yjs';
import type { Documents } from '../../documents/Documents.ts';
import { parseDocKey, workspaceOf } from '../../documents/docNames.ts';
import { readFileReferences } from '../../files/fileReferences.ts';
import type { Files } from '../../files/Files.ts';
import type { FileReference } from '../../files/fileReferences.ts';
import type { KeptState } from '../../versions/Versions.ts';
import { ZipWriter } from '../exports/ZipWriter.ts';
import type { JobResult, RunningJob } from '../Jobs.ts';
import {
  backupVersion,
  documentPath,
  filePath,
  manifestPath,
  versionPath,
} from './backupManifest.ts';
import type {
  BackedUpDocument,
  BackedUpFile,
  BackedUpVersion,
  BackupManifest,
} from './backupManifest.ts';

export interface BackupServices {
  readonly documents: Documents;
  readonly files: Files;
  /** Every document of a workspace that has anything on disk. */
  readonly documentsOf: (workspace: WorkspaceId) => readonly DocKey[];
  /** The versions of a page that are here. */
  readonly versionsOf: (workspace: WorkspaceId, page: PageId) => Iterable<KeptState>;
  readonly favouritesOf: (workspace: WorkspaceId) => readonly PageId[];
}

/** A workspace to back up, or a part of it. */
export interface WorkspaceToBackUp {
  readonly id: WorkspaceId;
  readonly name: string;
  /** Absent: all of it. */
  readonly part?: {
    readonly documents: readonly DocKey[];
    /** Stands for the workspace's own index. */
    readonly index: Uint8Array;
  };
}

/**
 * Writes workspaces as an archive to `path`: each document's full state, the versions of pages and
 * the files that either refers to as far as they are on this device, and the favourites. Preferences
 * are left out: they are the profile's, and restoring touches nothing that is there. Each document is as it was at one moment; typing goes on.
 */
export async function writeBackup(
  services: BackupServices,
  workspaces: readonly WorkspaceToBackUp[],
  madeAt: number,
  path: string,
  job: RunningJob,
): Promise<JobResult> {
  const zip = new ZipWriter(path);
  try {
    const planned = workspaces.map((workspace) => ({
      ...workspace,
      docs: workspace.part?.documents ?? services.documentsOf(workspace.id),
    }));
    job.expect(planned.reduce((sum, { docs }) => sum + docs.length, 0));
    const written: BackupManifest['workspaces'] = [];
    for (const { id, name, docs, part } of planned) {
      const content = await addWorkspace(services, zip, docs, part?.index, job);
      const pages = new Set(content.documents.map((document) => document.name));
      const favourites = services.favouritesOf(id).filter((page) => pages.has(`page/${page}`));
      written.push({ id, name: name.slice(0, 120), ...content, favourites });
    }
    const manifest: BackupManifest = {
      format: 'confab-backup',
      version: backupVersion,
      madeAt,
      workspaces: written,
    };
    zip.addText(manifestPath, JSON.stringify(manifest, null, 1));
    const sizeBytes = await zip.finish(job.signal);
    const pageCount = count(written, ({ documents }) => documents.filter(isPage).length);
    return { pageCount, fileCount: count(written, ({ files }) => files.length), sizeBytes };
  } catch (error) {
    await zip.abandon();
    throw error;
  }
}

async function addWorkspace(
  { documents, files, versionsOf }: BackupServices,
  zip: ZipWriter,
  docs: readonly DocKey[],
  index: Uint8Array | undefined,
  job: RunningJob,
): Promise<{
  documents: BackedUpDocument[];
  files: BackedUpFile[];
  versions: BackedUpVersion[];
}> {
  const added: BackedUpDocument[] = [];
  const versions: BackedUpVersion[] = [];
  const kept = new Map<string, BackedUpFile>();
  for (const doc of docs) {
    await job.checkpoint();
    const { ydoc } = documents.open(doc);
    const name: DocName = doc.slice(workspaceOf(doc).length + 1);
    const state = name === 'index' && index !== undefined ? index : Y.encodeStateAsUpdate(ydoc);
    zip.addBytes(documentPath(workspaceOf(doc), name), state);
    added.push({ name, size: state.length, sha256: sha256Of(state) });
    await addFiles(workspaceOf(doc), readFileReferences(ydoc));
    const parts = parseDocKey(doc);
    if (parts.kind === 'page') await addVersions(workspaceOf(doc), parts.page);
    job.advance();
  }
  return { documents: added, files: [...kept.values()], versions };

  async function addVersions(workspace: WorkspaceId, page: PageId): Promise<void> {
    for (const { version, state, files: shown } of versionsOf(workspace, page)) {
      zip.addBytes(versionPath(workspace, page, version.id), state);
      versions.push({ ...version, page, sizeBytes: state.length, sha256: sha256Of(state) });
      await addFiles(workspace, shown);
    }
  }

  async function addFiles(from: WorkspaceId, references: readonly FileReference[]): Promise<void> {
    for (const reference of references) {
      const { workspace, hash } = reference;
      if (workspace !== from || kept.has(hash)) continue;
      const file = await files.locateHere({ ...reference, name: hash });
      if (file === null) continue;
      zip.addFile(filePath(workspace, hash), file);
      kept.set(hash, { hash, type: file.type, size: file.size });
    }
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function isPage({ name }: BackedUpDocument): boolean {
  return name.startsWith('page/');
}

function count<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0);
}
