import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  accountSchema,
  callSchema,
  memberListSchema,
  serverInfoSchema,
  signedInSchema,
} from '@confab/shared-types';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { newId } from '../newId.ts';
import { ManualClock } from '../testing/ManualClock.ts';
import { EventClient } from '../testing/EventClient.ts';
import { startTestServer, testMedia } from '../testing/startTestServer.ts';
import { SyncClient, textUpdate } from '../testing/SyncClient.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { errorOf, request, TestAccount } from '../testing/TestAccount.ts';

const password = 'correct horse battery';

function newcomer(overrides: Record<string, unknown> = {}) {
  return {
    name: '김하나',
    email: `${newId()}@example.org`,
    password,
    person: newId(),
    device: 'laptop',
    ...overrides,
  };
}

test('the server says who it is, the same after a restart', async () => {
  const dataFolder = await temporaryFolder();
  const first = await startTestServer({ dataFolder, serverName: 'Study group' });
  const info = serverInfoSchema.parse((await request(first.url, 'GET', '/api/server')).body);
  expect(info).toMatchObject({ name: 'Study group', calls: false, protocol: 1 });
  await first.stop();
  const second = await startTestServer({ dataFolder });
  const again = serverInfoSchema.parse((await request(second.url, 'GET', '/api/server')).body);
  expect(again.server).toBe(info.server);
});

test('somebody signs up, is known, signs in elsewhere, and signs one device out', async () => {
  const { url } = await startTestServer();
  const body = newcomer();
  const made = await request(url, 'POST', '/api/accounts', { body });
  expect(made.status).toBe(201);
  const { account, session } = signedInSchema.parse(made.body);
  expect(account).toMatchObject({ name: body.name, email: body.email.toLowerCase() });
  expect(account.person).toBe(body.person);
  const me = await request(url, 'GET', '/api/me', { session });
  expect(accountSchema.parse(me.body)).toEqual(account);

  const signIn = { email: body.email.toUpperCase(), password, device: 'phone' };
  const elsewhere = await request(url, 'POST', '/api/sessions', { body: signIn });
  expect(elsewhere.status).toBe(201);
  const phone = signedInSchema.parse(elsewhere.body);
  expect(phone.account).toEqual(account);
  expect(phone.session).not.toBe(session);

  expect((await request(url, 'DELETE', '/api/sessions/current', { session })).status).toBe(204);
  expect((await request(url, 'GET', '/api/me', { session })).status).toBe(401);
  expect((await request(url, 'GET', '/api/me', { session: phone.session })).status).toBe(200);
});

test('an e-mail address and a person belong to one account each', async () => {
  const { url } = await startTestServer();
  const body = newcomer();
  await request(url, 'POST', '/api/accounts', { body });
  const sameEmail = newcomer({ email: body.email.toUpperCase() });
  const taken = await request(url, 'POST', '/api/accounts', { body: sameEmail });
  expect([taken.status, errorOf(taken).code]).toEqual([409, 'email-taken']);
  const samePerson = newcomer({ person: body.person });
  const claimed = await request(url, 'POST', '/api/accounts', { body: samePerson });
  expect([claimed.status, errorOf(claimed).code]).toEqual([409, 'already-done']);
});

test('a new name is the one that members, cursors and rings show', async () => {
  const { url } = await startTestServer({ media: testMedia });
  const alice = await TestAccount.signUp(url, 'Alice');
  const bob = await TestAccount.signUp(url, 'Bob');
  const workspace = await alice.publish();
  await alice.invite(workspace, bob);
  const doc = `${workspace}/page/${newId()}`;
  const hub = await SyncClient.signedIn(url, alice.session);
  const other = await SyncClient.signedIn(url, bob.session);
  await hub.edit(doc, textUpdate('x'));
  await hub.open(doc);
  await other.open(doc);
  const news = await EventClient.connect(url, bob.session);

  const renamed = await alice.expect(accountSchema, 'PATCH', '/api/me', { name: ' Alice B. ' });
  expect(renamed).toEqual({ ...alice.account, name: 'Alice B.' });
  await news.next('workspace', (event) => event.workspace === workspace);
  const members = await bob.expect(memberListSchema, 'GET', `/api/workspaces/${workspace}/members`);
  expect(members.map(({ name }) => name)).toContain('Alice B.');
  // y-protocols/awareness: one client, its id, its clock, its state.
  hub.send({ kind: 'awareness', doc, update: Uint8Array.of(1, 7, 1, 2, ...Buffer.from('{}')) });
  const { update } = await other.frame('awareness');
  expect(Buffer.from(update).toString()).toContain('"name":"Alice B."');
  const call = await alice.expect(callSchema, 'POST', '/api/calls', { workspace, page: null });
  await alice.expect(z.unknown(), 'POST', `/api/calls/${call.id}/rings`, {});
  const { event } = await news.next('ring');
  expect(event.ring.from.name).toBe('Alice B.');
  await news.close();
});

