import {
  ConfabError,
  mediaAdminAudience,
  removeParticipantClaimsSchema,
} from '@confab/shared-types';
import type { ApiKey } from '../apiKey.ts';
import { verifyJwt } from './verifyJwt.ts';

export interface Participant {
  readonly room: string;
  readonly identity: string;
}

/** Throws `token-invalid` or `token-expired` unless the token was made to remove that participant. */
export async function verifyRemovalToken(
  token: string,
  apiKey: ApiKey,
  { room, identity }: Participant,
): Promise<void> {
  const payload = await verifyJwt(token, apiKey, { audience: mediaAdminAudience });
  const claims = removeParticipantClaimsSchema.safeParse(payload);
  if (!claims.success || claims.data.room !== room || claims.data.sub !== identity) {
    throw new ConfabError('token-invalid', 'claims');
  }
}
