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
import { callRoleSchema } from './callRoles.ts';
import { chatMessageIdSchema, chatMessageSchema, chatTextSchema } from './chat.ts';
import {
  ownGrantsSchema,
  peerInfoSchema,
  producerInfoSchema,
  roomRulesSchema,
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
  /** Who is inside, before joining: any number of times, then the same socket may join. */
  look: {
    data: z.object({ protocol: z.number().int(), token: z.string().max(4096) }),
    ok: z.object({ peers: z.array(peerInfoSchema), rules: roomRulesSchema }),
  },
  join: {
    data: z.object({
      protocol: z.number().int(),
      token: z.string().max(4096),
      /** Move here: ends this other session of the same identity with the reason `moved`. */
      movesFrom: sessionIdSchema.optional(),
    }),
    ok: z.object({
      session: sessionIdSchema,
      resumeToken: resumeTokenSchema,
      grants: ownGrantsSchema,
      /**
       * A host has to let this session in: `state` is empty, only `ping`, `resume` and `leave` are
       * answered, and the event `admitted` or `ended` comes.
       */
      waiting: z.boolean(),
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
      waiting: z.boolean(),
      grants: ownGrantsSchema,
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
  /** Among one's own video: who has more gets bandwidth first. Sound always comes before pictures. */
  setPriority: {
    data: z.object({ consumer: mediaId, priority: z.number().int().min(1).max(255) }),
    ok: empty,
  },
  raiseHand: { data: z.object({ raised: z.boolean() }), ok: empty },
  /** Everybody sees who turned it on; needs `canPublishData`. */
  setTranscription: { data: z.object({ on: z.boolean() }), ok: empty },
  /** Relayed to everybody else in the room and not stored (captions, reactions). */
  sendData: {
    data: z.object({ topic: z.string().min(1).max(32), payload: z.unknown() }),
    ok: empty,
  },
  /** Kept by the server while the room lives; the same id again is the same message. */
  sendChat: {
    data: z.object({ id: chatMessageIdSchema, text: chatTextSchema }),
    ok: z.object({ message: chatMessageSchema }),
  },
  /** The chat there is, oldest first; asked after `join` and after a resume that was not replayed. */
  chat: { data: empty, ok: z.object({ messages: z.array(chatMessageSchema) }) },

  // For hosts (`roomAdmin`), else `no-grant`; `peer-unknown` for who is not (or no longer) there.
  setRules: { data: roomRulesSchema.partial(), ok: empty },
  admit: { data: z.object({ session: sessionIdSchema }), ok: empty },
  refuse: { data: z.object({ session: sessionIdSchema }), ok: empty },
  /** What the new role may not send is closed. The last host cannot step down: `last-host`. */
  setRole: { data: z.object({ session: sessionIdSchema, role: callRoleSchema }), ok: empty },
  /** Mutes; unmuting is only ever the person's own doing. */
  mutePeer: {
    data: z.object({ session: sessionIdSchema, source: trackSourceSchema }),
    ok: empty,
  },
  askToUnmute: {
    data: z.object({ session: sessionIdSchema, source: trackSourceSchema }),
    ok: empty,
  },
  /** All sessions of that person end; who was removed waits for a host when coming again. */
  removePeer: { data: z.object({ session: sessionIdSchema }), ok: empty },
  /** Ends the call for everybody. */
  endRoom: { data: empty, ok: empty },

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
