import { z } from 'zod';
import { wireErrorSchema } from '../errors.ts';
import { accountIdSchema, docNameSchema, idSchema, workspaceIdSchema } from '../ids.ts';
import { roleSchema } from '../roles.ts';

/** Text frames of `/sync`: the handshake, and which documents there are. JSON. */
export const syncRequestSchema = z.discriminatedUnion('type', [
  /** First message of a connection; `session` is the opaque device session. */
  z.object({
    type: z.literal('hello'),
    protocol: z.number().int(),
    session: z.string().min(1).max(512),
  }),
  /**
   * Asks for the documents of a workspace and, from then on, for news of every one of them. A guest
   * gets those of the pages they were let into, with the role `guest`.
   */
  z.object({ type: z.literal('follow'), workspace: workspaceIdSchema }),
  z.object({ type: z.literal('unfollow'), workspace: workspaceIdSchema }),
]);
export type SyncRequest = z.infer<typeof syncRequestSchema>;

export const syncReplySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    protocol: z.number().int(),
    server: idSchema,
    account: accountIdSchema,
  }),
  /** All documents of a followed workspace with their last committed `seq`. */
  z.object({
    type: z.literal('docs'),
    workspace: workspaceIdSchema,
    role: roleSchema.or(z.literal('guest')),
    docs: z.array(z.object({ name: docNameSchema, seq: z.number().int().nonnegative() })),
  }),
  /** A document came into being or moved on while nobody here had it open. */
  z.object({
    type: z.literal('doc'),
    workspace: workspaceIdSchema,
    name: docNameSchema,
    seq: z.number().int().nonnegative(),
  }),
  /** The workspace may no longer be followed (role taken away, workspace gone). */
  z.object({ type: z.literal('unfollowed'), workspace: workspaceIdSchema, error: wireErrorSchema }),
  /** A message was not understood; three in a row close the connection. */
  z.object({ type: z.literal('error'), error: wireErrorSchema }),
]);
export type SyncReply = z.infer<typeof syncReplySchema>;
