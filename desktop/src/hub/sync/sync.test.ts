import { cp, rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { openTestHub, temporaryFolder } from '../testing/openTestHub.ts';
import { invite, person, publishedPage } from '../testing/people.ts';
import { startSyncServer } from '../testing/startSyncServer.ts';
import { TestWindow } from '../testing/TestWindow.ts';

describe('two people at one server', () => {
  test('type into the same page', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc } = await publishedPage(alice);
    expect(workspace).toMatchObject({ server: alice.server, role: 'owner' });
    await invite(alice, bob, workspace.id, 'editor');

    const here = await alice.window.open(doc);
    const there = await bob.window.open(doc);
    expect(there.text).toBe('Plan');
    here.type(' A');
    await there.textIs('Plan A');
    there.type(' and B');
    await here.textIs('Plan A and B');
    await alice.window.syncState(workspace.id, 'synced');
    await bob.window.syncState(workspace.id, 'synced');
  });

  test('a joined workspace brings its name and all pages, opened or not', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc } = await publishedPage(alice);
    await alice.window.request('workspaces.rename', { workspace: workspace.id, name: 'Team' });
    await invite(alice, bob, workspace.id, 'editor');
    await bob.window.syncState(workspace.id, 'synced');
    const state = await bob.window.request('app.state', {});
    expect(state.workspaces).toMatchObject([{ server: null }, { name: 'Team', role: 'editor' }]);
    await server.stop();
    expect((await bob.window.open(doc)).text).toBe('Plan');
  });

  test('both write while the server is down, and are equal after it is back', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc } = await publishedPage(alice);
    await invite(alice, bob, workspace.id, 'editor');
    const here = await alice.window.open(doc);
    const there = await bob.window.open(doc);

    await server.stop();
    await alice.window.syncState(workspace.id, 'offline');
    await bob.window.syncState(workspace.id, 'offline');
    await here.saved(here.type(' one'));
    await there.saved(there.type(' two'));
    const { sync } = await alice.window.request('app.state', {});
    expect(sync).toMatchObject([{ state: 'offline', waiting: 1 }]);
    expect(sync[0]?.waitingSince).toBeGreaterThan(0);

    await server.start();
    alice.hub.wake();
    bob.hub.wake();
    await alice.window.syncState(workspace.id, 'synced');
    await bob.window.syncState(workspace.id, 'synced');
    await alice.window.until(() => here.text.length === 'Plan one two'.length);
    await there.textIs(here.text);
  });

  test('offline edits survive a restart of the hub and are sent after it', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc } = await publishedPage(alice);
    await invite(alice, bob, workspace.id, 'editor');
    const there = await bob.window.open(doc);
    await server.stop();
    const here = await alice.window.open(doc);
    await here.saved(here.type(', kept'));
    await alice.hub.close();
    await server.start();
    bob.hub.wake();
    await openTestHub({ profileDir: alice.profileDir, host: alice.host });
    await there.textIs('Plan, kept');
  });

  test('cursors reach the other, under the name the server knows', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc } = await publishedPage(alice);
    await invite(alice, bob, workspace.id, 'editor');
    await alice.window.open(doc);
    await bob.window.open(doc);
    const state = new TextEncoder().encode(JSON.stringify({ user: { name: 'Mallory' } }));
    // y-protocols/awareness: one client, its id, its clock, its state.
    const update = Uint8Array.of(1, 7, 1, state.length, ...state);
    alice.window.send({ kind: 'awareness', doc, update });
    const frame = await bob.window.frame('awareness', (awareness) => awareness.doc === doc);
    expect(new TextDecoder().decode(frame.update)).toContain('"name":"Alice"');
    alice.window.close();
    await bob.window.frame('awareness', ({ update: gone }) =>
      new TextDecoder().decode(gone).endsWith('null'),
    );
  });
});

describe('files', () => {
  test('are at the server before anything is called synced, and at the other when looked at', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace } = await publishedPage(alice);
    await invite(alice, bob, workspace.id, 'editor');
    const bytes = new TextEncoder().encode('a picture');
    const { transfer } = await alice.window.request('files.begin', {
      workspace: workspace.id,
      name: 'a.png',
      type: 'image/png',
      size: bytes.length,
    });
    alice.window.send({ kind: 'blob', transfer, offset: 0, last: true, bytes });
    const { hash } = await alice.window.request('files.finish', { transfer });
    await alice.window.syncState(workspace.id, 'synced');
    const { address } = await bob.window.request('files.address', {
      workspace: workspace.id,
      hash,
      name: 'a.png',
    });
    expect(await bob.hub.openFile(address.slice(3))).toMatchObject({
      type: 'image/png',
      size: bytes.length,
    });
  });
});

