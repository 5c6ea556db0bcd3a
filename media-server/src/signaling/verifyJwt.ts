import { ConfabError } from '@confab/shared-types';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import type { ApiKey } from '../apiKey.ts';

/** Seconds that the clocks of minter and server may differ. */
const clockTolerance = 5;

/** The claims of a JWT that the key signed. Throws `token-expired` or `token-invalid`. */
export async function verifyJwt(
  token: string,
  apiKey: ApiKey,
  options: { readonly audience?: string } = {},
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(apiKey.secret), {
      algorithms: ['HS256'],
      issuer: apiKey.key,
      requiredClaims: ['exp', 'sub'],
      clockTolerance,
      ...options,
    });
    return payload;
  } catch (error) {
    const code = error instanceof errors.JWTExpired ? 'token-expired' : 'token-invalid';
    throw new ConfabError(code, undefined, { cause: error });
  }
}
