import { z } from 'zod';
import { trackSourceSchema } from '../tokens.ts';
import {
  dtlsParametersSchema,
  iceCandidatesSchema,
  iceParametersSchema,
  iceServerSchema,
  mediaKindSchema,
  rtpCapabilitiesSchema,
  rtpParametersSchema,
} from './media.ts';
import {
  ownGrantsSchema,
  producerInfoSchema,
  roomStateSchema,
  sessionIdSchema,
  trackIdSchema,
} from './room.ts';

const empty = z.object({});
const mediaId = z.string().min(1).max(64);
const resumeTokenSchema = z.string().min(16).max(128);

/**
 * Every request of `/signaling` by type: what the client sends, what a success answers. The order of
 * a join: `join` (or `resume`), load the device with the router's capabilities, `ready`, and only
 * then are producers announced and may be consumed.
 */
export const signalingRequests = {
  join: {
    data: z.object({ protocol: z.number().int(), token: z.string().max(4096) }),
    ok: z.object({
      session: sessionIdSchema,
      resumeToken: resumeTokenSchema,
      grants: ownGrantsSchema,
      routerRtpCapabilities: rtpCapabilitiesSchema,
      iceServers: z.array(iceServerSchema),
      state: roomStateSchema,
      /** Milliseconds since the epoch, the media server's clock. */
      serverTime: z.number(),
    }),
  },
  /** Takes a session up again on a new socket within 30 s; media never stopped. */
  resume: {
    data: z.object({
      protocol: z.number().int(),
      session: sessionIdSchema,
      resumeToken: resumeTokenSchema,
      lastSeq: z.number().int().nonnegative(),
    }),
    ok: z.object({
      /** The old token stays valid until this one is first used. */
      resumeToken: resumeTokenSchema,
      serverTime: z.number(),
      /** True: missed events follow; false: too many were missed, `state` is the room as it is. */
      replayed: z.boolean(),
      state: roomStateSchema,
    }),
  },
  ready: {
    data: z.object({ rtpCapabilities: rtpCapabilitiesSchema }),
    ok: z.object({ producers: z.array(producerInfoSchema) }),
  },
  createTransport: {
    data: z.object({ direction: z.enum(['send', 'receive']) }),
    ok: z.object({
      transport: mediaId,
      iceParameters: iceParametersSchema,
      iceCandidates: iceCandidatesSchema,
      dtlsParameters: dtlsParametersSchema,
    }),
  },
  connectTransport: {
    data: z.object({ transport: mediaId, dtlsParameters: dtlsParametersSchema }),
    ok: empty,
  },
  restartIce: {
    data: z.object({ transport: mediaId }),
    ok: z.object({ iceParameters: iceParametersSchema }),
  },
  produce: {
    data: z.object({
      transport: mediaId,
      track: trackIdSchema,
      kind: mediaKindSchema,
      source: trackSourceSchema,
      rtpParameters: rtpParametersSchema,
      paused: z.boolean(),
    }),
    ok: z.object({ producer: mediaId }),
  },
  pauseProducer: { data: z.object({ producer: mediaId }), ok: empty },
  resumeProducer: { data: z.object({ producer: mediaId }), ok: empty },
  closeProducer: { data: z.object({ producer: mediaId }), ok: empty },
  /** The consumer starts paused; `resumeConsumer` once the track is attached. */
  consume: {
    data: z.object({ producer: mediaId, transport: mediaId }),
    ok: z.object({
      consumer: mediaId,
      producer: mediaId,
      kind: mediaKindSchema,
      rtpParameters: rtpParametersSchema,
      producerPaused: z.boolean(),
    }),
  },
  resumeConsumer: { data: z.object({ consumer: mediaId }), ok: empty },
  pauseConsumer: { data: z.object({ consumer: mediaId }), ok: empty },
  closeConsumer: { data: z.object({ consumer: mediaId }), ok: empty },
  setPreferredLayers: {
    data: z.object({
      consumer: mediaId,
      spatialLayer: z.number().int().min(0).max(3),
      temporalLayer: z.number().int().min(0).max(3).optional(),
    }),
    ok: empty,
  },
  raiseHand: { data: z.object({ raised: z.boolean() }), ok: empty },
  /** Everybody sees who turned it on; needs `canPublishData`. */
  setTranscription: { data: z.object({ on: z.boolean() }), ok: empty },
  /** Relayed to everybody else in the room and not stored (captions, reactions, chat). */
  sendData: {
    data: z.object({ topic: z.string().min(1).max(32), payload: z.unknown() }),
    ok: empty,
  },
  /** Liveness and clock: the client pings every 2 s and gives a socket up after 6 s of silence. */
  ping: { data: empty, ok: z.object({ serverTime: z.number() }) },
  leave: { data: empty, ok: empty },
} as const;

export type SignalingRequestType = keyof typeof signalingRequests;
export type SignalingRequestData<T extends SignalingRequestType> = z.input<
  (typeof signalingRequests)[T]['data']
>;
export type SignalingRequestOk<T extends SignalingRequestType> = z.output<
  (typeof signalingRequests)[T]['ok']
>;
