import {
  callListSchema,
  callMetaSchema,
  callPersonSchema,
  callSchema,
  grantsOfRole,
  joinClaimsSchema,
  joinTicketSchema,
  memberListSchema,
  minutesLeaseMs,
  minutesLeaseSchema,
  pageEntrySchema,
  pageMetaSchema,
  ringListSchema,
  roomHookAudience,
} from '@confab/shared-types';
import { jwtVerify, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { newId } from '../newId.ts';
import { EventClient } from '../testing/EventClient.ts';
import { ManualClock } from '../testing/ManualClock.ts';
import { startTestServer, testMedia } from '../testing/startTestServer.ts';
import { SyncClient } from '../testing/SyncClient.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { errorOf, request, TestAccount } from '../testing/TestAccount.ts';

const secret = new TextEncoder().encode(testMedia.apiSecret);

async function pair() {
  const clock = new ManualClock();
  const dataFolder = await temporaryFolder();
  const server = await startTestServer({ clock, dataFolder, media: testMedia });
  const alice = await TestAccount.signUp(server.url, 'Alice');
  const bob = await TestAccount.signUp(server.url, 'Bob');
  const workspace = await alice.publish();
  await alice.invite(workspace, bob, 'viewer');
  const page = newId();
  const start = (by: TestAccount, about: string | null = page) =>
    by.expect(callSchema, 'POST', '/api/calls', { workspace, page: about });
  return { clock, dataFolder, server, url: server.url, alice, bob, workspace, page, start };
}

async function hookToken(clock: ManualClock, room: string, claims: Record<string, unknown> = {}) {
  return await new SignJWT({
    iss: testMedia.apiKey,
    aud: roomHookAudience,
    sub: room,
    exp: Math.floor(clock.now() / 1000) + 120,
    ...claims,
  })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(secret);
}

test('without a media server calls are not offered', async () => {
  const { url } = await startTestServer();
  const alice = await TestAccount.signUp(url, 'Alice');
  const workspace = await alice.publish();
  const answer = await alice.call('POST', '/api/calls', { workspace, page: null });
  expect([answer.status, errorOf(answer).code]).toEqual([503, 'calls-unavailable']);
});

test('a page has one call at a time, which any member joins with a token of two minutes', async () => {
  const { clock, alice, bob, workspace, page, start } = await pair();
  const call = await start(alice);
  expect(call).toMatchObject({ workspace, page, startedBy: alice.id, endedAt: null });
  expect(await start(bob)).toEqual(call);
  expect((await start(bob, null)).id).not.toBe(call.id);
  const list = await bob.expect(callListSchema, 'GET', `/api/workspaces/${workspace}/calls`);
  expect(list).toHaveLength(2);

  const ticket = await bob.expect(joinTicketSchema, 'POST', `/api/calls/${call.id}/token`);
  expect(ticket).toMatchObject({ call, url: testMedia.url });
  const currentDate = new Date(clock.now());
  const { payload, protectedHeader } = await jwtVerify(ticket.token, secret, { currentDate });
  expect(protectedHeader.alg).toBe('HS256');
  const claims = joinClaimsSchema.parse(payload);
  expect(claims).toMatchObject({ iss: testMedia.apiKey, sub: bob.id, name: 'Bob' });
  expect(claims.exp - clock.now() / 1000).toBe(120);
  expect(claims.video).toEqual(grantsOfRole(call.id, 'participant'));
});

test('a ticket for looking lets nobody in, and nobody counts as having joined by it', async () => {
  const { clock, alice, bob, start } = await pair();
  const call = await start(alice);
  const ticket = await bob.expect(joinTicketSchema, 'POST', `/api/calls/${call.id}/look`);
  const currentDate = new Date(clock.now());
  const { payload } = await jwtVerify(ticket.token, secret, { currentDate });
  const claims = joinClaimsSchema.parse(payload);
  expect(claims).toMatchObject({ sub: bob.id, video: { room: call.id, roomJoin: false } });
  expect(claims.video).toEqual({ room: call.id, roomJoin: false });

  const path = `/api/calls/${call.id}/transcription`;
  await alice.call('POST', `/api/calls/${call.id}/token`);
  await alice.call('POST', path, { title: 'Notes' });
  const hub = await SyncClient.signedIn(alice.url, alice.session);
  const record = new Y.Doc();
  await hub.open(`${call.workspace}/call/${call.id}`, record);
  expect(Object.keys(record.getMap('people').toJSON())).toEqual([alice.id]);
});

test.each([
  ['admin', 'host'],
  ['editor', 'presenter'],
  ['commenter', 'presenter'],
  ['viewer', 'participant'],
] as const)('%s of the workspace is %s in its calls', async (role, inCall) => {
  const { clock, url, alice, workspace, start } = await pair();
  const carol = await TestAccount.signUp(url, 'Carol');
  await alice.invite(workspace, carol, role);
  const grantsIn = async (id: string) => {
    const ticket = await carol.expect(joinTicketSchema, 'POST', `/api/calls/${id}/token`);
    const currentDate = new Date(clock.now());
    const { payload } = await jwtVerify(ticket.token, secret, { currentDate });
    return joinClaimsSchema.parse(payload).video;
  };
  const call = await start(alice);
  expect(await grantsIn(call.id)).toEqual(grantsOfRole(call.id, inCall));
  const own = await start(carol, newId());
  expect(await grantsIn(own.id)).toEqual(grantsOfRole(own.id, 'host'));
});

test('a stranger neither sees, starts, joins, rings nor transcribes', async () => {
  const { url, alice, workspace, start } = await pair();
  const call = await start(alice);
  const stranger = await TestAccount.signUp(url, 'Sam');
  const attempts: [string, string, unknown?][] = [
    ['POST', '/api/calls', { workspace, page: null }],
    ['GET', `/api/workspaces/${workspace}/calls`],
    ['POST', `/api/calls/${call.id}/token`],
    ['POST', `/api/calls/${call.id}/look`],
    ['POST', `/api/calls/${call.id}/rings`, {}],
    ['POST', `/api/calls/${call.id}/transcription`, { title: 'Notes' }],
  ];
  for (const [method, path, body] of attempts) {
    const answer = await stranger.call(method, path, body);
    expect([path, answer.status]).toEqual([path, 403]);
  }
  const wrong = await alice.call('POST', `/api/calls/${call.id}/rings`, {
    accounts: [stranger.id],
  });
  expect(wrong.status).toBe(403);
});

test('a call rings the other members on their devices, and answering reaches the caller', async () => {
  const { url, alice, bob, start } = await pair();
  const caller = await EventClient.connect(url, alice.session);
  const phone = await EventClient.connect(url, bob.session);
  const laptop = await EventClient.connect(url, bob.session);
  const call = await start(alice);
  const [ring, ...more] = await alice.expect(
    ringListSchema,
    'POST',
    `/api/calls/${call.id}/rings`,
    {},
  );
  expect(more).toEqual([]);
  expect(ring).toMatchObject({ from: { name: 'Alice' }, to: { account: bob.id } });
  for (const device of [phone, laptop]) {
    const { event } = await device.next('ring');
    expect(event.ring).toMatchObject({ id: ring?.id, state: 'ringing', remainingMs: 60_000 });
  }
  await bob.call('POST', `/api/rings/${ring?.id ?? ''}/answer`);
  for (const device of [caller, phone, laptop]) {
    await device.next('ring', (event) => event.ring.state === 'answered');
  }
  const late = await bob.call('POST', `/api/rings/${ring?.id ?? ''}/decline`);
  expect([late.status, errorOf(late)]).toEqual([409, { code: 'ring-ended', detail: 'answered' }]);
});

test('who joins a call by themselves is not rung for it any longer', async () => {
  const { url, alice, bob, start } = await pair();
  const caller = await EventClient.connect(url, alice.session);
  const call = await start(alice);
  await alice.call('POST', `/api/calls/${call.id}/rings`, {});
  await bob.call('POST', `/api/calls/${call.id}/look`);
  await bob.call('POST', `/api/calls/${call.id}/token`);
  const first = await caller.next('ring', (news) => news.ring.state !== 'ringing');
  expect(first.event.ring.state).toBe('answered');
});

test('who calls is told what the callee is doing, and what was said with a decline', async () => {
  const { url, alice, bob, workspace, start } = await pair();
  const caller = await EventClient.connect(url, alice.session);
  const call = await start(alice);
  const ring = async () => {
    const rings = await alice.expect(ringListSchema, 'POST', `/api/calls/${call.id}/rings`, {});
    if (rings[0] === undefined) throw new Error('nobody was rung');
    return rings[0];
  };
  const end = (id: string) => alice.call('POST', `/api/rings/${id}/cancel`);
  const away = await ring();
  expect([away.callee, away.message]).toEqual(['away', null]);
  await end(away.id);

  const phone = await EventClient.connect(url, bob.session);
  const laptop = await EventClient.connect(url, bob.session);
  const isNow = async (activity: string): Promise<void> => {
    const { event } = await caller.next(
      'presence',
      (news) => news.account === bob.id && news.activity === activity,
    );
    expect(event.online).toBe(true);
  };
  await isNow('free');
  phone.status({ inCall: true, doNotDisturb: false });
  await isNow('in-call');
  const busy = await ring();
  expect(busy.callee).toBe('in-call');
  await end(busy.id);

  laptop.status({ inCall: false, doNotDisturb: true });
  phone.status({ inCall: false, doNotDisturb: true });
  await isNow('do-not-disturb');
  const quiet = await ring();
  expect(quiet).toMatchObject({ callee: 'do-not-disturb', state: 'ringing' });
  const members = await alice.expect(
    memberListSchema,
    'GET',
    `/api/workspaces/${workspace}/members`,
  );
  const shown = members.find((member) => member.account === bob.id);
  expect(shown).toMatchObject({ online: true, activity: 'do-not-disturb' });

  const decline = (message: unknown) =>
    bob.call('POST', `/api/rings/${quiet.id}/decline`, { message });
  expect((await decline('x'.repeat(201))).status).toBe(400);
  const wrongly = await bob.call('POST', `/api/rings/${quiet.id}/answer`, { message: 'Hello' });
  expect([wrongly.status, errorOf(wrongly).code]).toEqual([400, 'malformed-message']);
  expect((await decline('In an hour')).status).toBe(200);
  const { event } = await caller.next('ring', (news) => news.ring.state === 'declined');
  expect(event.ring.message).toBe('In an hour');
});

test('transcription makes one minutes page that everybody sees, however often it starts', async () => {
  const { clock, url, alice, bob, workspace, start } = await pair();
  const hub = await SyncClient.signedIn(url, bob.session);
  hub.request({ type: 'follow', workspace });
  await hub.replies.next((reply) => reply.type === 'docs');
  const call = await start(alice);
  await alice.call('POST', `/api/calls/${call.id}/token`);
  clock.advance(1000);

  const path = `/api/calls/${call.id}/transcription`;
  const title = 'Launch plan · minutes';
  const both = await Promise.all([
    alice.expect(callSchema, 'POST', path, { title }),
    bob.expect(callSchema, 'POST', path, { title: '다른 제목' }),
  ]);
  const page = both[0].minutesPage ?? '';
  expect(both[1].minutesPage).toBe(page);
  await bob.call('POST', `/api/calls/${call.id}/token`);
  await hub.replies.next((reply) => reply.type === 'doc' && reply.name === 'index');

  const [index, minutes, record] = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
  await hub.open(`${workspace}/index`, index);
  await hub.open(`${workspace}/page/${page}`, minutes);
  await hub.open(`${workspace}/call/${call.id}`, record);

  const entries = index.getMap('pages').toJSON();
  expect(Object.keys(entries)).toEqual([page]);
  expect(pageEntrySchema.parse(entries[page])).toMatchObject({ parent: null, kind: 'minutes' });
  expect(pageMetaSchema.parse(minutes.getMap('meta').toJSON())).toEqual({
    schemaVersion: 1,
    kind: 'minutes',
    call: call.id,
  });
  const written = minutes.getText('title').toString();
  expect([title, '다른 제목']).toContain(written);
  expect(minutes.getXmlFragment('blocks').toString()).toMatch(
    /^<blockgroup><blockcontainer id="[^"]+"><paragraph [^>]*><\/paragraph><\/blockcontainer><\/blockgroup>$/i,
  );
  expect(callMetaSchema.parse(record.getMap('meta').toJSON())).toEqual({
    startedAt: call.startedAt,
    endedAt: null,
  });
  const people = Object.values(record.getMap('people').toJSON()).map((person) =>
    callPersonSchema.parse(person),
  );
  expect(people.map((person) => person.name).sort()).toEqual(['Alice', 'Bob']);
});

