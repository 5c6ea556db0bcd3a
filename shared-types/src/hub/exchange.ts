import { z } from 'zod';
import { errorCodeSchema } from '../errors.ts';
import { pageIdSchema, workspaceIdSchema } from '../ids.ts';

export const exportFormatSchema = z.enum(['markdown', 'html', 'backup']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** `auto` looks at the files: Notion's and Obsidian's exports are recognised by their shape. */
export const importSourceSchema = z.enum(['auto', 'markdown', 'html', 'notion', 'obsidian']);
export type ImportSource = z.infer<typeof importSourceSchema>;

/** Something that could not be kept as it was, and what became of it. */
export const importLossSchema = z.object({
  path: z.string(),
  what: z.enum([
    'file-unreadable',
    'file-too-large',
    'file-type-unknown',
    'link-target-missing',
    'attachment-missing',
    'markup-as-text',
    'database-as-table',
    'page-too-large',
  ]),
  detail: z.string().max(300),
});
export type ImportLoss = z.infer<typeof importLossSchema>;

/** A backup file of this profile. */
export const backupSchema = z.object({
  id: z.string(),
  at: z.number(),
  sizeBytes: z.number().int().nonnegative(),
  /** Made by the daily schedule; only those are removed by it. */
  automatic: z.boolean(),
});
export type Backup = z.infer<typeof backupSchema>;

/** Work in the hub that takes a while. Told whenever it moves, at most ten times a second. */
export const jobSchema = z.object({
  job: z.string(),
  kind: z.enum(['import', 'export', 'backup', 'restore']),
  /** `done` and `total` count pages and files; total 0: not known yet. */
  done: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
  state: z.discriminatedUnion('name', [
    z.object({ name: z.literal('running') }),
    z.object({ name: z.literal('cancelled') }),
    z.object({
      name: z.literal('failed'),
      code: errorCodeSchema,
      detail: z.string().max(500).optional(),
    }),
    z.object({
      name: z.literal('done'),
      /** Import: the pages at its top. */
      pages: z.array(pageIdSchema).optional(),
      pageCount: z.number().int().nonnegative().optional(),
      fileCount: z.number().int().nonnegative().optional(),
      losses: z.array(importLossSchema).max(1000).optional(),
      /** Restore: what was made. */
      workspaces: z.array(workspaceIdSchema).optional(),
      /** Export: where this window can load the file, and what to call it. */
      address: z.string().optional(),
      fileName: z.string().optional(),
      sizeBytes: z.number().int().nonnegative().optional(),
    }),
  ]),
});
export type Job = z.infer<typeof jobSchema>;
