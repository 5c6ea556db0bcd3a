import { mediaAdminAudience } from '@confab/shared-types';
import { SignJWT } from 'jose';
import type { ApiKey } from '../apiKey.ts';

/** A token to remove one participant, as the sync server makes it. */
export function mintRemovalToken(
  apiKey: ApiKey,
  { room, identity }: { readonly room: string; readonly identity: string },
): Promise<string> {
  return new SignJWT({ room })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(apiKey.key)
    .setAudience(mediaAdminAudience)
    .setSubject(identity)
    .setExpirationTime('1 minute')
    .sign(new TextEncoder().encode(apiKey.secret));
}
