import { closeCodes, encodeSyncFrame, syncFrameBytes } from '@confab/shared-types';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { newId } from '../newId.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { SyncClient, textUpdate } from '../testing/SyncClient.ts';
import { TestAccount } from '../testing/TestAccount.ts';
import { cutIntoPieces } from './pieces.ts';

async function twoEditors() {
  const server = await startTestServer();
  const alice = await TestAccount.signUp(server.url, 'Alice');
  const bob = await TestAccount.signUp(server.url, 'Bob');
  const workspace = await alice.publish();
  await alice.invite(workspace, bob);
  const doc = `${workspace}/page/${newId()}`;
  const hub = await SyncClient.signedIn(server.url, alice.session);
  const other = await SyncClient.signedIn(server.url, bob.session);
  return { server, alice, bob, workspace, doc, hub, other };
}

test('an edit is acknowledged, reaches the other hub, and is there for a later one', async () => {
  const { doc, hub, other } = await twoEditors();
  await hub.open(doc);
  const copy = new Y.Doc();
  await other.open(doc, copy);

  const answer = await hub.edit(doc, textUpdate('Launch plan'));
  expect(answer).toMatchObject({ kind: 'ack', seq: 1 });

  const edits = await other.frame('edits');
  expect(edits.seq).toBe(1);
  Y.applyUpdate(copy, edits.update);
  expect(copy.getText('title').toString()).toBe('Launch plan');
  expect(hub.frames.all.filter((frame) => frame.kind === 'edits')).toEqual([]);

  const later = new Y.Doc();
  const opened = await other.open(doc, later);
  expect(opened).toMatchObject({ seq: 1, access: 'write' });
  expect(later.getText('title').toString()).toBe('Launch plan');
});

test('an edit sent again is acknowledged without a new number', async () => {
  const { doc, hub } = await twoEditors();
  const update = textUpdate('once');
  const [first, again] = await Promise.all([hub.edit(doc, update), hub.edit(doc, update)]);
  expect(first).toMatchObject({ kind: 'ack', seq: 1 });
  expect(again).toMatchObject({ kind: 'ack', seq: 0 });
});

test('an edit that builds on something missing is refused, and leaves no trace', async () => {
  const { doc, hub, other } = await twoEditors();
  const source = new Y.Doc();
  const updates: Uint8Array[] = [];
  source.on('update', (update: Uint8Array) => updates.push(update));
  source.getText('title').insert(0, 'one ');
  source.getText('title').insert(4, 'two');
  const [one, two] = updates as [Uint8Array, Uint8Array];

  expect(await hub.edit(doc, two)).toMatchObject({ kind: 'refused', code: 'resync-needed' });
  const opened = await other.open(doc);
  expect(opened.seq).toBe(0);
  expect(Y.decodeStateVector(opened.stateVector).size).toBe(0);

  expect(await hub.edit(doc, one)).toMatchObject({ kind: 'ack', seq: 1 });
  expect(await hub.edit(doc, two)).toMatchObject({ kind: 'ack', seq: 2 });
  const copy = new Y.Doc();
  await other.open(doc, copy);
  expect(copy.getText('title').toString()).toBe('one two');
});

test('an update that is none is refused by its code and the document lives on', async () => {
  const { doc, hub } = await twoEditors();
  expect(await hub.edit(doc, textUpdate('sound'))).toMatchObject({ kind: 'ack' });
  const refused = await hub.edit(doc, Uint8Array.of(9, 9, 9, 9));
  expect(refused).toMatchObject({ kind: 'refused', code: 'malformed-message' });
  const copy = new Y.Doc();
  await hub.open(doc, copy);
  expect(copy.getText('title').toString()).toBe('sound');
});

test('a follower is told which documents there are and which move on', async () => {
  const { workspace, doc, hub, other } = await twoEditors();
  await hub.edit(doc, textUpdate('first'));
  other.request({ type: 'follow', workspace });
  const docs = await other.replies.next((reply) => reply.type === 'docs');
  const name = doc.slice(workspace.length + 1);
  expect(docs).toEqual({ type: 'docs', workspace, role: 'editor', docs: [{ name, seq: 1 }] });

  await hub.edit(doc, textUpdate('second'));
  expect(await other.replies.next()).toEqual({ type: 'doc', workspace, name, seq: 2 });

  other.request({ type: 'unfollow', workspace });
  await other.open(doc);
  await hub.edit(doc, textUpdate('third'));
  await other.frame('edits');
  expect(other.replies.all.filter((reply) => reply.type === 'doc')).toHaveLength(1);
});

test('a state larger than a frame comes in pieces, and goes in pieces', async () => {
  const { doc, hub, other } = await twoEditors();
  const large = 'x'.repeat(syncFrameBytes + 1_000_000);
  const frame = encodeSyncFrame({ kind: 'edit', doc, batch: 1, update: textUpdate(large) });
  for (const piece of cutIntoPieces(frame, 1)) hub.socket.send(piece);
  expect(await hub.frame('ack')).toMatchObject({ batch: 1, seq: 1 });

  const copy = new Y.Doc();
  await other.open(doc, copy);
  expect(copy.getText('title').length).toBe(large.length);
});

test('malformed messages are answered, and the third in a row closes the connection', async () => {
  const { hub, doc } = await twoEditors();
  hub.socket.send('{"type":"dance"}');
  expect(await hub.replies.next()).toMatchObject({ error: { code: 'unknown-message' } });
  hub.socket.send(Uint8Array.of(0, 200));
  expect(await hub.replies.next()).toMatchObject({ error: { code: 'malformed-message' } });
  expect(await hub.edit(doc, textUpdate('fine'))).toMatchObject({ kind: 'ack' });

  hub.socket.send('not json');
  expect(await hub.replies.next()).toMatchObject({ error: { code: 'malformed-message' } });
  hub.socket.send(Buffer.alloc(syncFrameBytes + 2000));
  expect(await hub.replies.next()).toMatchObject({ error: { code: 'message-too-large' } });
  hub.socket.send('x'.repeat(70_000));
  expect(await hub.replies.next()).toMatchObject({ error: { code: 'message-too-large' } });
  expect((await hub.closed).code).toBe(closeCodes.tooManyBadMessages);
});

test('a wrong session or another protocol is refused with a reason', async () => {
  const { server, alice } = await twoEditors();
  const stranger = await SyncClient.connect(server.url);
  stranger.request({ type: 'hello', protocol: 1, session: 'made-up' });
  expect(await stranger.replies.next()).toMatchObject({ error: { code: 'unauthenticated' } });
  expect((await stranger.closed).code).toBe(closeCodes.unauthenticated);

  const newer = await SyncClient.connect(server.url);
  newer.request({ type: 'hello', protocol: 99, session: alice.session });
  expect(await newer.replies.next()).toMatchObject({ error: { code: 'protocol-mismatch' } });
  expect((await newer.closed).code).toBe(closeCodes.protocolMismatch);
});

test('signing out closes what that device had open', async () => {
  const { alice, hub, other } = await twoEditors();
  expect((await alice.call('DELETE', '/api/sessions/current')).status).toBe(204);
  expect((await hub.closed).code).toBe(closeCodes.unauthenticated);
  expect(other.socket.readyState).toBe(other.socket.OPEN);
});
