import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { iceServersFor, iceServersSchema } from './iceServers.ts';

test('a shared secret becomes a credential that expires and names whom it is for', () => {
  const config = iceServersSchema.parse([
    { urls: ['turn:turn.example.org'], secret: 'shared', credentialSeconds: 600 },
  ]);
  const [server] = iceServersFor(config, 'alice', 1_700_000_000_500);
  expect(server).toEqual({
    urls: ['turn:turn.example.org'],
    username: '1700000600:alice',
    credential: createHmac('sha1', 'shared').update('1700000600:alice').digest('base64'),
  });
});

test('fixed credentials and STUN are passed on', () => {
  const servers = [
    { urls: ['stun:stun.example.org'] },
    { urls: ['turns:turn.example.org'], username: 'u', credential: 'c' },
  ];
  expect(iceServersFor(iceServersSchema.parse(servers), 'alice')).toEqual(servers);
});

test('a server of another kind is refused', () => {
  expect(iceServersSchema.safeParse([{ urls: ['http://x'] }]).success).toBe(false);
  expect(iceServersSchema.safeParse([{ urls: [] }]).success).toBe(false);
});
