import {
  docNameSchema,
  fileHashSchema,
  pageIdSchema,
  pageVersionSchema,
  workspaceIdSchema,
} from '@confab/shared-types';
import type { DocName, FileHash, PageId, WorkspaceId } from '@confab/shared-types';
import { z } from 'zod';

/** Raised when an older app could not restore what a newer one backs up. */
export const backupVersion = 1;
export const manifestPath = 'manifest.json';

const documentSchema = z.object({
  name: docNameSchema,
  size: z.number().int().nonnegative(),
  sha256: fileHashSchema,
});

const fileSchema = z.object({
  hash: fileHashSchema,
  type: z.string().max(127),
  size: z.number().int().nonnegative(),
});

/** A kept version of a page. */
const versionSchema = pageVersionSchema.extend({
  page: pageIdSchema,
  sha256: fileHashSchema,
});

const workspaceSchema = z.object({
  id: workspaceIdSchema,
  name: z.string().max(120),
  documents: z.array(documentSchema),
  files: z.array(fileSchema),
  /** Earlier apps backed up neither of these. */
  versions: z.array(versionSchema).default([]),
  favourites: z.array(pageIdSchema).default([]),
});

/** What a backup holds: the full state of each document as a Yjs update, and files by their hash. */
export const backupManifestSchema = z.object({
  format: z.literal('confab-backup'),
  version: z.number().int().positive(),
  /** Milliseconds since the epoch. */
  madeAt: z.number(),
  workspaces: z.array(workspaceSchema),
});
export type BackupManifest = z.infer<typeof backupManifestSchema>;
export type BackedUpWorkspace = z.infer<typeof workspaceSchema>;
export type BackedUpDocument = z.infer<typeof documentSchema>;
export type BackedUpFile = z.infer<typeof fileSchema>;
export type BackedUpVersion = z.infer<typeof versionSchema>;

export function documentPath(workspace: WorkspaceId, name: DocName): string {
  return `workspaces/${workspace}/documents/${name}.yjs`;
}

export function filePath(workspace: WorkspaceId, hash: FileHash): string {
  return `workspaces/${workspace}/files/${hash}`;
}

export function versionPath(workspace: WorkspaceId, page: PageId, id: string): string {
  return `workspaces/${workspace}/versions/${page}/${id}.yjs`;
}
