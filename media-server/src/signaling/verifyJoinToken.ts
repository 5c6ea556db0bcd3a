import { ConfabError, joinClaimsSchema, type JoinClaims } from '@confab/shared-types';
import type { ApiKey } from '../apiKey.ts';
import { verifyJwt } from './verifyJwt.ts';

/** Throws `token-expired`, `token-invalid`, or `no-permission` when it is not for joining. */
export async function verifyJoinToken(token: string, apiKey: ApiKey): Promise<JoinClaims> {
  const claims = joinClaimsSchema.safeParse(await verifyJwt(token, apiKey));
  if (!claims.success) throw new ConfabError('token-invalid', 'claims');
  if (!claims.data.video.roomJoin) throw new ConfabError('no-permission', 'roomJoin');
  return claims.data;
}
