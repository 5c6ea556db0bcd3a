import { ConfabError } from '@confab/shared-types';
import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose';
import type { ApiKeys } from '../ApiKeys.ts';

/** Seconds that the clocks of minter and server may differ. */
const clockTolerance = 5;

/** The claims of a JWT that was signed with the key it names. Throws `token-expired` or `token-invalid`. */
export async function verifyJwt(
  token: string,
  apiKeys: ApiKeys,
  options: { readonly audience?: string } = {},
): Promise<JWTPayload> {
  try {
    const issuer = decodeJwt(token).iss ?? '';
    const secret = apiKeys.secretOf(issuer);
    if (secret === null) throw new ConfabError('token-invalid', 'unknown key');
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      issuer,
      requiredClaims: ['exp'],
      clockTolerance,
      ...options,
    });
    return payload;
  } catch (error) {
    if (error instanceof ConfabError) throw error;
    const code = error instanceof errors.JWTExpired ? 'token-expired' : 'token-invalid';
    throw new ConfabError(code, undefined, { cause: error });
  }
}
