import { z } from 'zod';
import { callRoleSchema } from '../signaling/callRoles.ts';
import { mediaKindSchema } from '../signaling/media.ts';
import { roomRulesSchema, sessionIdSchema, trackIdSchema } from '../signaling/room.ts';
import { trackSourceSchema } from '../tokens.ts';

/**
 * The media server's admin API. Every request bears a JWT (RFC 7519) of {@link mediaAdminClaimsSchema},
 * HS256 with the API secret; 401 `token-invalid`, `token-expired`; 403 `no-permission` for what the
 * token does not name.
 *
 *     GET    /api/rooms                                        → roomSummaryListSchema
 *     GET    /api/rooms/:room/participants                     → participantListSchema
 *     DELETE /api/rooms/:room                                  → 204, ends it for everybody
 *     DELETE /api/rooms/:room/participants/:identity           → 204, removes; bars earlier tokens
 *     PATCH  /api/rooms/:room/participants/:identity           ← updateParticipantSchema → 204
 *     POST   /api/rooms/:room/participants/:identity/mute      ← muteParticipantSchema → 204
 *     POST   /api/rooms/:room/data                             ← sendRoomDataSchema → 204
 *
 * Asking again is harmless. Where room or person are not there: `DELETE` 204, `GET` and the rest 404.
 */
export const mediaAdminAudience = 'confab-media';

export const mediaAdminClaimsSchema = z.object({
  /** The API key. */
  iss: z.string().min(1),
  aud: z.literal(mediaAdminAudience),
  /** At most two minutes away when minted. */
  exp: z.number(),
  /** Where named, the token is good for this room alone, or for this person in it alone. */
  room: z.string().min(1).max(128).optional(),
  sub: z.string().min(1).max(128).optional(),
});
export type MediaAdminClaims = z.infer<typeof mediaAdminClaimsSchema>;

export const roomSummarySchema = z.object({
  room: z.string(),
  /** Milliseconds since the epoch. */
  createdAt: z.number(),
  participants: z.number().int().nonnegative(),
  rules: roomRulesSchema,
});
export const roomSummaryListSchema = z.array(roomSummarySchema);
export type RoomSummary = z.infer<typeof roomSummarySchema>;

export const participantSchema = z.object({
  session: sessionIdSchema,
  identity: z.string(),
  name: z.string(),
  role: callRoleSchema,
  joinedAt: z.number(),
  reconnecting: z.boolean(),
  waiting: z.boolean(),
  tracks: z.array(
    z.object({
      track: trackIdSchema,
      kind: mediaKindSchema,
      source: trackSourceSchema,
      paused: z.boolean(),
    }),
  ),
});
export const participantListSchema = z.array(participantSchema);
export type Participant = z.infer<typeof participantSchema>;

/** A workspace role changed while its owner is in a call. */
export const updateParticipantSchema = z.object({ role: callRoleSchema });
export const muteParticipantSchema = z.object({ source: trackSourceSchema });

/** Arrives as the event `data`, `from` being `server`. */
export const sendRoomDataSchema = z.object({
  topic: z.string().min(1).max(32),
  payload: z.unknown(),
  /** Absent: to everybody. */
  identities: z.array(z.string()).max(100).optional(),
});