test('minutes pages of several calls stand one after another in the tree', async () => {
  const { url, alice, workspace, start } = await pair();
  const pages: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    const call = await start(alice, newId());
    const path = `/api/calls/${call.id}/transcription`;
    const { minutesPage } = await alice.expect(callSchema, 'POST', path, { title: 'Notes' });
    pages.push(minutesPage ?? '');
  }
  const hub = await SyncClient.signedIn(url, alice.session);
  const index = new Y.Doc();
  await hub.open(`${workspace}/index`, index);
  const entries = index.getMap('pages').toJSON();
  const ordered = pages.toSorted((a, b) =>
    String(entries[a].order) < String(entries[b].order) ? -1 : 1,
  );
  expect(ordered).toEqual(pages);
});

test('a room that stayed empty ends its call, once, in the list and in its document', async () => {
  const { clock, url, alice, bob, workspace, start } = await pair();
  const call = await start(alice);
  await alice.call('POST', `/api/calls/${call.id}/transcription`, { title: 'Notes' });
  await alice.call('POST', `/api/calls/${call.id}/rings`, { accounts: [bob.id] });
  clock.advance(5000);
  const endedAt = clock.now() - 1000;
  const end = async (): Promise<number> => {
    const session = await hookToken(clock, call.id);
    const path = `/api/internal/rooms/${call.id}/ended`;
    return (await request(url, 'POST', path, { session, body: { endedAt } })).status;
  };
  const events = await EventClient.connect(url, bob.session);
  expect(await end()).toBe(204);
  expect(await end()).toBe(204);
  await events.next('ring', (event) => event.ring.state === 'cancelled');
  const { event } = await events.next('call', (news) => news.call.endedAt !== null);
  expect(event.call).toMatchObject({ id: call.id, endedAt });

  const hub = await SyncClient.signedIn(url, bob.session);
  const record = new Y.Doc();
  await hub.open(`${workspace}/call/${call.id}`, record);
  expect(record.getMap('meta').get('endedAt')).toBe(endedAt);
  const late = await alice.call('POST', `/api/calls/${call.id}/token`);
  expect(errorOf(late).code).toBe('already-done');
  expect((await start(alice)).id).not.toBe(call.id);
});

