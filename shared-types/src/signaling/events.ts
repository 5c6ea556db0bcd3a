import { z } from 'zod';
import { trackSourceSchema } from '../tokens.ts';
import { chatMessageSchema } from './chat.ts';
import {
  ownGrantsSchema,
  peerInfoSchema,
  producerInfoSchema,
  roomRulesSchema,
  roomStateSchema,
  sessionIdSchema,
  transcriptionStateSchema,
  waitingPeerSchema,
} from './room.ts';

/** How well somebody's sending arrives; `lost`: nothing has come for a while. */
export const connectionQualitySchema = z.enum(['good', 'fair', 'poor', 'lost']);
export type ConnectionQuality = z.infer<typeof connectionQualitySchema>;

/** Every event of `/signaling` by type. */
export const signalingEvents = {
  peerJoined: z.object({ peer: peerInfoSchema }),
  peerUpdated: z.object({ peer: peerInfoSchema }),
  peerLeft: z.object({ session: sessionIdSchema }),
  producerAdded: z.object({ producer: producerInfoSchema }),
  producerUpdated: z.object({ producer: producerInfoSchema }),
  producerClosed: z.object({ producer: z.string(), session: sessionIdSchema }),
  consumerClosed: z.object({ consumer: z.string(), producer: z.string() }),
  /** Loudest first; empty when nobody speaks. `level` in dBov, -127 to 0. */
  speakers: z.object({
    speakers: z.array(z.object({ session: sessionIdSchema, level: z.number() })),
  }),
  transcription: z.object({ transcription: transcriptionStateSchema }),
  /** A host let this waiting session in. */
  admitted: z.object({ state: roomStateSchema }),
  /** Who waits, whole; to hosts. */
  waiting: z.object({ waiting: z.array(waitingPeerSchema) }),
  rules: z.object({ rules: roomRulesSchema }),
  /** What this session may do from now on. */
  grants: z.object({ grants: ownGrantsSchema }),
  /** A host muted this session's producer; it is paused already. */
  muted: z.object({ producer: z.string(), source: trackSourceSchema, by: z.string() }),
  unmuteAsked: z.object({ source: trackSourceSchema, by: z.string() }),
  chat: z.object({ message: chatMessageSchema }),
  /** Of those whose quality changed; absent so far: good. */
  qualities: z.object({
    qualities: z.array(z.object({ session: sessionIdSchema, quality: connectionQualitySchema })),
  }),
  /** To a publisher: the highest spatial layer of its producer that anybody wants; -1: none. */
  layersWanted: z.object({ producer: z.string(), spatialLayer: z.number().int().min(-1).max(3) }),
  /** To a receiver: the layer that its bandwidth lets through; null: none, its picture stands still. */
  consumerLayers: z.object({
    consumer: z.string(),
    spatialLayer: z.number().int().min(0).max(3).nullable(),
  }),
  /** `server`: sent over the admin API. */
  data: z.object({
    from: z.union([sessionIdSchema, z.literal('server')]),
    topic: z.string(),
    payload: z.unknown(),
  }),
  /** The worker under the room died: make new transports and produce again, same track ids. */
  mediaReset: z.object({}),
  /** This session is over: by a host's or admin's word, because another one took its place, or all do. */
  ended: z.object({
    reason: z.enum(['removed', 'refused', 'moved', 'replaced', 'room-closed', 'shutting-down']),
  }),
} as const;

export type SignalingEventType = keyof typeof signalingEvents;
export type SignalingEventData<T extends SignalingEventType> = z.output<
  (typeof signalingEvents)[T]
>;
export type SignalingEvent = {
  [T in SignalingEventType]: { readonly type: T; readonly data: SignalingEventData<T> };
}[SignalingEventType];
