import { z } from 'zod';
import { wireErrorSchema } from '../errors.ts';

/**
 * JSON inside `rpc` frames. The first message of a channel is a `hello` from the renderer; the hub
 * answers it like a request, with `protocol-mismatch` when it speaks another version.
 */
export const rpcMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), protocol: z.number().int() }),
  z.object({ type: z.literal('welcome'), protocol: z.number().int() }),
  z.object({
    type: z.literal('request'),
    id: z.number().int().nonnegative(),
    method: z.string().max(64),
    params: z.unknown(),
  }),
  z.object({ type: z.literal('result'), id: z.number().int(), result: z.unknown() }),
  /** `id` null: the message could not be read far enough to know which it was. */
  z.object({ type: z.literal('error'), id: z.number().int().nullable(), error: wireErrorSchema }),
  z.object({ type: z.literal('event'), event: z.string().max(64), data: z.unknown() }),
]);
export type RpcMessage = z.infer<typeof rpcMessageSchema>;
