import { z } from 'zod';
import { accountIdSchema, personIdSchema } from './ids.ts';

/** Awareness state of one editor; `user` is stamped by the server, never trusted from a client. */
export const awarenessUserSchema = z.object({
  account: accountIdSchema.optional(),
  person: personIdSchema.optional(),
  name: z.string().max(80),
  color: z.string().max(32),
});
export type AwarenessUser = z.infer<typeof awarenessUserSchema>;
