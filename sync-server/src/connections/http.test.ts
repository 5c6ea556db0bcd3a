import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { expect, test } from 'vitest';
import { startTestServer } from '../testing/startTestServer.ts';
import { errorOf, request, TestAccount } from '../testing/TestAccount.ts';

test('it answers that it is healthy, and what it does not have', async () => {
  const { url } = await startTestServer();
  expect(await request(url, 'GET', '/healthz')).toEqual({ status: 200, body: { ok: true } });
  const missing = await request(url, 'GET', '/api/secrets');
  expect([missing.status, errorOf(missing).code]).toEqual([404, 'not-found']);
});

test.each([
  ['not JSON', '{', 400, 'malformed-message'],
  ['another shape', '{"name":7}', 400, 'malformed-message'],
  ['too large', `{"name":"${'x'.repeat(300_000)}"}`, 413, 'message-too-large'],
])('a body that is %s gets a typed error', async (_what, body, status, code) => {
  const { url } = await startTestServer();
  const alice = await TestAccount.signUp(url, 'Alice');
  const response = await fetch(`${url}/api/workspaces/abcdefgh`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${alice.session}` },
    body,
  });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { code } });
});

test.each(['//', '/api/calls/%zz/token', '/%'])('the address %s is refused', async (path) => {
  const { url } = await startTestServer();
  const { hostname, port } = new URL(url);
  const status = await new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, method: 'POST' }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject);
    request.end();
  });
  expect([400, 404]).toContain(status);
  const upgrade = new WebSocket(`${url.replace('http', 'ws')}/yjs/%zz`);
  const [close] = (await once(upgrade, 'close')) as [CloseEvent];
  expect(close.code).toBe(1008);
  expect((await request(url, 'GET', '/healthz')).status).toBe(200);
});

test('an error says where a message is wrong, never what stood there', async () => {
  const { url } = await startTestServer();
  const answer = await request(url, 'POST', '/api/sessions', {
    body: { email: 'my secret diary', password: 'p', device: 'd' },
  });
  expect(errorOf(answer).detail).toContain('email');
  expect(JSON.stringify(answer.body)).not.toContain('diary');
});

test('one address may not ask without end', async () => {
  const { url } = await startTestServer({ limits: { requests: { burst: 5, refillMs: 3.6e6 } } });
  const statuses: number[] = [];
  for (let count = 0; count < 7; count += 1) {
    statuses.push((await request(url, 'GET', '/api/server')).status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
});
