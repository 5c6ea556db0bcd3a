import { yTypes } from '@confab/shared-types';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { invite, person, publishedPage } from '../testing/people.ts';
import { startSyncServer } from '../testing/startSyncServer.ts';
import type { TestWindow } from '../testing/TestWindow.ts';

/** A page of a workspace that only this device has. */
async function localPage(window: TestWindow, title: string) {
  const { id } = await window.request('workspaces.create', { name: 'Mine' });
  const { page } = await window.request('pages.create', { workspace: id, parent: null, title });
  return { workspace: id, page };
}

async function entriesOf(window: TestWindow, workspace: string) {
  const index = await window.open(`${workspace}/index`);
  return () => {
    index.catchUp();
    return index.ydoc.getMap<Y.Map<unknown>>(yTypes.pages);
  };
}

test('a page moved into a shared workspace reaches the others, and one moved out leaves them', async () => {
  const server = await startSyncServer();
  const alice = await person('Alice', server);
  const bob = await person('Bob', server);
  const { workspace: shared } = await publishedPage(alice);
  await invite(alice, bob, shared.id, 'editor');
  const local = await localPage(alice.window, 'Secret plan');

  const there = { to: shared.id, parent: null };
  const { page } = await alice.window.request('pages.move', { ...local, ...there });
  await alice.window.syncState(shared.id, 'synced');
  const seen = await bob.window.open(`${shared.id}/page/${page}`);
  await seen.textIs('Secret plan');
  seen.type(' B');
  const here = await alice.window.open(`${shared.id}/page/${page}`);
  await here.textIs('Secret plan B');
  await alice.window.syncState(shared.id, 'synced');

  const back = { to: local.workspace, parent: null };
  const moved = await alice.window.request('pages.move', { workspace: shared.id, page, ...back });
  const again = await alice.window.open(`${local.workspace}/page/${moved.page}`);
  expect(again.text).toBe('Secret plan B');
  const entries = await entriesOf(bob.window, shared.id);
  await bob.window.until(() => entries().get(page)?.get('movedTo') !== undefined);
  expect(entries().get(page)?.get('movedTo')).toEqual({
    workspace: local.workspace,
    page: moved.page,
  });
});

test('a page of a shared workspace is not moved out while its server is out of reach', async () => {
  const server = await startSyncServer();
  const alice = await person('Alice', server);
  const { workspace: shared, doc } = await publishedPage(alice);
  const local = await localPage(alice.window, 'Here');
  await server.stop();
  await alice.window.syncState(shared.id, 'offline');
  const page = doc.slice(doc.lastIndexOf('/') + 1);
  const move = alice.window.request('pages.move', {
    ...{ workspace: shared.id, page },
    ...{ to: local.workspace, parent: null },
  });
  await expect(move).rejects.toMatchObject({ code: 'not-connected' });
});

test('a page deleted for good while offline is gone for the others later', async () => {
  const server = await startSyncServer();
  const alice = await person('Alice', server);
  const bob = await person('Bob', server);
  const { workspace: shared, doc } = await publishedPage(alice);
  await invite(alice, bob, shared.id, 'editor');
  await bob.window.syncState(shared.id, 'synced');
  const entries = await entriesOf(bob.window, shared.id);
  const page = doc.slice(doc.lastIndexOf('/') + 1);
  await bob.window.until(() => entries().has(page));
  await server.stop();
  await alice.window.syncState(shared.id, 'offline');
  await alice.window.request('pages.delete', { workspace: shared.id, pages: [page] });
  const { hits } = await alice.window.request('search.query', {
    query: 'plan',
    workspace: shared.id,
  });
  expect(hits).toEqual([]);
  await server.start();
  alice.hub.wake();
  bob.hub.wake();
  await bob.window.until(() => !entries().has(page));
  await alice.window.syncState(shared.id, 'synced');
});

test('the server keeps the history of a shared page, and what was looked at opens without it', async () => {
  const server = await startSyncServer();
  const alice = await person('Alice', server);
  const { workspace: shared, doc } = await publishedPage(alice);
  await alice.window.syncState(shared.id, 'synced');
  const where = { workspace: shared.id, page: doc.slice(doc.lastIndexOf('/') + 1) };
  const kept = await alice.window.request('versions.keep', { ...where, name: 'First' });
  expect(await alice.window.request('versions.list', where)).toEqual([kept]);
  const looked = await alice.window.request('versions.state', { ...where, version: kept.id });
  const renamed = await alice.window.request('versions.name', {
    ...where,
    version: kept.id,
    name: 'Best',
  });
  expect(renamed).toMatchObject([{ id: kept.id, name: 'Best' }]);
  await server.stop();
  await alice.window.syncState(shared.id, 'offline');
  expect(await alice.window.request('versions.list', where)).toMatchObject([{ name: 'Best' }]);
  expect(await alice.window.request('versions.state', { ...where, version: kept.id })).toEqual(
    looked,
  );
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, Buffer.from(looked.update, 'base64'));
  expect(ydoc.getText(yTypes.title).toString()).toBe('Plan');
});