test('a name is not taken from whoever is not signed in, and not an empty one', async () => {
  const { url } = await startTestServer();
  const alice = await TestAccount.signUp(url, 'Alice');
  const nobody = await request(url, 'PATCH', '/api/me', { body: { name: 'Eve' } });
  expect([nobody.status, errorOf(nobody).code]).toEqual([401, 'unauthenticated']);
  expect((await alice.call('PATCH', '/api/me', { name: ' ' })).status).toBe(400);
  expect(await alice.expect(accountSchema, 'GET', '/api/me')).toEqual(alice.account);
});

test('of two sign-ups for one person at once, one is refused', async () => {
  const { url } = await startTestServer();
  const person = newId();
  const answers = await Promise.all(
    [1, 2, 3].map(() => request(url, 'POST', '/api/accounts', { body: newcomer({ person }) })),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
});

test('what is wrong with a sign-up is said by its code', async () => {
  const { url } = await startTestServer();
  const codes = await Promise.all(
    [{ password: 'short' }, { email: 'nobody' }, { name: ' ' }, { person: '../..' }].map(
      async (wrong) =>
        errorOf(await request(url, 'POST', '/api/accounts', { body: newcomer(wrong) })).code,
    ),
  );
  const malformed = 'malformed-message';
  expect(codes).toEqual(['password-too-short', malformed, malformed, malformed]);
});

test('an unknown address and a wrong password get the same answer', async () => {
  const { url } = await startTestServer();
  const body = newcomer();
  await request(url, 'POST', '/api/accounts', { body });
  for (const email of [body.email, 'nobody@example.org']) {
    const answer = await request(url, 'POST', '/api/sessions', {
      body: { email, password: 'something else', device: 'd' },
    });
    expect([answer.status, errorOf(answer)]).toEqual([401, { code: 'wrong-credentials' }]);
  }
});

test('guessing a password is slowed down, for that account only, and not for ever', async () => {
  const clock = new ManualClock();
  const limits = { failedSignIns: { burst: 3, refillMs: 60_000 } };
  const { url } = await startTestServer({ clock, limits });
  const [body, other] = [newcomer(), newcomer()];
  await request(url, 'POST', '/api/accounts', { body });
  await request(url, 'POST', '/api/accounts', { body: other });
  const signIn = (email: string, guess: string) =>
    request(url, 'POST', '/api/sessions', { body: { email, password: guess, device: 'd' } });

  for (let guess = 0; guess < 3; guess += 1) {
    expect((await signIn(body.email, `guess ${String(guess)}`)).status).toBe(401);
  }
  expect((await signIn(body.email, password)).status).toBe(429);
  expect((await signIn(other.email, password)).status).toBe(201);
  clock.advance(20_000);
  expect((await signIn(body.email, password)).status).toBe(201);
});

test('neither password nor session is anywhere in the data folder', async () => {
  const dataFolder = await temporaryFolder();
  const server = await startTestServer({ dataFolder });
  const alice = await TestAccount.signUp(server.url, 'Alice');
  const files = (await readdir(dataFolder)).filter((name) => name.includes('.db'));
  expect(files.length).toBeGreaterThanOrEqual(2);
  for (const name of files) {
    const bytes = await readFile(join(dataFolder, name));
    expect(bytes.includes(alice.session)).toBe(false);
    expect(bytes.includes(password)).toBe(false);
  }
});

test('a session that nobody used for half a year is over', async () => {
  const clock = new ManualClock();
  const { url } = await startTestServer({ clock });
  const alice = await TestAccount.signUp(url, 'Alice');
  clock.advance(100 * 86_400_000);
  expect((await alice.call('GET', '/api/me')).status).toBe(200);
  clock.advance(100 * 86_400_000);
  expect((await alice.call('GET', '/api/me')).status).toBe(200);
  clock.advance(181 * 86_400_000);
  expect((await alice.call('GET', '/api/me')).status).toBe(401);
});
