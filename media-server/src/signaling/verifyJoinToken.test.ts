import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { ApiKeys } from '../ApiKeys.ts';
import { mintToken } from '../testing/mintToken.ts';
import { verifyJoinToken } from './verifyJoinToken.ts';

const apiKey = { key: 'key', secret: 'a secret of sufficient length for HS256' };
const apiKeys = new ApiKeys(apiKey);
const options = { room: 'room', identity: 'alice' };
const codeOf = async (token: string) =>
  verifyJoinToken(token, apiKeys).then(
    () => 'accepted',
    (error: unknown) => (error as { code: string }).code,
  );

test('gives the claims of a good token', async () => {
  const claims = await verifyJoinToken(await mintToken(apiKey, options), apiKeys);
  expect(claims).toMatchObject({ sub: 'alice', video: { room: 'room', roomJoin: true } });
});

test('refuses what is late, forged, unsigned, someone else’s or not for joining', async () => {
  expect(await codeOf(await mintToken(apiKey, { ...options, expiresInSeconds: -60 }))).toBe(
    'token-expired',
  );
  expect(await codeOf(await mintToken({ ...apiKey, secret: 'x'.repeat(32) }, options))).toBe(
    'token-invalid',
  );
  expect(await codeOf(await mintToken({ ...apiKey, key: 'other' }, options))).toBe('token-invalid');
  expect(await codeOf('nonsense')).toBe('token-invalid');
  const [, payload] = (await mintToken(apiKey, options)).split('.');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  expect(await codeOf(`${none}.${payload}.`)).toBe('token-invalid');
  expect(await codeOf(await mintToken(apiKey, { ...options, grants: { roomJoin: false } }))).toBe(
    'no-permission',
  );
});

test('refuses a token without an end or without grants', async () => {
  const sign = (jwt: SignJWT) =>
    jwt
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(apiKey.key)
      .setSubject('alice')
      .sign(new TextEncoder().encode(apiKey.secret));
  const forever = await sign(new SignJWT({ video: { room: 'room', roomJoin: true } }));
  expect(await codeOf(forever)).toBe('token-invalid');
  expect(await codeOf(await sign(new SignJWT({}).setExpirationTime('1m')))).toBe('token-invalid');
});
