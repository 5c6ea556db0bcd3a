import { z } from 'zod';
import {
  peerInfoSchema,
  producerInfoSchema,
  sessionIdSchema,
  transcriptionStateSchema,
} from './room.ts';

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
  data: z.object({ from: sessionIdSchema, topic: z.string(), payload: z.unknown() }),
  /** The worker under the room died: make new transports and produce again, same track ids. */
  mediaReset: z.object({}),
  /** This session is over: removed by an admin, replaced, or the server goes down. */
  ended: z.object({ reason: z.enum(['removed', 'replaced', 'room-closed', 'shutting-down']) }),
} as const;

export type SignalingEventType = keyof typeof signalingEvents;
export type SignalingEventData<T extends SignalingEventType> = z.output<
  (typeof signalingEvents)[T]
>;
export type SignalingEvent = {
  [T in SignalingEventType]: { readonly type: T; readonly data: SignalingEventData<T> };
}[SignalingEventType];
