import { describe, expect, test } from 'vitest';
import { addFile, emailOf, invite, person, publishedPage, restarted } from '../testing/people.ts';
import { startSyncServer } from '../testing/startSyncServer.ts';

const titled =
  (page: string, title: string) => (data: readonly { page: string; title: string }[]) =>
    data.some((shared) => shared.page === page && shared.title === title);

describe('a guest', () => {
  test('sees the page they were let into by invitation, and nothing else', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc, page } = await publishedPage(alice);
    const accepted = await invite(alice, bob, workspace.id, 'editor', page);
    expect(accepted).toMatchObject({ id: workspace.id, guest: true, page, server: bob.server });
    await bob.window.event('sharedPages', titled(page, 'Plan'));
    const there = await bob.window.open(doc);
    expect(there.text).toBe('Plan');
    there.type(' with Bob');
    const here = await alice.window.open(doc);
    await here.textIs('Plan with Bob');
    await bob.window.syncState(workspace.id, 'synced');
    const state = await bob.window.request('app.state', {});
    expect(state.sharedPages).toMatchObject([
      { workspace: workspace.id, page, role: 'editor', from: 'Alice', title: 'Plan with Bob' },
    ]);
    bob.window.send({
      kind: 'subscribe',
      doc: `${workspace.id}/index`,
      stateVector: Uint8Array.of(0),
    });
    const refused = await bob.window.frame('access', (frame) => frame.doc.endsWith('/index'));
    expect(refused).toMatchObject({ access: 'none', reason: 'not-member' });
  });

  test('reads and edits offline, over a restart, and comments too', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc, page } = await publishedPage(alice);
    await invite(alice, bob, workspace.id, 'editor', page);
    await bob.window.event('sharedPages', titled(page, 'Plan'));
    await bob.window.syncState(workspace.id, 'synced');
    await server.stop();
    await bob.window.syncState(workspace.id, 'offline');
    const { window } = await restarted(bob);
    const there = await window.open(doc);
    await there.saved(there.type(', offline'));
    const comments = `${workspace.id}/comments/${page}`;
    const thread = await window.open(comments);
    await thread.saved(thread.edit((ydoc) => ydoc.getMap('threads').set('thread-1', 'a word')));
    await server.start();
    await window.request('app.wake', {});
    await window.syncState(workspace.id, 'synced');
    alice.hub.wake();
    const here = await alice.window.open(doc);
    await here.textIs('Plan, offline');
    const heard = await alice.window.open(comments);
    await alice.window.until(() => {
      heard.catchUp();
      return heard.ydoc.getMap('threads').has('thread-1');
    });
  });

  test('takes the page out as a file', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, page } = await publishedPage(alice);
    await invite(alice, bob, workspace.id, 'viewer', page);
    await bob.window.event('sharedPages', titled(page, 'Plan'));
    const wanted = { workspace: workspace.id, withChildren: true, format: 'markdown' } as const;
    const { job } = await bob.window.request('exports.start', { ...wanted, page });
    const done = await bob.window.event(
      'job',
      ({ job: of, state }) => of === job && state.name === 'done',
    );
    expect(done.state).toMatchObject({ fileName: 'Plan.zip', pageCount: 1, losses: [] });
  });

  test('brings files into the page, and gets those that are in it', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc, page } = await publishedPage(alice);
    await invite(alice, bob, workspace.id, 'editor', page);
    const there = await bob.window.open(doc);
    const bytes = new TextEncoder().encode('a guest picture');
    const { hash, url } = await addFile(bob.window, workspace.id, bytes, { type: 'image/png' });
    await there.saved(there.edit((ydoc) => ydoc.getMap('meta').set('cover', url)));
    await bob.window.syncState(workspace.id, 'synced');
    const { address } = await alice.window.request('files.address', {
      workspace: workspace.id,
      hash,
      name: 'picture.png',
    });
    expect(await alice.hub.openFile(address.slice(3))).toMatchObject({ size: bytes.length });
  });

  test('whose role changes, and who is let out, is told and keeps what is here', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc, page } = await publishedPage(alice);
    const place = { workspace: workspace.id, page };
    const guests = await alice.window.request('guests.add', {
      ...place,
      email: emailOf('Bob'),
      role: 'editor',
    });
    expect(guests).toMatchObject([{ name: 'Bob', role: 'editor', account: bob.account }]);
    await bob.window.event('sharedPages', titled(page, 'Plan'));
    await bob.window.open(doc);
    await bob.window.syncState(workspace.id, 'synced');
    const changed = { ...place, account: bob.account, role: 'viewer' } as const;
    await alice.window.request('guests.change', changed);
    const told = await bob.window.frame('access', (frame) => frame.doc === doc);
    expect(told).toMatchObject({ access: 'read', reason: 'role' });
    await alice.window.request('guests.remove', { ...place, account: bob.account });
    await bob.window.syncState(workspace.id, 'no-permission');
    const { window: later } = await restarted(bob);
    expect((await later.open(doc)).text).toBe('Plan');
    expect(later.frames('subscribed')).toMatchObject([{ access: 'read', reason: 'not-member' }]);
    const { sharedPages, workspaces } = await later.request('app.state', {});
    expect(sharedPages).toMatchObject([{ page, title: 'Plan' }]);
    expect(workspaces).toContainEqual(
      expect.objectContaining({ id: workspace.id, guest: true, detached: 'not-member' }),
    );
    await later.request('guests.remove', { ...place, account: bob.account });
    expect((await later.request('app.state', {})).sharedPages).toEqual([]);
  });

  test('of two pages loses one and keeps the other', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc, page } = await publishedPage(alice);
    const { page: other } = await alice.window.request('pages.create', {
      workspace: workspace.id,
      parent: null,
      title: 'Other',
    });
    await alice.window.syncState(workspace.id, 'synced');
    for (const id of [page, other]) await invite(alice, bob, workspace.id, 'editor', id);
    await bob.window.event('sharedPages', titled(other, 'Other'));
    await bob.window.open(doc);
    await alice.window.request('guests.remove', {
      workspace: workspace.id,
      page,
      account: bob.account,
    });
    const told = await bob.window.frame('access', (frame) => frame.doc === doc);
    expect(told).toMatchObject({ access: 'read', reason: 'not-member' });
    const still = await bob.window.open(`${workspace.id}/page/${other}`);
    await still.saved(still.type('!'));
    await bob.window.syncState(workspace.id, 'synced');
  });

  test('who becomes a member finds the page in the tree instead', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, page } = await publishedPage(alice);
    await invite(alice, bob, workspace.id, 'editor', page);
    await bob.window.event('sharedPages', titled(page, 'Plan'));
    await invite(alice, bob, workspace.id, 'viewer');
    await bob.window.event('sharedPages', (pages) => pages.length === 0);
    const { workspaces } = await bob.window.request('app.state', {});
    const joined = workspaces.find(({ id }) => id === workspace.id);
    expect(joined).toMatchObject({ role: 'viewer' });
    expect(joined).not.toHaveProperty('guest');
    const index = await bob.window.open(`${workspace.id}/index`);
    expect(index.ydoc.getMap('pages').has(page)).toBe(true);
  });
});

