import { joinTokenLifetimeSeconds } from '@confab/shared-types';
import type { Grants } from '@confab/shared-types';
import { SignJWT } from 'jose';
import type { MediaConfig } from '../config.ts';

export interface Joining {
  readonly identity: string;
  readonly name: string;
  /** Name the room, too. */
  readonly grants: Grants;
}

/** Mints the JWT that lets one identity join, or look into, one room within two minutes. */
export async function mintJoinToken(
  media: MediaConfig,
  { identity, name, grants }: Joining,
  nowMs: number,
): Promise<string> {
  return await new SignJWT({ name, video: grants })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(media.apiKey)
    .setSubject(identity)
    .setExpirationTime(Math.floor(nowMs / 1000) + joinTokenLifetimeSeconds)
    .sign(new TextEncoder().encode(media.apiSecret));
}
