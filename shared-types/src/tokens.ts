import { z } from 'zod';

/** What a peer publishes: LiveKit's names for track sources. */
export const trackSourceSchema = z.enum([
  'microphone',
  'camera',
  'screen_share',
  'screen_share_audio',
]);
export type TrackSource = z.infer<typeof trackSourceSchema>;

/** Grants in the style of LiveKit's access tokens. Absent `can…` grants are allowed on join. */
export const grantsSchema = z.object({
  room: z.string().min(1).max(128),
  roomJoin: z.boolean(),
  canPublish: z.boolean().optional(),
  canPublishSources: z.array(trackSourceSchema).optional(),
  canSubscribe: z.boolean().optional(),
  canPublishData: z.boolean().optional(),
  roomAdmin: z.boolean().optional(),
});
export type Grants = z.infer<typeof grantsSchema>;

/**
 * Claims of a joining token: a JWT (RFC 7519), HS256 with the media server's API secret, `iss` the
 * API key, `sub` the identity in the room, `exp` at most two minutes away when minted.
 */
export const joinClaimsSchema = z.object({
  iss: z.string().min(1),
  sub: z.string().min(1).max(128),
  exp: z.number(),
  name: z.string().max(200).optional(),
  video: grantsSchema,
});
export type JoinClaims = z.infer<typeof joinClaimsSchema>;

export const joinTokenLifetimeSeconds = 120;
