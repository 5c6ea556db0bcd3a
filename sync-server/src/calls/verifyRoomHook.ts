import { ConfabError, roomHookAudience, roomHookClaimsSchema } from '@confab/shared-types';
import { errors, jwtVerify } from 'jose';
import type { MediaConfig } from '../config.ts';

/** Throws `token-invalid` or `token-expired` unless the media server signed this for that room. */
export async function verifyRoomHook(
  media: MediaConfig,
  token: string,
  room: string,
  nowMs: number,
): Promise<void> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(media.apiSecret), {
      algorithms: ['HS256'],
      issuer: media.apiKey,
      audience: roomHookAudience,
      currentDate: new Date(nowMs),
    });
    if (roomHookClaimsSchema.parse(payload).sub !== room) throw new ConfabError('token-invalid');
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) {
      throw new ConfabError('token-expired', undefined, { cause });
    }
    throw new ConfabError('token-invalid', undefined, { cause });
  }
}