test('only the media server may say that a room has ended', async () => {
  const { clock, url, alice, start } = await pair();
  const call = await start(alice);
  const end = async (session?: string) => {
    const path = `/api/internal/rooms/${call.id}/ended`;
    const options = session === undefined ? {} : { session };
    const answer = await request(url, 'POST', path, { ...options, body: { endedAt: 1 } });
    return [answer.status, errorOf(answer).code];
  };
  expect(await end()).toEqual([401, 'unauthenticated']);
  expect(await end(alice.session)).toEqual([401, 'token-invalid']);
  expect(await end(await hookToken(clock, newId()))).toEqual([401, 'token-invalid']);
  expect(await end(await hookToken(clock, call.id, { aud: 'other' }))).toEqual([
    401,
    'token-invalid',
  ]);
  expect(await end(await hookToken(clock, call.id, { exp: clock.now() / 1000 - 60 }))).toEqual([
    401,
    'token-expired',
  ]);
  expect((await alice.call('POST', `/api/calls/${call.id}/token`)).status).toBe(200);
});

test('a call nobody reported as ended is over after twelve hours, also over a restart', async () => {
  const { clock, dataFolder, server, alice, start } = await pair();
  const call = await start(alice);
  await server.stop();
  clock.advance(12 * 3_600_000 + 1);
  const again = await startTestServer({ clock, dataFolder, media: testMedia });
  const list = await request(again.url, 'GET', `/api/workspaces/${call.workspace}/calls`, {
    session: alice.session,
  });
  expect(callListSchema.parse(list.body)).toEqual([]);
});

