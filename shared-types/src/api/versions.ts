import { z } from 'zod';
import { accountIdSchema, idSchema, personIdSchema } from '../ids.ts';

export const versionNameSchema = z.string().trim().min(1).max(120);

/**
 * A kept state of a page. The server keeps those of shared workspaces, the hub those of local ones:
 * one for each spell of editing (at most one in {@link versionIntervalMs}), and named ones for good.
 */
export const pageVersionSchema = z.object({
  id: idSchema,
  /** Milliseconds since the epoch of the last edit that is in it. */
  at: z.number(),
  /** Who edited since the version before, most edits first. */
  authors: z.array(
    z.object({
      account: accountIdSchema.optional(),
      person: personIdSchema.optional(),
      name: z.string().max(80),
    }),
  ),
  name: z.string().max(120).nullable(),
  sizeBytes: z.number().int().nonnegative(),
});
export type PageVersion = z.infer<typeof pageVersionSchema>;

/**
 * `GET /api/workspaces/:id/pages/:page/versions` → newest first, for whoever may read the page.
 * `GET …/versions/:version` → the full state as a Yjs update (`application/octet-stream`);
 * `version-unknown`. `POST …/versions` {@link keepVersionSchema} keeps the present state under a
 * name; `PATCH …/versions/:version` {@link nameVersionSchema} names one (both need `write`).
 */
export const pageVersionListSchema = z.array(pageVersionSchema);
export const keepVersionSchema = z.object({ name: versionNameSchema.nullable() });
export const nameVersionSchema = z.object({ name: versionNameSchema.nullable() });

/** A spell of editing is cut after this long. */
export const versionIntervalMs = 10 * 60_000;
/** Versions without a name are thinned: all of a day, then one a day of a month, then one a month. */
export const versionsKeptPerPage = 200;
