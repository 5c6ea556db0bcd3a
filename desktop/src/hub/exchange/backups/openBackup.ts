import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { ConfabError } from '@confab/shared-types';
import type { WorkspaceId } from '@confab/shared-types';
import { fileLimitBytes } from '../../files/IncomingBlob.ts';
import { openZip } from '../imports/openZip.ts';
import type { ZipLimits } from '../imports/openZip.ts';
import { readAll } from '../imports/SourceFile.ts';
import type { SourceFile } from '../imports/SourceFile.ts';
import {
  backupManifestSchema,
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

export interface OpenedBackup {
  readonly manifest: BackupManifest;
  /** A document's full state. Rejects with `backup-invalid` when it is not what was backed up. */
  document(workspace: WorkspaceId, document: BackedUpDocument): Promise<Uint8Array>;
  /** A version's full state, likewise. */
  version(workspace: WorkspaceId, version: BackedUpVersion): Promise<Uint8Array>;
  /** A file's bytes; whoever reads them compares their hash. */
  file(workspace: WorkspaceId, file: BackedUpFile): Promise<Readable>;
  close(): void;
}

/** All files of a profile may be in it, and a page full of one letter compresses to nothing. */
const limits: ZipLimits = {
  entries: 5_000_000,
  entryBytes: fileLimitBytes,
  totalBytes: Number.MAX_SAFE_INTEGER,
  ratio: 2000,
};

/** Opens a backup. Rejects with `backup-invalid` for anything else, or one of a newer app. */
export async function openBackup(path: string): Promise<OpenedBackup> {
  const zip = await invalidOnError(() => openZip(path, limits));
  try {
    const files = new Map(zip.files.map((file) => [file.path, file]));
    const manifest = await invalidOnError(() => readManifest(entry(files, manifestPath)));
    return {
      manifest,
      document: (workspace, document) =>
        invalidOnError(() =>
          readState(entry(files, documentPath(workspace, document.name)), document),
        ),
      version: (workspace, { page, id, sizeBytes: size, sha256 }) =>
        invalidOnError(() =>
          readState(entry(files, versionPath(workspace, page, id)), { size, sha256 }),
        ),
      file: (workspace, { hash }) =>
        invalidOnError(() => entry(files, filePath(workspace, hash)).open()),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readManifest(file: SourceFile): Promise<BackupManifest> {
  const parsed: unknown = JSON.parse((await readAll(file)).toString('utf8'));
  const manifest = backupManifestSchema.parse(parsed);
  if (manifest.version > backupVersion) throw new Error(`version ${manifest.version}`);
  return manifest;
}

async function readState(
  file: SourceFile,
  { size, sha256 }: Pick<BackedUpDocument, 'size' | 'sha256'>,
): Promise<Uint8Array> {
  if (file.size !== size) throw new Error(`the size of ${file.path}`);
  const state = await readAll(file);
  const hash = createHash('sha256').update(state).digest('hex');
  if (hash !== sha256) throw new Error(`the hash of ${file.path}`);
  return state;
}

function entry(files: ReadonlyMap<string, SourceFile>, path: string): SourceFile {
  const file = files.get(path);
  if (file === undefined) throw new Error(`${path} is missing`);
  return file;
}

async function invalidOnError<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new ConfabError('backup-invalid', detail.slice(0, 300), { cause: error });
  }
}
