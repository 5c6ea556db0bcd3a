import { z } from 'zod';
import {
  accountIdSchema,
  callIdSchema,
  idSchema,
  pageIdSchema,
  ringIdSchema,
  workspaceIdSchema,
} from '../ids.ts';
import { minutesTemplateSchema } from '../transcripts.ts';
import { personNameSchema } from './accounts.ts';

/** A call as the sync server knows it; the room of the same id is at the media server. */
export const callSchema = z.object({
  id: callIdSchema,
  workspace: workspaceIdSchema,
  /** The page the call is about; null: the workspace as a whole. */
  page: pageIdSchema.nullable(),
  startedBy: accountIdSchema,
  /** Milliseconds since the epoch, the server's clock. */
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** Made when transcription first starts; shows the transcript from then on. */
  minutesPage: pageIdSchema.nullable(),
});
export type Call = z.infer<typeof callSchema>;

/** `POST /api/calls` → {@link callSchema}: the page's running call, else a new one. */
export const startCallSchema = z.object({
  workspace: workspaceIdSchema,
  page: pageIdSchema.nullable(),
});

/** `GET /api/workspaces/:id/calls` → running calls. */
export const callListSchema = z.array(callSchema);

/**
 * `POST /api/calls/:id/look` → {@link joinTicketSchema} whose token only lets one `look` who is
 * inside: nobody counts as having joined by it.
 */

/** `POST /api/calls/:id/token` → where to join and with what; `calls-unavailable`. */
export const joinTicketSchema = z.object({
  call: callSchema,
  /** WebSocket address of the media server's `/signaling`. */
  url: z.string(),
  token: z.string(),
});
export type JoinTicket = z.infer<typeof joinTicketSchema>;

/** `POST /api/calls/:id/rings` rings members, all but the caller when `accounts` is absent. */
export const startRingsSchema = z.object({
  accounts: z.array(accountIdSchema).min(1).max(100).optional(),
});

/** What the callee was doing when the ring began; `away`: no device of theirs was connected. */
export const calleeStateSchema = z.enum(['free', 'in-call', 'do-not-disturb', 'away']);
export type CalleeState = z.infer<typeof calleeStateSchema>;

/** What somebody says with a declined ring. */
export const ringMessageSchema = z.string().trim().min(1).max(200);

export const ringStateSchema = z.enum(['ringing', 'answered', 'declined', 'cancelled', 'missed']);
export type RingState = z.infer<typeof ringStateSchema>;

/** One person being called. Goes once from `ringing` to one of the other states. */
export const ringSchema = z.object({
  id: ringIdSchema,
  call: callIdSchema,
  workspace: workspaceIdSchema,
  page: pageIdSchema.nullable(),
  from: z.object({ account: accountIdSchema, name: personNameSchema }),
  to: z.object({ account: accountIdSchema, name: personNameSchema }),
  state: ringStateSchema,
  callee: calleeStateSchema,
  /** Said when it was declined. */
  message: ringMessageSchema.nullable(),
  startedAt: z.number(),
  /** Milliseconds left when sent: clocks of devices differ. */
  remainingMs: z.number(),
});
export type Ring = z.infer<typeof ringSchema>;

export const ringListSchema = z.array(ringSchema);
export const ringLifetimeMs = 60_000;

/**
 * `POST /api/rings/:id/answer | decline | cancel` → {@link ringSchema}. Compare and set: whoever is
 * second gets `ring-ended` with the state it ended in as detail.
 */
export const ringActionSchema = z.enum(['answer', 'decline', 'cancel']);
export type RingAction = z.infer<typeof ringActionSchema>;

/** Body of an action; `message` only with `decline`. May be absent. */
export const actOnRingSchema = z.object({ message: ringMessageSchema.optional() });

/**
 * `POST /api/calls/:id/transcription` → {@link callSchema} with `minutesPage` set. Idempotent: makes
 * the call's documents and its one minutes page the first time.
 */
export const startTranscriptionSchema = z.object({
  /** Title of the page in the language of whoever starts it. */
  title: z.string().trim().min(1).max(200),
  /** Of whoever starts it; the first one stays. */
  language: z.string().max(16).optional(),
  /** What the minutes begin with; the first one stays. */
  template: minutesTemplateSchema.optional(),
});
export type StartTranscription = z.infer<typeof startTranscriptionSchema>;

/**
 * `POST /api/calls/:id/minutes-lease` → {@link minutesLeaseSchema}; the holder asks again to keep it
 * longer. `DELETE` with the same body gives it back. It spares work twice, it is no lock: that a
 * page has one summary is seen to by the page itself.
 */
export const takeMinutesLeaseSchema = z.object({
  /** Whoever may write the minutes, a random id for each run of a hub. */
  holder: idSchema,
});
export const minutesLeaseSchema = z.object({
  granted: z.boolean(),
  /** Until it passes on, when sent: clocks of devices differ. */
  remainingMs: z.number(),
});
export type MinutesLease = z.infer<typeof minutesLeaseSchema>;
export const minutesLeaseMs = 60_000;
