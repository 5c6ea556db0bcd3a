import { closeCodes, memberListSchema } from '@confab/shared-types';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { EventClient } from '../testing/EventClient.ts';
import { ManualClock } from '../testing/ManualClock.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { TestAccount } from '../testing/TestAccount.ts';

test('what happened while a device was away arrives later, from its cursor on', async () => {
  const dataFolder = await temporaryFolder();
  const first = await startTestServer({ dataFolder });
  const alice = await TestAccount.signUp(first.url, 'Alice');
  const one = await alice.publish('One');
  const stream = await EventClient.connect(first.url, alice.session);
  const { cursor, event } = await stream.next('workspace');
  expect(event.workspace).toBe(one);
  await stream.close();
  const two = await alice.publish('Two');
  await first.stop();

  const second = await startTestServer({ dataFolder });
  const later = await EventClient.connect(second.url, alice.session, cursor);
  const missed = await later.next('workspace');
  expect(missed.event.workspace).toBe(two);
  expect(missed.cursor).toBeGreaterThan(cursor);

  const fromTheFuture = await EventClient.connect(second.url, alice.session, 1_000_000);
  expect((await fromTheFuture.next('workspace')).event.workspace).toBe(one);
});

test('members see each other come and go, strangers do not', async () => {
  const { url } = await startTestServer();
  const alice = await TestAccount.signUp(url, 'Alice');
  const bob = await TestAccount.signUp(url, 'Bob');
  const stranger = await TestAccount.signUp(url, 'Sam');
  const workspace = await alice.publish();
  await alice.invite(workspace, bob);

  const other = await EventClient.connect(url, stranger.session);
  const watching = await EventClient.connect(url, alice.session);
  const [phone, laptop] = await Promise.all([
    EventClient.connect(url, bob.session),
    EventClient.connect(url, bob.session),
  ]);
  const ofBob = { type: 'presence', account: bob.id };
  expect((await watching.next('presence', (e) => e.account === bob.id)).event).toMatchObject({
    ...ofBob,
    online: true,
  });
  expect((await phone.next('presence', (e) => e.account === alice.id)).event.online).toBe(true);
  const members = await alice.expect(
    memberListSchema,
    'GET',
    `/api/workspaces/${workspace}/members`,
  );
  expect(members.map((member) => member.online)).toEqual([true, true]);

  await phone.close();
  await laptop.close();
  const gone = await watching.next('presence', (e) => e.account === bob.id);
  expect(gone.event).toMatchObject({ ...ofBob, online: false });
  expect(JSON.stringify(other.messages.all)).not.toContain(bob.id);
});

test('a device says what it does only after hello, and not without end', async () => {
  const { url } = await startTestServer({ clock: new ManualClock() });
  const alice = await TestAccount.signUp(url, 'Alice');
  const bob = await TestAccount.signUp(url, 'Bob');
  await alice.invite(await alice.publish(), bob);
  const socket = new WebSocket(`${url.replace('http', 'ws')}/events`);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'status', inCall: true, doNotDisturb: false }));
  const [early] = (await once(socket, 'message')) as [Buffer];
  expect(JSON.parse(early.toString())).toMatchObject({ error: { code: 'unauthenticated' } });
  socket.close();

  const watching = await EventClient.connect(url, alice.session);
  const device = await EventClient.connect(url, bob.session);
  for (let count = 0; count < 21; count += 1) {
    device.status({ inCall: count % 2 === 0, doNotDisturb: false });
  }
  const refused = await device.messages.next((message) => message.type === 'error');
  expect(refused).toMatchObject({ error: { code: 'too-many-requests' } });
  await device.close();
  const gone = await watching.next('presence', (e) => e.account === bob.id && !e.online);
  expect(gone.event.activity).toBe('free');
});

test('malformed and unknown messages are answered; a wrong session closes', async () => {
  const { url } = await startTestServer();
  const socket = new WebSocket(`${url.replace('http', 'ws')}/events`);
  await once(socket, 'open');
  const codes: string[] = [];
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as { error: { code: string } };
    codes.push(message.error.code);
  });
  socket.send('{');
  socket.send('{"type":"wave"}');
  socket.send(JSON.stringify({ type: 'hello', protocol: 1, session: 'made-up', cursor: 0 }));
  const [code] = (await once(socket, 'close')) as [number];
  expect(codes).toEqual(['malformed-message', 'unknown-message', 'unauthenticated']);
  expect(code).toBe(closeCodes.unauthenticated);
});
