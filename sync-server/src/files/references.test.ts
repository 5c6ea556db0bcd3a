import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeBlocks, yTypes } from '@confab/shared-types';
import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { Documents } from '../documents/Documents.ts';
import { silentLog } from '../Log.ts';
import { newId } from '../newId.ts';
import { SqliteStorage } from '../storage/sqlite/SqliteStorage.ts';
import { ManualClock } from '../testing/ManualClock.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { SyncClient } from '../testing/SyncClient.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { TestAccount } from '../testing/TestAccount.ts';
import { FileReferences } from './FileReferences.ts';
import { FileStore } from './FileStore.ts';
import { FileSweep, unreferencedForMs } from './FileSweep.ts';
import { findFileReferences } from './findFileReferences.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const day = 86_400_000;

/** A page document that shows these files. */
function pageWith(workspace: string, hashes: readonly string[]): Y.Doc {
  const doc = new Y.Doc();
  const blocks = hashes.map((hash) => ({
    type: 'image' as const,
    props: { url: `confab-file:${workspace}/${hash}/picture.png` },
  }));
  writeBlocks(doc.getXmlFragment(yTypes.blocks), blocks, newId);
  return doc;
}

test('files are found in a state by the workspace they are of, and not when they were removed', () => {
  const workspace = newId();
  const [one, two, three] = ['1', '2', '3'].map(hashOf) as [string, string, string];
  const doc = pageWith(workspace, [one, two, one]);
  doc.getMap(yTypes.meta).set('cover', `confab-file:${workspace}/${three}/cover.png`);
  expect(findFileReferences(Y.encodeStateAsUpdate(doc), workspace).toSorted()).toEqual(
    [one, two, three].toSorted(),
  );
  expect(findFileReferences(Y.encodeStateAsUpdate(doc), newId())).toEqual([]);
  doc.getXmlFragment(yTypes.blocks).delete(0, 1);
  expect(findFileReferences(Y.encodeStateAsUpdate(doc), workspace)).toEqual([three]);
});

test('a guest gets the files of their page and no others, as long as it shows them', async () => {
  const { url } = await startTestServer();
  const olivia = await TestAccount.signUp(url, 'Olivia');
  const gus = await TestAccount.signUp(url, 'Gus');
  const workspace = await olivia.publish();
  const [page, other] = [newId(), newId()];
  const send = (by: TestAccount, method: string, content: string) =>
    fetch(`${url}/files/${workspace}/${hashOf(content)}`, {
      method,
      headers: { authorization: `Bearer ${by.session}` },
      ...(method === 'PUT' ? { body: content } : {}),
    });
  for (const content of ['shown', 'elsewhere']) await send(olivia, 'PUT', content);
  const hub = await SyncClient.signedIn(url, olivia.session);
  const doc = pageWith(workspace, [hashOf('shown')]);
  await hub.edit(`${workspace}/page/${page}`, Y.encodeStateAsUpdate(doc));
  const rest = pageWith(workspace, [hashOf('elsewhere')]);
  await hub.edit(`${workspace}/page/${other}`, Y.encodeStateAsUpdate(rest));

  expect((await send(gus, 'GET', 'shown')).status).toBe(403);
  await olivia.letIn(workspace, page, gus, 'viewer');
  expect((await send(gus, 'GET', 'shown')).status).toBe(200);
  expect((await send(gus, 'HEAD', 'shown')).status).toBe(200);
  expect((await send(gus, 'GET', 'elsewhere')).status).toBe(403);
  expect((await send(gus, 'PUT', 'mine')).status).toBe(403);
  await olivia.call('PUT', `/api/workspaces/${workspace}/pages/${page}/guests/${gus.id}`, {
    role: 'commenter',
  });
  expect((await send(gus, 'PUT', 'mine')).status).toBe(201);
  expect((await send(gus, 'GET', 'mine')).status).toBe(403);

  doc.getXmlFragment(yTypes.blocks).delete(0, 1);
  await hub.edit(`${workspace}/page/${page}`, Y.encodeStateAsUpdate(doc));
  expect((await send(gus, 'GET', 'shown')).status).toBe(403);
});

