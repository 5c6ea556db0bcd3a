import { z } from 'zod';
import { grantsSchema, trackSourceSchema } from '../tokens.ts';
import { callRoleSchema } from './callRoles.ts';
import { mediaKindSchema } from './media.ts';

export const sessionIdSchema = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
/** Chosen by the client and kept over a rejoin, so that tiles and transcripts stay the same. */
export const trackIdSchema = z.string().regex(/^[A-Za-z0-9_-]{4,64}$/);

export const producerInfoSchema = z.object({
  producer: z.string(),
  session: sessionIdSchema,
  track: trackIdSchema,
  kind: mediaKindSchema,
  source: trackSourceSchema,
  paused: z.boolean(),
});
export type ProducerInfo = z.infer<typeof producerInfoSchema>;

/** One connection of one person; the same `identity` may be in a room from two devices. */
export const peerInfoSchema = z.object({
  session: sessionIdSchema,
  identity: z.string(),
  name: z.string(),
  joinedAt: z.number(),
  /** Its socket is gone but its session is kept for resuming. */
  reconnecting: z.boolean(),
  handRaised: z.boolean(),
  role: callRoleSchema,
});
export type PeerInfo = z.infer<typeof peerInfoSchema>;

/** What everybody in the room sees about transcription; null: it is off. */
export const transcriptionStateSchema = z
  .object({ startedBy: z.string(), startedAt: z.number() })
  .nullable();
export type TranscriptionState = z.infer<typeof transcriptionStateSchema>;

/** Somebody who asked to come in and is let in, or not, by a host. */
export const waitingPeerSchema = z.object({
  session: sessionIdSchema,
  identity: z.string(),
  name: z.string(),
  /** Milliseconds since the epoch on the media server's clock. */
  since: z.number(),
});
export type WaitingPeer = z.infer<typeof waitingPeerSchema>;

/** `locked`: nobody new comes in. `lobby`: whoever is new waits for a host. Hosts are never kept out. */
export const roomRulesSchema = z.object({ locked: z.boolean(), lobby: z.boolean() });
export type RoomRules = z.infer<typeof roomRulesSchema>;

export const roomStateSchema = z.object({
  room: z.string(),
  peers: z.array(peerInfoSchema),
  producers: z.array(producerInfoSchema),
  transcription: transcriptionStateSchema,
  rules: roomRulesSchema,
  /** Empty for all but hosts. */
  waiting: z.array(waitingPeerSchema),
});
export type RoomState = z.infer<typeof roomStateSchema>;

export const ownGrantsSchema = grantsSchema;
