import {
  ConfabError,
  mediaAdminAudience,
  mediaAdminClaimsSchema,
  type MediaAdminClaims,
} from '@confab/shared-types';
import type { ApiKeys } from '../ApiKeys.ts';
import { verifyJwt } from '../signaling/verifyJwt.ts';

/** What a request is about; both absent: all rooms. */
export interface AdminTarget {
  readonly room?: string | undefined;
  readonly identity?: string | undefined;
}

/** Two minutes, and what clocks may differ by. */
const longestLifeSeconds = 125;

/**
 * Throws `token-invalid` or `token-expired` unless the token is for this API, and `no-permission`
 * when it is for another room or person alone.
 */
export async function verifyAdminToken(
  token: string,
  apiKeys: ApiKeys,
  { room, identity }: AdminTarget,
): Promise<void> {
  const claims = await claimsOf(token, apiKeys);
  if (claims.room !== undefined && claims.room !== room) {
    throw new ConfabError('no-permission', 'room');
  }
  if (claims.sub !== undefined && claims.sub !== identity) {
    throw new ConfabError('no-permission', 'sub');
  }
}

async function claimsOf(token: string, apiKeys: ApiKeys): Promise<MediaAdminClaims> {
  const payload = await verifyJwt(token, apiKeys, { audience: mediaAdminAudience });
  const claims = mediaAdminClaimsSchema.safeParse(payload);
  if (!claims.success) throw new ConfabError('token-invalid', 'claims');
  if (claims.data.exp > Date.now() / 1000 + longestLifeSeconds) {
    throw new ConfabError('token-invalid', 'exp is too far away');
  }
  return claims.data;
}
