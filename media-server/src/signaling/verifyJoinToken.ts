import { ConfabError, joinClaimsSchema, type JoinClaims } from '@confab/shared-types';
import type { ApiKeys } from '../ApiKeys.ts';
import { verifyJwt } from './verifyJwt.ts';

/** What a token for a room says, be it for joining or only for looking. Throws `token-expired`, `token-invalid`. */
export async function verifyRoomToken(token: string, apiKeys: ApiKeys): Promise<JoinClaims> {
  const claims = joinClaimsSchema.safeParse(await verifyJwt(token, apiKeys));
  if (!claims.success) throw new ConfabError('token-invalid', 'claims');
  return claims.data;
}

/** Throws `token-expired`, `token-invalid`, or `no-permission` when it is not for joining. */
export async function verifyJoinToken(token: string, apiKeys: ApiKeys): Promise<JoinClaims> {
  const claims = await verifyRoomToken(token, apiKeys);
  if (!claims.video.roomJoin) throw new ConfabError('no-permission', 'roomJoin');
  return claims;
}