describe('what is shared', () => {
  test('is listed, taken back, and told to the others who may', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const carol = await person('Carol', server);
    const { workspace, page } = await publishedPage(alice);
    await invite(alice, carol, workspace.id, 'admin');
    const place = { workspace: workspace.id, page };
    const { code } = await alice.window.request('invitations.create', {
      workspace: workspace.id,
      invitation: { role: 'viewer', maxUses: 2 },
    });
    await carol.window.event('sharing', (data) => data.workspace === workspace.id);
    const open = await carol.window.request('invitations.list', { workspace: workspace.id });
    expect(open).toContainEqual(expect.objectContaining({ code, role: 'viewer', usesLeft: 2 }));
    const left = await carol.window.request('invitations.revoke', {
      workspace: workspace.id,
      code,
    });
    expect(left.map((invitation) => invitation.code)).not.toContain(code);

    expect(await alice.window.request('publicLink.get', place)).toEqual({ link: null });
    const link = await alice.window.request('publicLink.create', place);
    expect(await carol.window.request('publicLink.get', place)).toEqual({ link });
    await carol.window.request('publicLink.remove', place);
    expect(await alice.window.request('publicLink.get', place)).toEqual({ link: null });
  });
});

describe('a page deleted for good', () => {
  test('is read-only to whoever has it open, and edits they made meanwhile become a copy', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const bob = await person('Bob', server);
    const { workspace, doc, page } = await publishedPage(alice);
    await invite(alice, bob, workspace.id, 'editor');
    await bob.window.open(doc);
    await bob.window.syncState(workspace.id, 'synced');
    const bobAgain = await restarted(bob);
    const bobs = bobAgain.window;
    await server.stop();
    await bobs.syncState(workspace.id, 'offline');
    const there = await bobs.open(doc);
    await there.saved(there.type(' by Bob'));
    await alice.window.syncState(workspace.id, 'offline');
    await alice.window.request('pages.delete', { workspace: workspace.id, pages: [page] });
    const details = await alice.window.request('sync.details', { workspace: workspace.id });
    expect(details.documents).toContainEqual(expect.objectContaining({ page, part: 'page' }));
    const { window: alices } = await restarted(alice);
    await server.start();
    await alices.request('app.wake', {});
    await alices.syncState(workspace.id, 'synced');
    expect(await alices.request('sync.details', { workspace: workspace.id })).toEqual({
      documents: [],
      files: [],
    });
    await bobs.request('app.wake', {});
    const notice = await bobs.event('notice', (data) => data.code === 'page-deleted');
    expect(notice).toMatchObject({ doc });
    await bobs.syncState(workspace.id, 'synced');
    expect((await bobs.open(notice.detail ?? '')).text).toBe('Plan by Bob (copy)');
    const { window: later } = await restarted(bobAgain);
    expect((await later.open(doc)).text).toBe('Plan');
    expect(later.frames('subscribed')).toMatchObject([{ access: 'read', reason: 'page-deleted' }]);
  });
});
