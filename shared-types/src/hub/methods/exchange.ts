import { z } from 'zod';
import { pageIdSchema } from '../../ids.ts';
import { backupSchema, exportFormatSchema, importSourceSchema } from '../exchange.ts';
import { inWorkspace, nothing, startedJob } from './common.ts';

/** Moving in and out, and backups. */
export const exchangeMethods = {
  /** Announces a file to import or restore; its bytes follow as `blob` frames, then `files.finish`
   * is not called: the job reads what has come and deletes it when it is over. */
  'imports.upload': {
    params: z.object({
      /** Path within the chosen folder, or the file's name. */
      path: z.string().min(1).max(1000),
      size: z.number().int().nonnegative(),
    }),
    result: z.object({ transfer: z.string() }),
  },
  /** Gives up what was uploaded for an import that is not started. */
  'imports.discard': {
    params: z.object({ transfers: z.array(z.string()).max(20_000) }),
    result: nothing,
  },
  /** `import-unreadable` when nothing in it is of a known kind. */
  'imports.start': {
    params: inWorkspace.extend({
      parent: pageIdSchema.nullable(),
      transfers: z.array(z.string()).min(1).max(20_000),
      source: importSourceSchema,
    }),
    result: startedJob,
  },
  /** `page` null: the whole workspace. The job ends with an address to save the file from. */
  'exports.start': {
    params: inWorkspace.extend({
      page: pageIdSchema.nullable(),
      withChildren: z.boolean(),
      format: exportFormatSchema,
    }),
    result: startedJob,
  },
  'backups.list': { params: nothing, result: z.array(backupSchema) },
  'backups.create': { params: nothing, result: startedJob },
  /** Brings what a backup holds as new local workspaces beside what is there; `backup-invalid`. */
  'backups.restore': {
    params: z.object({ backup: z.string() }).or(z.object({ transfer: z.string() })),
    result: startedJob,
  },
  'backups.remove': { params: z.object({ backup: z.string() }), result: z.array(backupSchema) },
  /** The workspaces a restore made are in the job's result. */
  'jobs.cancel': { params: z.object({ job: z.string() }), result: nothing },
} as const;
