import { z } from 'zod';
import { callSchema, ringSchema } from '../api/calls.ts';
import { wireErrorSchema } from '../errors.ts';
import { accountIdSchema, workspaceIdSchema } from '../ids.ts';

/** First message of `/events`. `cursor` is the last one seen; 0 asks for all that is kept. */
export const eventsHelloSchema = z.object({
  type: z.literal('hello'),
  protocol: z.number().int(),
  session: z.string().min(1).max(512),
  cursor: z.number().int().nonnegative(),
});
export type EventsHello = z.infer<typeof eventsHelloSchema>;

/** What an account's devices together say: undisturbed if all of them are, else in a call if any is. */
export const activitySchema = z.enum(['free', 'in-call', 'do-not-disturb']);
export type Activity = z.infer<typeof activitySchema>;

/** What this device does; after `hello` at any time, whole. Absent so far: free. */
export const eventsStatusSchema = z.object({
  type: z.literal('status'),
  inCall: z.boolean(),
  doNotDisturb: z.boolean(),
});
export type EventsStatus = z.infer<typeof eventsStatusSchema>;

/** Everything a client says on `/events`. */
export const eventsRequestSchema = z.discriminatedUnion('type', [
  eventsHelloSchema,
  eventsStatusSchema,
]);

export const accountEventSchema = z.discriminatedUnion('type', [
  /** A ring began or ended; to the caller and to every device of the callee. */
  z.object({ type: z.literal('ring'), ring: ringSchema }),
  z.object({ type: z.literal('call'), call: callSchema }),
  /** Members, roles or the name of a workspace changed, or one was joined or left. */
  z.object({ type: z.literal('workspace'), workspace: workspaceIdSchema }),
  /** The account was let into a single page, or out again, or may do something else with it. */
  z.object({ type: z.literal('shared-pages') }),
  /** Guests, invitations or public links of a workspace changed; to those who may change them. */
  z.object({ type: z.literal('sharing'), workspace: workspaceIdSchema }),
  z.object({
    type: z.literal('presence'),
    account: accountIdSchema,
    online: z.boolean(),
    activity: activitySchema,
  }),
]);
export type AccountEvent = z.infer<typeof accountEventSchema>;

export const eventsMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('welcome'), protocol: z.number().int(), cursor: z.number().int() }),
  /** Presence is not kept and repeats the last cursor. */
  z.object({ type: z.literal('event'), cursor: z.number().int(), event: accountEventSchema }),
  z.object({ type: z.literal('error'), error: wireErrorSchema }),
]);
export type EventsMessage = z.infer<typeof eventsMessageSchema>;
