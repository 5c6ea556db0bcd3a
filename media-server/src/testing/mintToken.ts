import { joinTokenLifetimeSeconds, type Grants } from '@confab/shared-types';
import { SignJWT } from 'jose';
import type { ApiKey } from '../apiKey.ts';

export interface TokenOptions {
  readonly room: string;
  readonly identity: string;
  readonly grants?: Partial<Grants> | undefined;
  readonly expiresInSeconds?: number;
}

/** A joining token as the sync server makes it. */
export function mintToken(apiKey: ApiKey, options: TokenOptions): Promise<string> {
  const { room, identity, grants, expiresInSeconds = joinTokenLifetimeSeconds } = options;
  return new SignJWT({ name: `Name of ${identity}`, video: { room, roomJoin: true, ...grants } })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(apiKey.key)
    .setSubject(identity)
    .setExpirationTime(Math.floor(Date.now() / 1000) + expiresInSeconds)
    .sign(new TextEncoder().encode(apiKey.secret));
}
