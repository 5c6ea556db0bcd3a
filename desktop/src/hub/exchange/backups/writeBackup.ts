import { createHash } from 'node:crypto';
import type { DocKey, DocName, WorkspaceId } from '@confab/shared-types';
import * as Y from 'yjs';
import type { Documents } from '../../documents/Documents.ts';
import { workspaceOf } from '../../documents/docNames.ts';
import { readFileReferences } from '../../files/fileReferences.ts';
import type { Files } from '../../files/Files.ts';
import { ZipWriter } from '../exports/ZipWriter.ts';
import type { JobResult, RunningJob } from '../Jobs.ts';
import { backupVersion, documentPath, filePath, manifestPath } from './backupManifest.ts';
import type { BackedUpDocument, BackedUpFile, BackupManifest } from './backupManifest.ts';

export interface BackupServices {
  readonly documents: Documents;
  readonly files: Files;
  /** Every document of a workspace that has anything on disk. */
  readonly documentsOf: (workspace: WorkspaceId) => readonly DocKey[];
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
 * Writes workspaces as an archive to `path`: each document's full state, and the files they refer to
 * as far as they are on this device. Each document is as it was at one moment; typing goes on.
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
      const { documents, files } = await addWorkspace(services, zip, docs, part?.index, job);
      written.push({ id, name: name.slice(0, 120), documents, files });
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
  { documents, files }: BackupServices,
  zip: ZipWriter,
  docs: readonly DocKey[],
  index: Uint8Array | undefined,
  job: RunningJob,
): Promise<{ documents: BackedUpDocument[]; files: BackedUpFile[] }> {
  const added: BackedUpDocument[] = [];
  const kept = new Map<string, BackedUpFile>();
  for (const doc of docs) {
    await job.checkpoint();
    const { ydoc } = documents.open(doc);
    const name: DocName = doc.slice(workspaceOf(doc).length + 1);
    const state = name === 'index' && index !== undefined ? index : Y.encodeStateAsUpdate(ydoc);
    const sha256 = createHash('sha256').update(state).digest('hex');
    zip.addBytes(documentPath(workspaceOf(doc), name), state);
    added.push({ name, size: state.length, sha256 });
    for (const reference of readFileReferences(ydoc)) {
      const { workspace, hash } = reference;
      if (workspace !== workspaceOf(doc) || kept.has(hash)) continue;
      const file = await files.locateHere({ ...reference, name: hash });
      if (file === null) continue;
      zip.addFile(filePath(workspace, hash), file);
      kept.set(hash, { hash, type: file.type, size: file.size });
    }
    job.advance();
  }
  return { documents: added, files: [...kept.values()] };
}

function isPage({ name }: BackedUpDocument): boolean {
  return name.startsWith('page/');
}

function count<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0);
}
