import { ConfabError, joinClaimsSchema, type JoinClaims } from '@confab/shared-types';
import { errors, jwtVerify } from 'jose';
import type { ApiKey } from '../apiKey.ts';

/** Seconds that the clocks of minter and server may differ. */
const clockTolerance = 5;

/** Throws `token-expired`, `token-invalid`, or `no-permission` when it is not for joining. */
export async function verifyJoinToken(token: string, apiKey: ApiKey): Promise<JoinClaims> {
  const claims = joinClaimsSchema.safeParse(await verify(token, apiKey));
  if (!claims.success) throw new ConfabError('token-invalid', 'claims');
  if (!claims.data.video.roomJoin) throw new ConfabError('no-permission', 'roomJoin');
  return claims.data;
}

async function verify(token: string, apiKey: ApiKey): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(apiKey.secret), {
      algorithms: ['HS256'],
      issuer: apiKey.key,
      requiredClaims: ['exp', 'sub'],
      clockTolerance,
    });
    return payload;
  } catch (error) {
    const code = error instanceof errors.JWTExpired ? 'token-expired' : 'token-invalid';
    throw new ConfabError(code, undefined, { cause: error });
  }
}