async function sweptServer() {
  const folder = await temporaryFolder();
  const clock = new ManualClock();
  const storage = new SqliteStorage(':memory:');
  const store = await FileStore.create(join(folder, 'files'));
  const documents = new Documents(storage.documents, silentLog, clock);
  const references = new FileReferences(documents, storage.references);
  const sweep = new FileSweep({ storage, store, references, clock, log: silentLog });
  const workspace = newId();
  const author = newId();
  const add = async (content: string): Promise<string> => {
    const hash = hashOf(content);
    const bytes = (async function* () {
      yield Buffer.from(content);
      await Promise.resolve();
    })();
    const size = await store.write(workspace, hash, bytes);
    const file = {
      workspace,
      hash,
      size,
      type: 'image/png',
      addedBy: author,
      addedAt: clock.now(),
    };
    await storage.files.add(file);
    return hash;
  };
  const change = (name: string, edit: (doc: Y.Doc) => void) =>
    documents.edit(`${workspace}/${name}`, author, edit);
  const show = (name: string, hash: string) =>
    change(name, (doc) =>
      doc.getMap(yTypes.meta).set('cover', `confab-file:${workspace}/${hash}/x.png`),
    );
  const days = async (count: number): Promise<void> => {
    for (let at = 0; at < count; at += 1) {
      clock.advance(day);
      await sweep.run();
    }
  };
  return { folder, clock, storage, store, documents, workspace, sweep, add, change, show, days };
}

test('a file that nothing refers to goes after thirty days, what is shown stays', async () => {
  const { storage, store, workspace, sweep, add, show, days } = await sweptServer();
  const [shown, loose] = [await add('shown'), await add('loose')];
  await show(`page/${newId()}`, shown);
  await sweep.run();
  await days(29);
  expect(await store.has(workspace, loose)).toBe(true);
  await days(1);
  expect(await store.has(workspace, loose)).toBe(false);
  expect(await storage.files.find(workspace, loose)).toBeNull();
  expect(await store.has(workspace, shown)).toBe(true);
  expect(unreferencedForMs).toBe(30 * day);
});

test('the thirty days begin again when something referred to it, or asked for it, in between', async () => {
  const { storage, store, workspace, sweep, add, change, show, days } = await sweptServer();
  const [back, asked] = [await add('back'), await add('asked')];
  const page = `page/${newId()}`;
  await sweep.run();
  await days(20);
  await show(page, back);
  await days(1);
  await change(page, (doc) => doc.getMap(yTypes.meta).delete('cover'));
  expect(await storage.files.touch(workspace, asked)).toBe(true);
  await days(20);
  expect(await store.has(workspace, back)).toBe(true);
  expect(await store.has(workspace, asked)).toBe(true);
  await days(15);
  expect(await store.has(workspace, back)).toBe(false);
  expect(await store.has(workspace, asked)).toBe(false);
});

test('what a kept version shows stays, until the version is gone', async () => {
  const { storage, store, workspace, sweep, add, change, show, days } = await sweptServer();
  const hash = await add('old cover');
  const name = `page/${newId()}` as const;
  const doc = `${workspace}/${name}`;
  await show(name, hash);
  const version = { id: newId(), doc, seq: 1, name: null, size: 1, keptAt: 1 };
  await storage.versions.add({ ...version, payload: Uint8Array.of(1), files: [hash] });
  await change(name, (ydoc) => ydoc.getMap(yTypes.meta).delete('cover'));
  await sweep.run();
  await days(40);
  expect(await store.has(workspace, hash)).toBe(true);
  await storage.versions.thin([version.id], new Map());
  await days(31);
  expect(await store.has(workspace, hash)).toBe(false);
});

test('the files of a page deleted for good go with it, thirty days later', async () => {
  const { storage, store, documents, workspace, sweep, add, show, days } = await sweptServer();
  const hash = await add('cover');
  const page = newId();
  await show(`page/${page}`, hash);
  await sweep.run();
  await storage.removals.deletePage(workspace, page, [`page/${page}`], 1);
  documents.drop([`${workspace}/page/${page}`]);
  await days(20);
  expect(await store.has(workspace, hash)).toBe(true);
  await days(15);
  expect(await store.has(workspace, hash)).toBe(false);
});

test('the server sweeps by itself, once a day', async () => {
  const dataFolder = await temporaryFolder();
  const clock = new ManualClock();
  const { url } = await startTestServer({ dataFolder, clock });
  const olivia = await TestAccount.signUp(url, 'Olivia');
  const workspace = await olivia.publish();
  await fetch(`${url}/files/${workspace}/${hashOf('loose')}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${olivia.session}` },
    body: 'loose',
  });
  const folder = join(dataFolder, 'files', workspace, hashOf('loose').slice(0, 2));
  expect(await readdir(folder)).toHaveLength(1);
  for (let at = 0; at <= 35; at += 1) {
    clock.advance(day);
    await olivia.call('GET', '/api/workspaces');
  }
  await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]), { timeout: 10_000 });
});
