import { describe, expect, test } from 'vitest';
import {
  accountOf,
  addFile,
  emailOf,
  invite,
  password,
  person,
  publishedPage,
  restarted,
} from '../testing/people.ts';
import { startSyncServer } from '../testing/startSyncServer.ts';
import { TestWindow } from '../testing/TestWindow.ts';

async function pageIds(window: TestWindow, workspace: string): Promise<string[]> {
  const index = await window.open(`${workspace}/index`);
  return [...index.ydoc.getMap('pages').keys()].sort();
}

async function workspaceOf(window: TestWindow, id: string) {
  const { workspaces } = await window.request('app.state', {});
  return workspaces.find((workspace) => workspace.id === id);
}

describe('a workspace taken offline', () => {
  test('is local and writable here with all there was, and a copy to read elsewhere', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc, page } = await publishedPage(alice);
    const { id } = workspace;
    await invite(alice, bob, id, 'editor');
    const bytes = new TextEncoder().encode('a picture of Bob');
    const there = await bob.window.open(doc);
    await bob.window.syncState(id, 'synced');
    const { hash, url } = await addFile(bob.window, id, bytes);
    await there.saved(there.edit((ydoc) => ydoc.getMap('meta').set('cover', url)));
    await bob.window.syncState(id, 'synced');

    const place = { workspace: id, page };
    await bob.window.request('versions.keep', { ...place, name: 'With a picture' });

    const taken = await alice.window.request('workspaces.takeOffline', { workspace: id });
    expect(taken).toMatchObject({ id, server: null, role: 'owner' });
    await alice.window.syncState(id, 'local');
    const later = await restarted(bob);
    expect(await workspaceOf(later.window, id)).toMatchObject({ detached: 'taken-offline' });
    expect((await later.window.open(doc)).text).toBe('Plan');
    expect(later.window.frames('subscribed')).toMatchObject([
      { access: 'read', reason: 'taken-offline' },
    ]);

    // Nothing asks the server for the file any more, nor for what was kept there.
    await server.stop();
    const versions = await alice.window.request('versions.list', place);
    const kept = versions.find(({ name }) => name === 'With a picture');
    expect(kept?.authors).toContainEqual(expect.objectContaining({ name: 'Bob' }));
    await expect(
      alice.window.request('versions.state', { ...place, version: kept?.id ?? '' }),
    ).resolves.toBeDefined();
    const { address } = await alice.window.request('files.address', {
      workspace: id,
      hash,
      name: 'picture.png',
    });
    expect(await alice.hub.openFile(address.slice(3))).toMatchObject({ size: bytes.length });
    const here = await alice.window.open(doc);
    await here.saved(here.type(', mine again'));
    expect(here.text).toBe('Plan, mine again');
  });

  test('is published again whole under its id, and members come back by invitation', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc } = await publishedPage(alice);
    const { id } = workspace;
    const { hash } = await addFile(alice.window, id, new TextEncoder().encode('kept'));
    await invite(alice, bob, id, 'editor');
    await bob.window.syncState(id, 'synced');
    const before = await pageIds(alice.window, id);
    await alice.window.request('workspaces.takeOffline', { workspace: id });
    await bob.window.syncState(id, 'no-permission');
    const here = await alice.window.open(doc);
    await here.saved(here.type(' B'));

    await alice.window.request('workspaces.publish', { workspace: id, server: alice.server });
    await alice.window.syncState(id, 'synced');
    await invite(alice, bob, id, 'editor');
    await bob.window.syncState(id, 'synced');
    expect(await workspaceOf(bob.window, id)).not.toHaveProperty('detached');
    const window = await TestWindow.open(bob.hub);
    const there = await window.open(doc);
    await there.textIs('Plan B');
    there.type('!');
    await here.textIs('Plan B!');
    expect(await pageIds(window, id)).toEqual(before);
    const file = { workspace: id, hash, name: 'kept.txt' };
    await expect(window.request('files.address', file)).resolves.toBeDefined();
  });

  test('while its owner is away from the server, or by a member, changes nothing', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace } = await publishedPage(alice);
    await invite(alice, bob, workspace.id, 'admin');
    const place = { workspace: workspace.id };
    await expect(bob.window.request('workspaces.takeOffline', place)).rejects.toMatchObject({
      code: 'no-permission',
    });
    await server.stop();
    await alice.window.syncState(workspace.id, 'offline');
    await expect(alice.window.request('workspaces.takeOffline', place)).rejects.toMatchObject({
      code: 'not-connected',
    });
    expect(await workspaceOf(alice.window, workspace.id)).toMatchObject({ server: alice.server });
  });

  test('keeps in a copy what a member wrote that the server did not get', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc } = await publishedPage(alice);
    await invite(alice, bob, workspace.id, 'editor');
    await bob.window.open(doc);
    await bob.window.syncState(workspace.id, 'synced');
    await server.stop();
    await bob.window.syncState(workspace.id, 'offline');
    const there = await bob.window.open(doc);
    await there.saved(there.type(' by Bob'));
    await bob.hub.close();
    await server.start();
    alice.hub.wake();
    await alice.window.syncState(workspace.id, 'synced');
    await alice.window.request('workspaces.takeOffline', { workspace: workspace.id });
    const { window } = await restarted(bob);
    const notice = await window.event('notice', (data) => data.detail !== undefined);
    expect((await window.open(notice.detail ?? '')).text).toBe('Plan by Bob (copy)');
    expect((await window.open(doc)).text).toBe('Plan');
  });
});