test('one hub at a time may write the minutes, of a call that has ended too', async () => {
  const { clock, url, alice, bob, start } = await pair();
  const call = await start(alice);
  const path = `/api/calls/${call.id}/minutes-lease`;
  const take = (by: TestAccount, holder: string) =>
    by.expect(minutesLeaseSchema, 'POST', path, { holder });
  await request(url, 'POST', `/api/internal/rooms/${call.id}/ended`, {
    session: await hookToken(clock, call.id),
    body: { endedAt: clock.now() },
  });
  const [first, second] = [newId(), newId()];
  expect(await take(alice, first)).toEqual({ granted: true, remainingMs: minutesLeaseMs });
  clock.advance(minutesLeaseMs - 1);
  expect(await take(bob, second)).toEqual({ granted: false, remainingMs: 1 });
  clock.advance(1);
  expect(await take(bob, second)).toEqual({ granted: true, remainingMs: minutesLeaseMs });
  expect(await take(alice, first)).toMatchObject({ granted: false });
  expect((await bob.call('DELETE', path, { holder: second })).status).toBe(204);
  expect(await take(alice, first)).toMatchObject({ granted: true });

  const unknown = await alice.call('POST', `/api/calls/${newId()}/minutes-lease`, {
    holder: first,
  });
  expect(unknown.status).toBe(404);
});

test('minutes are in the language of whoever started them', async () => {
  const { alice, bob, start } = await pair();
  const call = await start(alice);
  const path = `/api/calls/${call.id}/transcription`;
  await bob.expect(callSchema, 'POST', path, { title: '회의', language: 'ko' });
  await alice.expect(callSchema, 'POST', path, { title: 'Notes', language: 'en' });
  const hub = await SyncClient.signedIn(alice.url, alice.session);
  const record = new Y.Doc();
  await hub.open(`${call.workspace}/call/${call.id}`, record);
  expect(callMetaSchema.parse(record.getMap('meta').toJSON()).language).toBe('ko');
});
