import { mediaAdminAudience } from '@confab/shared-types';
import { SignJWT } from 'jose';
import type { ApiKey } from '../apiKey.ts';

export interface AdminTokenOptions {
  readonly room?: string;
  readonly sub?: string;
  readonly expiresInSeconds?: number;
}

/** A token of the admin API: for everything, or for one room or person alone. */
export function mintAdminToken(
  apiKey: ApiKey,
  { expiresInSeconds = 60, ...claims }: AdminTokenOptions = {},
): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(apiKey.key)
    .setAudience(mediaAdminAudience)
    .setExpirationTime(Math.floor(Date.now() / 1000) + expiresInSeconds)
    .sign(new TextEncoder().encode(apiKey.secret));
}