describe('a workspace removed from this device', () => {
  test('is gone with its pages and files, until the person signs in anew', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const { workspace, doc } = await publishedPage(alice);
    const { id } = workspace;
    await alice.window.request('workspaces.remove', { workspace: id, force: false });
    // The last one was removed: the person is not left without any.
    const { workspaces } = await alice.window.request('app.state', {});
    expect(workspaces).toMatchObject([{ server: null }]);
    const { window, hub } = await restarted(alice);
    await window.event('connections', ([connection]) => connection?.state === 'online');
    expect(await workspaceOf(window, id)).toBeUndefined();
    await window.request('accounts.signOut', { server: alice.server });
    await window.request('accounts.signIn', { url: server.url, email: emailOf('Alice'), password });
    await window.event('workspaces', (list) => list.some((each) => each.id === id));
    await window.syncState(id, 'synced');
    expect((await (await TestWindow.open(hub)).open(doc)).text).toBe('Plan');
  });

  test('is kept while something of it is nowhere else', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const { workspace, doc } = await publishedPage(alice);
    const place = { workspace: workspace.id };
    await server.stop();
    await alice.window.syncState(workspace.id, 'offline');
    const here = await alice.window.open(doc);
    await here.saved(here.type('!'));
    const refused = alice.window.request('workspaces.remove', { ...place, force: false });
    await expect(refused).rejects.toMatchObject({ code: 'edits-waiting' });
    await alice.window.request('workspaces.remove', { ...place, force: true });
    expect(await workspaceOf(alice.window, workspace.id)).toBeUndefined();
    const local = await alice.window.request('workspaces.create', { name: 'Mine' });
    const own = alice.window.request('workspaces.remove', { workspace: local.id, force: false });
    await expect(own).rejects.toMatchObject({ code: 'edits-waiting' });
  });
});

describe('leaving', () => {
  test('keeps a copy to read', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc } = await publishedPage(alice);
    await invite(alice, bob, workspace.id, 'editor');
    await bob.window.syncState(workspace.id, 'synced');
    await bob.window.request('workspaces.leave', { workspace: workspace.id });
    expect(await accountOf(alice, workspace.id, 'Bob')).toBe('');
    expect((await bob.window.open(doc)).text).toBe('Plan');
    expect(bob.window.frames('subscribed')).toMatchObject([
      { access: 'read', reason: 'not-member' },
    ]);
  });

  test('an account takes its workspaces along when asked to, unless something waits', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const { workspace, doc } = await publishedPage(alice);
    await server.stop();
    await alice.window.syncState(workspace.id, 'offline');
    const here = await alice.window.open(doc);
    await here.saved(here.type('!'));
    const out = { server: alice.server, keepData: false };
    await expect(alice.window.request('accounts.signOut', out)).rejects.toMatchObject({
      code: 'edits-waiting',
    });
    await server.start();
    await alice.window.request('app.wake', {});
    await alice.window.syncState(workspace.id, 'synced');
    await alice.window.request('accounts.signOut', out);
    const state = await alice.window.request('app.state', {});
    expect(state.connections).toEqual([]);
    expect(state.workspaces).toMatchObject([{ server: null }]);
    expect(state.workspaces[0]?.id).not.toBe(workspace.id);
  });
});
