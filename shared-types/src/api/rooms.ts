import { z } from 'zod';

/**
 * `POST /api/internal/rooms/:room/ended` → 204, also when the room is unknown or has ended before:
 * the media server tells the sync server that a room was empty for {@link roomEmptyMs}. The bearer
 * token is a JWT (RFC 7519) of {@link roomHookClaimsSchema}, HS256 with the API secret both share.
 */
export const roomEndedSchema = z.object({
  /** Milliseconds since the epoch, the media server's clock: when the last peer left. */
  endedAt: z.number().int().nonnegative(),
});
export type RoomEnded = z.infer<typeof roomEndedSchema>;

export const roomHookAudience = 'confab-sync';

export const roomHookClaimsSchema = z.object({
  /** The API key. */
  iss: z.string().min(1),
  aud: z.literal(roomHookAudience),
  /** The room that ended, the same as in the path. */
  sub: z.string().min(1).max(128),
  /** At most two minutes away when minted. */
  exp: z.number(),
});

/** How long a room stays empty before its call has ended. */
export const roomEmptyMs = 30_000;
