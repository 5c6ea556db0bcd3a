import { createHmac } from 'node:crypto';
import type { iceServerSchema } from '@confab/shared-types';
import { z } from 'zod';

export type IceServer = z.infer<typeof iceServerSchema>;

const urls = z
  .array(z.string().regex(/^(stun|stuns|turn|turns):\S+$/, 'stun:… or turn:… is needed'))
  .min(1);

/**
 * Servers that clients are told of. A TURN server has either a fixed name and credential, or a secret
 * that it shares with this server, from which credentials are made that expire.
 */
export const iceServersSchema = z.array(
  z.union(
    [
      z.strictObject({
        urls,
        secret: z.string().min(1),
        /** Longer than any call: an allocation is refreshed with the credential it began with. */
        credentialSeconds: z.number().int().min(60).default(86_400),
      }),
      z.strictObject({
        urls,
        username: z.string().min(1).optional(),
        credential: z.string().min(1).optional(),
      }),
    ],
    'urls, and for TURN a secret, or username and credential, are needed',
  ),
);
export type IceServersConfig = z.infer<typeof iceServersSchema>;

/**
 * What a person is given on joining. Credentials of a shared secret are those of the TURN REST API
 * (draft-uberti-behave-turn-rest-00): the name is when they expire, and the HMAC-SHA1 of it the password.
 */
export function iceServersFor(
  config: IceServersConfig,
  identity: string,
  now: number = Date.now(),
): IceServer[] {
  return config.map((server) => {
    if (!('secret' in server)) return server;
    const username = `${Math.floor(now / 1000) + server.credentialSeconds}:${identity}`;
    const credential = createHmac('sha1', server.secret).update(username).digest('base64');
    return { urls: server.urls, username, credential };
  });
}
