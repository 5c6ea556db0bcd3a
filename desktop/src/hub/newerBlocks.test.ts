import { yTypes } from '@confab/shared-types';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { z } from 'zod';
import { SyncClient } from '../../../sync-server/src/testing/SyncClient.ts';
import { request } from '../../../sync-server/src/testing/TestAccount.ts';
import { emailOf, password, person, publishedPage, restarted } from './testing/people.ts';
import { startSyncServer } from './testing/startSyncServer.ts';

/** Another device of that account, with an app that knows blocks which this one does not. */
async function newerApp(url: string, name: string): Promise<SyncClient> {
  const body = { email: emailOf(name), password, device: 'newer app' };
  const answer = await request(url, 'POST', '/api/sessions', { body });
  const { session } = z.object({ session: z.string() }).parse(answer.body);
  const client = await SyncClient.signedIn(url, session);
  onTestFinished(() => client.close());
  return client;
}

/** What a change of a document adds to it. */
function changed(ydoc: Y.Doc, change: () => void): Uint8Array {
  const before = Y.encodeStateVector(ydoc);
  ydoc.transact(change);
  return Y.encodeStateAsUpdate(ydoc, before);
}

test('an older app shows a page with newer blocks, and neither it nor its server changes a byte', async () => {
  const server = await startSyncServer();
  const alice = await person('Alice', server);
  const { doc, workspace } = await publishedPage(alice);
  const newer = await newerApp(server.url, 'Alice');
  const ydoc = new Y.Doc();
  await newer.open(doc, ydoc);
  const blocks = ydoc.getXmlFragment(yTypes.blocks);
  const hologram = new Y.XmlElement('hologram');
  const made = changed(ydoc, () => {
    hologram.setAttribute('depth', '3');
    blocks.insert(blocks.length, [hologram]);
  });
  const reader = await alice.window.open(doc);
  expect(await newer.edit(doc, made)).toMatchObject({ kind: 'ack' });
  await alice.window.frame('access', (frame) => frame.doc === doc);

  // As an editor does that knows no holograms, and a person who types.
  const removal = reader.edit((copy) => {
    copy.getXmlFragment(yTypes.blocks).delete(blocks.length - 1, 1);
  });
  expect(await alice.window.frame('refused')).toMatchObject({ batch: removal });
  const more = changed(ydoc, () => hologram.setAttribute('depth', '4'));
  expect(await newer.edit(doc, more)).toMatchObject({ kind: 'ack' });
  await alice.window.until(() => {
    const updates = alice.window.frames('update').filter((frame) => frame.doc === doc);
    return updates.some(({ update }) => Buffer.from(update).equals(more));
  });

  const again = await restarted(alice);
  await again.window.syncState(workspace.id, 'synced');
  const reopened = await again.window.open(doc);
  const subscribed = await again.window.frame('subscribed', (frame) => frame.doc === doc);
  expect(subscribed).toMatchObject({ access: 'read', reason: 'newer-schema' });
  const atServer = new Y.Doc();
  await newer.open(doc, atServer);
  const wanted = Y.encodeStateAsUpdate(ydoc);
  expect(Buffer.from(Y.encodeStateAsUpdate(atServer)).equals(wanted)).toBe(true);
  expect(Buffer.from(Y.encodeStateAsUpdate(reopened.ydoc)).equals(wanted)).toBe(true);
});
