import { joinTokenLifetimeSeconds } from '@confab/shared-types';
import type { Grants } from '@confab/shared-types';
import { SignJWT } from 'jose';
import type { MediaConfig } from '../config.ts';

export interface Joining {
  readonly room: string;
  readonly identity: string;
  readonly name: string;
  readonly admin: boolean;
}

/** Mints the JWT that lets one identity join one room within two minutes. */
export async function mintJoinToken(
  media: MediaConfig,
  joining: Joining,
  nowMs: number,
): Promise<string> {
  const video: Grants = {
    room: joining.room,
    roomJoin: true,
    canPublish: true,
    canSubscribe: true,
    canPublishData: true,
    roomAdmin: joining.admin,
  };
  return await new SignJWT({ name: joining.name, video })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(media.apiKey)
    .setSubject(joining.identity)
    .setExpirationTime(Math.floor(nowMs / 1000) + joinTokenLifetimeSeconds)
    .sign(new TextEncoder().encode(media.apiSecret));
}
