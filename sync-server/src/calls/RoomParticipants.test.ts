import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { callSchema, mediaAdminAudience, mediaAdminClaimsSchema } from '@confab/shared-types';
import { jwtVerify } from 'jose';
import { expect, onTestFinished, test, vi } from 'vitest';
import { silentLog } from '../Log.ts';
import { Inbox } from '../testing/Inbox.ts';
import { ManualClock } from '../testing/ManualClock.ts';
import { startTestServer, testMedia } from '../testing/startTestServer.ts';
import { TestAccount } from '../testing/TestAccount.ts';
import { RoomParticipants } from './RoomParticipants.ts';

/** A media server that notes what it is asked, and answers with these, then with 204. */
async function startMedia(...statuses: number[]) {
  const requests = new Inbox<IncomingMessage & { readonly body: string }>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      response
        .writeHead(statuses.shift() ?? 204)
        .end(() => requests.push(Object.assign(request, { body })));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { requests, media: { ...testMedia, url: `ws://127.0.0.1:${port}/signaling` } };
}

test('who is removed from a workspace is removed from its calls, with a token for just that', async () => {
  const { requests, media } = await startMedia();
  const { url } = await startTestServer({ media });
  const alice = await TestAccount.signUp(url, 'Alice');
  const bob = await TestAccount.signUp(url, 'Bob');
  const workspace = await alice.publish();
  await alice.invite(workspace, bob);
  const joined = async (page: string | null) => {
    const call = await alice.expect(callSchema, 'POST', '/api/calls', { workspace, page });
    expect((await alice.call('POST', `/api/calls/${call.id}/token`)).status).toBe(200);
    return call.id;
  };
  await joined('a-page-without-bob');
  const call = await joined(null);
  await bob.call('POST', `/api/calls/${call}/token`);

  const member = `/api/workspaces/${workspace}/members/${bob.id}`;
  expect((await alice.call('DELETE', member)).status).toBe(204);
  const request = await requests.next();
  expect(request.method).toBe('DELETE');
  expect(request.url).toBe(`/api/rooms/${call}/participants/${bob.id}`);
  const token = (request.headers.authorization ?? '').replace('Bearer ', '');
  const { payload } = await jwtVerify(token, new TextEncoder().encode(media.apiSecret), {
    issuer: media.apiKey,
    audience: mediaAdminAudience,
  });
  expect(mediaAdminClaimsSchema.parse(payload)).toMatchObject({ room: call, sub: bob.id });
  expect(requests.all).toHaveLength(1);
});

test('a change of role reaches the calls that somebody is in, but not who started them', async () => {
  const { requests, media } = await startMedia();
  const { url } = await startTestServer({ media });
  const alice = await TestAccount.signUp(url, 'Alice');
  const bob = await TestAccount.signUp(url, 'Bob');
  const workspace = await alice.publish();
  await alice.invite(workspace, bob, 'editor');
  const call = await alice.expect(callSchema, 'POST', '/api/calls', { workspace, page: null });
  await bob.call('POST', `/api/calls/${call.id}/token`);
  const own = { workspace, page: 'a-page-of-bob' };
  const started = await bob.expect(callSchema, 'POST', '/api/calls', own);
  await bob.call('POST', `/api/calls/${started.id}/token`);

  const member = `/api/workspaces/${workspace}/members/${bob.id}`;
  expect((await alice.call('PUT', member, { role: 'viewer' })).status).toBe(204);
  const told = [await requests.next(), await requests.next()].map((request) => [
    request.method,
    request.url,
    JSON.parse(request.body) as unknown,
  ]);
  expect(told).toContainEqual([
    'PATCH',
    `/api/rooms/${call.id}/participants/${bob.id}`,
    { role: 'participant' },
  ]);
  expect(told).toContainEqual([
    'PATCH',
    `/api/rooms/${started.id}/participants/${bob.id}`,
    { role: 'host' },
  ]);
});

test('a newer word about somebody takes the place of one that was not heard yet', async () => {
  const clock = new ManualClock();
  const { requests, media } = await startMedia(500);
  const participants = new RoomParticipants({ media, clock, log: silentLog });
  const older = participants.update('a-call', 'an-account', 'presenter');
  await requests.next();
  await participants.remove('a-call', 'an-account');
  await vi.waitFor(() => {
    clock.advance(500);
    return Promise.race([older, Promise.reject(new Error('still waiting'))]);
  });
  expect(requests.all.map(({ method }) => method)).toEqual(['PATCH', 'DELETE']);
});

test('a media server that fails is asked again, one that refuses is not', async () => {
  const clock = new ManualClock();
  const { requests, media } = await startMedia(500, 503, 401);
  const after = clock.after.bind(clock);
  const waits: number[] = [];
  clock.after = (ms, action) => {
    waits.push(ms);
    const cancel = after(ms, action);
    queueMicrotask(() => clock.advance(ms));
    return cancel;
  };
  const participants = new RoomParticipants({ media, clock, log: silentLog });
  await participants.remove('a-call', 'an-account');
  expect(requests.all).toHaveLength(3);
  expect(waits).toEqual([500, 2000]);
});

test('the server stops at once though the media server cannot be reached', async () => {
  const clock = new ManualClock();
  const participants = new RoomParticipants({ media: testMedia, clock, log: silentLog });
  const removal = participants.remove('a-call', 'an-account');
  participants.stop();
  await removal;
});