test('a new name reaches the others, also when the server was away', async () => {
  const server = await startSyncServer();
  const alice = await person('Alice', server);
  const bob = await person('Bob', server);
  const { workspace } = await publishedPage(alice);
  await invite(alice, bob, workspace.id, 'editor');
  const knownAs = (name: string) =>
    alice.window.event('connections', ([first]) => first?.account.name === name);
  const members = async () =>
    (await bob.window.request('workspaces.members', { workspace: workspace.id })).map(
      (member) => member.name,
    );
  await alice.window.request('profile.setName', { name: 'Alice B.' });
  await knownAs('Alice B.');
  expect(await members()).toContain('Alice B.');

  await server.stop();
  await alice.window.syncState(workspace.id, 'offline');
  const { name } = await alice.window.request('profile.setName', { name: 'Alice C.' });
  expect(name).toBe('Alice C.');
  await server.start();
  alice.hub.wake();
  await knownAs('Alice C.');
  expect(await members()).toContain('Alice C.');
});

test('a server that was restored from a backup is given back what it lost, files too', async () => {
  const server = await startSyncServer();
  const alice = await person('Alice', server);
  const { workspace, doc } = await publishedPage(alice);
  const backup = await temporaryFolder();
  await server.stop();
  await alice.window.syncState(workspace.id, 'offline');
  await cp(server.dataFolder, backup, { recursive: true });
  await server.start();
  alice.hub.wake();
  await alice.window.syncState(workspace.id, 'synced');

  const page = await alice.window.open(doc);
  await page.saved(page.type(', later'));
  const bytes = new TextEncoder().encode('a later picture');
  const { transfer } = await alice.window.request('files.begin', {
    workspace: workspace.id,
    name: 'later.png',
    type: 'image/png',
    size: bytes.length,
  });
  alice.window.send({ kind: 'blob', transfer, offset: 0, last: true, bytes });
  const { hash } = await alice.window.request('files.finish', { transfer });
  await alice.window.syncState(workspace.id, 'synced');
  await server.stop();
  await alice.window.syncState(workspace.id, 'offline');
  await rm(server.dataFolder, { recursive: true });
  await cp(backup, server.dataFolder, { recursive: true });

  await server.start();
  alice.hub.wake();
  await alice.window.syncState(workspace.id, 'synced');
  const bob = await person('Bob', server);
  await invite(alice, bob, workspace.id, 'editor');
  expect((await bob.window.open(doc)).text).toBe('Plan, later');
  const file = { workspace: workspace.id, hash, name: 'later.png' };
  const { address } = await bob.window.request('files.address', file);
  expect(await bob.hub.openFile(address.slice(3))).toMatchObject({ size: bytes.length });
});

describe('rights', () => {
  test('a viewer reads, and the hub takes no edits', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc } = await publishedPage(alice);
    await invite(alice, bob, workspace.id, 'viewer');
    const there = await bob.window.open(doc);
    expect(there.text).toBe('Plan');
    there.type('!');
    expect(await bob.window.frame('refused')).toMatchObject({ code: 'no-permission' });
  });

  test('edits of someone who lost the right are kept in a copy, and the page is the server’s', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc } = await publishedPage(alice);
    await invite(alice, bob, workspace.id, 'editor');
    const there = await bob.window.open(doc);
    await bob.window.syncState(workspace.id, 'synced');

    // Bob writes while he hears nothing of the server; meanwhile his role is taken away.
    await server.stop();
    await bob.window.syncState(workspace.id, 'offline');
    await there.saved(there.type(' by Bob'));
    await bob.hub.close();
    await server.start();
    alice.hub.wake();
    await alice.window.syncState(workspace.id, 'synced');
    const members = await alice.window.request('workspaces.members', { workspace: workspace.id });
    const account = members.find(({ name }) => name === 'Bob')?.account ?? '';
    await alice.window.request('workspaces.changeRole', {
      workspace: workspace.id,
      account,
      role: 'viewer',
    });
    const { hub } = await openTestHub({ profileDir: bob.profileDir, host: bob.host });
    const window = await TestWindow.open(hub);
    await window.open(doc);
    const notice = await window.event('notice', (data) => data.code === 'no-permission');
    expect(notice).toMatchObject({ doc });
    await window.frame('reset', (frame) => frame.doc === doc);
    const later = await TestWindow.open(hub);
    expect((await later.open(doc)).text).toBe('Plan');
    expect(later.frames('subscribed')).toMatchObject([{ access: 'read' }]);
    expect((await later.open(notice.detail ?? '')).text).toBe('Plan by Bob (copy)');
    await window.syncState(workspace.id, 'synced');
  });

  test('someone removed keeps reading what is here', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc } = await publishedPage(alice);
    await invite(alice, bob, workspace.id, 'editor');
    await bob.window.open(doc);
    const members = await alice.window.request('workspaces.members', { workspace: workspace.id });
    const account = members.find(({ name }) => name === 'Bob')?.account ?? '';
    await alice.window.request('workspaces.removeMember', { workspace: workspace.id, account });
    await bob.window.syncState(workspace.id, 'no-permission');
    const later = await TestWindow.open(bob.hub);
    expect((await later.open(doc)).text).toBe('Plan');
    expect(later.frames('subscribed')).toMatchObject([{ access: 'read' }]);
  });
});

