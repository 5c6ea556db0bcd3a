import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { mintToken } from '../testing/mintToken.ts';
import { mintRemovalToken } from '../testing/mintRemovalToken.ts';
import { verifyRemovalToken } from './verifyRemovalToken.ts';

const apiKey = { key: 'key', secret: 'a secret of sufficient length for HS256' };
const alice = { room: 'room', identity: 'alice' };
const codeOf = async (token: string) =>
  verifyRemovalToken(token, apiKey, alice).then(
    () => 'accepted',
    (error: unknown) => (error as { code: string }).code,
  );

test('a token removes whom it names from where it says', async () => {
  expect(await codeOf(await mintRemovalToken(apiKey, alice))).toBe('accepted');
  expect(await codeOf(await mintRemovalToken(apiKey, { ...alice, identity: 'bob' }))).toBe(
    'token-invalid',
  );
  expect(await codeOf(await mintRemovalToken(apiKey, { ...alice, room: 'other' }))).toBe(
    'token-invalid',
  );
});

test('a joining token, one of another key and one that is late are refused', async () => {
  expect(await codeOf(await mintToken(apiKey, alice))).toBe('token-invalid');
  const forged = await mintRemovalToken({ ...apiKey, secret: 'x'.repeat(32) }, alice);
  expect(await codeOf(forged)).toBe('token-invalid');
  const late = new SignJWT({ room: alice.room })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(apiKey.key)
    .setAudience('confab-media')
    .setSubject(alice.identity)
    .setExpirationTime(Math.floor(Date.now() / 1000) - 60);
  expect(await codeOf(await late.sign(new TextEncoder().encode(apiKey.secret)))).toBe(
    'token-expired',
  );
});
