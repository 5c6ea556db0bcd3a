import { describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { accountOf, addFile, invite, person, publishedPage, restarted } from '../testing/people.ts';
import type { Person } from '../testing/people.ts';
import { startSyncServer } from '../testing/startSyncServer.ts';
import type { TestServer } from '../testing/startSyncServer.ts';
import { TestWindow } from '../testing/TestWindow.ts';

type Role = 'viewer' | 'commenter' | 'editor';

/** Bob writes while he hears nothing of the server, which Alice tells of another role meanwhile. */
async function demotedWhileAway(
  server: TestServer,
  { alice, bob, workspace }: { alice: Person; bob: Person; workspace: string },
  write: (window: TestWindow) => Promise<void>,
  role: Role,
): Promise<Person> {
  await bob.window.syncState(workspace, 'synced');
  await server.stop();
  await bob.window.syncState(workspace, 'offline');
  await write(bob.window);
  await bob.hub.close();
  await server.start();
  alice.hub.wake();
  await alice.window.syncState(workspace, 'synced');
  const account = await accountOf(alice, workspace, 'Bob');
  await alice.window.request('workspaces.changeRole', { workspace, account, role });
  return await restarted(bob);
}

async function team() {
  const server = await startSyncServer();
  const alice = await person('Alice', server);
  const bob = await person('Bob', server);
  const { workspace, doc, page } = await publishedPage(alice);
  await invite(alice, bob, workspace.id, 'editor');
  await bob.window.open(doc);
  const comments = `${workspace.id}/comments/${page}`;
  return { server, alice, bob, workspace: workspace.id, doc, page, comments };
}

const comment = (ydoc: Y.Doc): unknown => ydoc.getMap('threads').set('thread-1', 'a word');

describe('a role taken away from somebody who has written meanwhile', () => {
  test('keeps page and comments in one copy, which refers to the files it shows', async () => {
    const { server, alice, bob, workspace, doc, comments } = await team();
    const bytes = new TextEncoder().encode('a picture');
    const write = async (window: TestWindow): Promise<void> => {
      const there = await window.open(doc);
      const { url } = await addFile(window, workspace, bytes);
      await there.saved(there.edit((ydoc) => ydoc.getMap('meta').set('cover', url)));
      await there.saved(there.type(' by Bob'));
      const thread = await window.open(comments);
      await thread.saved(thread.edit(comment));
    };
    const again = await demotedWhileAway(server, { alice, bob, workspace }, write, 'viewer');
    const { window } = again;
    const notice = await window.event('notice', (data) => data.detail !== undefined);
    expect(notice.code).toBe('no-permission');
    await window.syncState(workspace, 'synced');
    const copy = await window.open(notice.detail ?? '');
    expect(copy.text).toBe('Plan by Bob (copy)');
    const copied = await window.open((notice.detail ?? '').replace('/page/', '/comments/'));
    expect(copied.ydoc.getMap('threads').get('thread-1')).toBe('a word');
    const [, home = '', hash = ''] =
      /confab-file:([^/]+)\/([0-9a-f]+)/.exec(String(copy.ydoc.getMap('meta').get('cover'))) ?? [];
    expect(notice.detail).toContain(home);
    const { address } = await window.request('files.address', { workspace: home, hash, name: 'x' });
    expect(await again.hub.openFile(address.slice(3))).toMatchObject({ size: bytes.length });

    // Here everything is as the server has it; the file is not offered over and over.
    const later = await TestWindow.open(again.hub);
    expect((await later.open(doc)).text).toBe('Plan');
    expect((await later.open(comments)).ydoc.getMap('threads').size).toBe(0);
    expect(await later.request('sync.details', { workspace })).toEqual({
      documents: [],
      files: [],
    });
    const { workspaces } = await later.request('app.state', {});
    expect(workspaces.filter(({ server: home2 }) => home2 === null)).toHaveLength(1);
    const index = await later.open(`${home}/index`);
    const titles = [...index.ydoc.getMap<Y.Map<unknown>>('pages').values()].map((entry) =>
      entry.get('title'),
    );
    expect(titles.filter((title) => title === 'Plan by Bob (copy)')).toHaveLength(1);
  });

  test('lets a commenter’s comments through and keeps the page’s edits', async () => {
    const { server, alice, bob, workspace, doc, comments } = await team();
    const write = async (window: TestWindow): Promise<void> => {
      const there = await window.open(doc);
      await there.saved(there.type(' by Bob'));
      const thread = await window.open(comments);
      await thread.saved(thread.edit(comment));
    };
    const { window } = await demotedWhileAway(
      server,
      { alice, bob, workspace },
      write,
      'commenter',
    );
    const notice = await window.event('notice', (data) => data.detail !== undefined);
    expect((await window.open(notice.detail ?? '')).text).toBe('Plan by Bob (copy)');
    await window.syncState(workspace, 'synced');
    const heard = await alice.window.open(comments);
    expect(heard.ydoc.getMap('threads').get('thread-1')).toBe('a word');
    expect((await alice.window.open(doc)).text).toBe('Plan');
  });

  test('gives the tree back as it is at the server, and keeps pages made meanwhile', async () => {
    const { server, alice, bob, workspace, page } = await team();
    const write = async (window: TestWindow): Promise<void> => {
      const index = await window.open(`${workspace}/index`);
      await index.saved(
        index.edit((ydoc) => {
          ydoc.getMap<Y.Map<unknown>>('pages').get(page)?.set('trashedAt', 1);
        }),
      );
      await window.request('pages.create', { workspace, parent: null, title: 'Made by Bob' });
    };
    const { window } = await demotedWhileAway(server, { alice, bob, workspace }, write, 'viewer');
    const kept = await window.event('notice', (data) => data.detail !== undefined);
    expect((await window.open(kept.detail ?? '')).text).toBe('Made by Bob (copy)');
    await window.event('notice', (data) => data.doc === `${workspace}/index`);
    await window.syncState(workspace, 'synced');
    const index = await window.open(`${workspace}/index`);
    const pages = index.ydoc.getMap<Y.Map<unknown>>('pages');
    expect(pages.get(page)?.get('trashedAt')).toBeNull();
    expect([...pages.values()].map((entry) => entry.get('title'))).not.toContain('Made by Bob');
  });

  test('says why while it happens, and what is refused then is kept too', async () => {
    const { alice, bob, workspace, doc } = await team();
    await bob.window.syncState(workspace, 'synced');
    const account = await accountOf(alice, workspace, 'Bob');
    await alice.window.request('workspaces.changeRole', { workspace, account, role: 'viewer' });
    const told = await bob.window.frame('access', (frame) => frame.doc === doc);
    expect(told).toMatchObject({ access: 'read', reason: 'role' });
    await alice.window.request('workspaces.changeRole', { workspace, account, role: 'editor' });
    await bob.window.frame('access', (frame) => frame.doc === doc && frame.access === 'write');
    await alice.window.request('workspaces.removeMember', { workspace, account });
    const out = await bob.window.frame(
      'access',
      (frame) => frame.doc === doc && frame.reason === 'not-member',
    );
    expect(out.access).toBe('read');
  });
});

test('what waits is told one by one, with its error, and tried again when asked', async () => {
  const server = await startSyncServer();
  const alice = await person('Alice', server);
  const { workspace, doc, page } = await publishedPage(alice);
  const place = { workspace: workspace.id };
  await server.stop();
  await alice.window.syncState(workspace.id, 'offline');
  const here = await alice.window.open(doc);
  await here.saved(here.type('!'));
  const { hash } = await addFile(alice.window, workspace.id, new TextEncoder().encode('waits'));
  const details = await alice.window.request('sync.details', place);
  expect(details.documents).toMatchObject([
    { page, part: 'page', waiting: 1, quarantined: 0, error: null },
  ]);
  expect(details.documents[0]?.since).toBeGreaterThan(0);
  expect(details.files).toMatchObject([{ hash, sizeBytes: 5, sentBytes: 0 }]);
  const { sync } = await alice.window.request('app.state', {});
  expect(sync).toMatchObject([{ state: 'offline', waiting: 2, quarantined: 0 }]);
  await server.start();
  await alice.window.request('sync.retry', place);
  await alice.window.syncState(workspace.id, 'synced');
  expect(await alice.window.request('sync.details', place)).toEqual({ documents: [], files: [] });
});
