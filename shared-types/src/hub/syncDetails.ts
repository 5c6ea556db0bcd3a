import { z } from 'zod';
import { fileHashSchema, pageIdSchema } from '../ids.ts';
import { errorCodeSchema } from '../errors.ts';

/** A document with edits that the server has not got, or with parts set aside. */
export const waitingDocumentSchema = z.object({
  /** Null: the page tree. */
  page: pageIdSchema.nullable(),
  part: z.enum(['page', 'comments', 'tree', 'call']),
  waiting: z.number().int().nonnegative(),
  /** Milliseconds since the epoch of the oldest waiting edit. */
  since: z.number().nullable(),
  /** Rows that could not be read and were set aside. */
  quarantined: z.number().int().nonnegative(),
  /** Why the server did not take the last try. */
  error: errorCodeSchema.nullable(),
});
export type WaitingDocument = z.infer<typeof waitingDocumentSchema>;

export const waitingFileSchema = z.object({
  hash: fileHashSchema,
  /** Empty where it was not noted. */
  name: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  sentBytes: z.number().int().nonnegative(),
  since: z.number(),
  error: errorCodeSchema.nullable(),
});
export type WaitingFile = z.infer<typeof waitingFileSchema>;