describe('sessions', () => {
  test('one that ended asks to sign in again and keeps what waits', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const { workspace, doc } = await publishedPage(alice);
    await alice.window.request('accounts.signOut', { server: alice.server });
    const state = await alice.window.request('app.state', {});
    expect(state.connections).toMatchObject([{ signedIn: false, state: 'signed-out' }]);
    expect(alice.host.secretValues.size).toBe(0);
    const page = await alice.window.open(doc);
    await page.saved(page.type(' B'));
    await alice.window.syncState(workspace.id, 'signed-out');
    await alice.window.request('accounts.signIn', {
      url: server.url,
      email: 'alice@example.com',
      password: 'correct horse battery',
    });
    await alice.window.syncState(workspace.id, 'synced');
  });

  test('a session the server does not know ends the same way', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    await alice.hub.close();
    const [secret = ''] = alice.host.secretValues.keys();
    alice.host.secretValues.set(secret, 'forged');
    const { hub } = await openTestHub({ profileDir: alice.profileDir, host: alice.host });
    const window = await TestWindow.open(hub);
    await window.until(() => !alice.host.secretValues.has(secret));
    const { connections } = await window.request('app.state', {});
    expect(connections).toMatchObject([{ signedIn: false, state: 'signed-out' }]);
  });

  test('wrong passwords and taken addresses are said by code', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const wrong = { url: server.url, email: 'alice@example.com', password: 'something else' };
    await expect(alice.window.request('accounts.signIn', wrong)).rejects.toMatchObject({
      code: 'wrong-credentials',
    });
    const other = await openTestHub();
    const window = await TestWindow.open(other.hub);
    await expect(window.request('accounts.signUp', wrong)).rejects.toMatchObject({
      code: 'email-taken',
    });
    await server.stop();
    await expect(window.request('servers.probe', { url: server.url })).rejects.toMatchObject({
      code: 'server-unreachable',
    });
  });
});

test('a workspace is published again after any interruption, and nothing is doubled', async () => {
  const server = await startSyncServer();
  const alice = await person('Alice', server);
  const { workspace, doc } = await publishedPage(alice);
  await alice.window.request('workspaces.publish', {
    workspace: workspace.id,
    server: alice.server,
  });
  await alice.window.syncState(workspace.id, 'synced');
  await alice.hub.close();
  const again = await openTestHub({ profileDir: alice.profileDir, host: alice.host });
  const window = await TestWindow.open(again.hub);
  await window.syncState(workspace.id, 'synced');
  expect((await window.open(doc)).text).toBe('Plan');
  const index = await window.open(`${workspace.id}/index`);
  expect(index.ydoc.getMap('pages').size).toBe(2);
});

test('a ring reaches the person called, on every window, and ends there', async () => {
  const server = await startSyncServer();
  const alice = await person('Alice', server);
  const bob = await person('Bob', server);
  const { workspace } = await publishedPage(alice);
  await invite(alice, bob, workspace.id, 'editor');
  const ticket = await alice.window.request('calls.start', {
    workspace: workspace.id,
    page: null,
  });
  const call = ticket.call.id;
  expect(await bob.window.request('calls.running', { workspace: workspace.id })).toMatchObject([
    { id: call },
  ]);
  await alice.window.request('calls.ring', { workspace: workspace.id, call });
  const { ring } = await bob.window.event('ring', (data) => data.ring.state === 'ringing');
  expect(ring.from.name).toBe('Alice');
  await bob.window.until(() => bob.host.rings.length === 1);
  expect(bob.host.tray).toMatchObject({ ringing: 1 });
  await bob.window.request('rings.act', { server: bob.server, ring: ring.id, action: 'decline' });
  await alice.window.event('ring', (data) => data.ring.state === 'declined');
  await bob.window.until(() => bob.host.endedRings.length === 1);
});

test('who is in a call when it is transcribed is written down', async () => {
  const server = await startSyncServer();
  const alice = await person('Alice', server);
  const { workspace } = await publishedPage(alice);
  const { call } = await alice.window.request('calls.start', {
    workspace: workspace.id,
    page: null,
  });
  const transcribed = await alice.window.request('calls.transcribe', {
    workspace: workspace.id,
    call: call.id,
    title: 'Minutes',
  });
  const minutes = await alice.window.open(
    `${workspace.id}/page/${transcribed.minutesPage ?? 'missing!'}`,
  );
  expect(minutes.text).toBe('Minutes');
  const people = await alice.window.open(`${workspace.id}/call/${call.id}`);
  await alice.window.until(() => {
    people.catchUp();
    return people.ydoc.getMap('people').size === 1;
  });
  const [entry] = people.ydoc.getMap('people').values();
  expect(entry).toMatchObject({ name: 'Alice' });
});
