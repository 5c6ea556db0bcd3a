import { guestListSchema, sharedPageListSchema } from '@confab/shared-types';
import type { SyncFrame } from '@confab/shared-types';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { newId } from '../newId.ts';
import { EventClient } from '../testing/EventClient.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { SyncClient, textUpdate } from '../testing/SyncClient.ts';
import { errorOf, TestAccount } from '../testing/TestAccount.ts';

async function sharedPage() {
  const { url } = await startTestServer();
  const olivia = await TestAccount.signUp(url, 'Olivia');
  const gus = await TestAccount.signUp(url, 'Gus');
  const workspace = await olivia.publish('Secret plans');
  const page = newId();
  const other = newId();
  const owner = await SyncClient.signedIn(url, olivia.session);
  for (const name of ['index', `page/${page}`, `comments/${page}`, `page/${other}`]) {
    await owner.edit(`${workspace}/${name}`, textUpdate(name));
  }
  const path = `/api/workspaces/${workspace}/pages/${page}/guests`;
  return { url, olivia, gus, workspace, page, other, owner, path };
}

const isAccess = (frame: SyncFrame): boolean =>
  frame.kind === 'opened' || frame.kind === 'access' || frame.kind === 'refused';

test('a guest follows their pages alone, never the tree or another page', async () => {
  const { url, olivia, gus, workspace, page, other, owner } = await sharedPage();
  await olivia.letIn(workspace, page, gus, 'editor');
  const hub = await SyncClient.signedIn(url, gus.session);
  hub.request({ type: 'follow', workspace });
  expect(await hub.replies.next((reply) => reply.type === 'docs')).toEqual({
    type: 'docs',
    workspace,
    role: 'guest',
    docs: [
      { name: `page/${page}`, seq: 1 },
      { name: `comments/${page}`, seq: 1 },
    ],
  });
  for (const name of ['index', `page/${other}`, `comments/${other}`, `call/${newId()}`]) {
    const doc = `${workspace}/${name}`;
    hub.send({ kind: 'open', doc, stateVector: Uint8Array.of(0) });
    expect(await hub.frames.next(isAccess)).toEqual({ kind: 'access', doc, access: 'none' });
    expect(await hub.edit(doc, textUpdate('x'))).toMatchObject({ code: 'no-permission' });
  }
  const copy = new Y.Doc();
  expect(await hub.open(`${workspace}/page/${page}`, copy)).toMatchObject({ access: 'write' });
  expect(copy.getText('title').toString()).toBe(`page/${page}`);

  // News of the page is told, news of another is not, though that came first.
  await owner.edit(`${workspace}/page/${other}`, textUpdate('more'));
  await owner.edit(`${workspace}/comments/${page}`, textUpdate('a comment'));
  expect(await hub.replies.next((reply) => reply.type === 'doc')).toMatchObject({
    name: `comments/${page}`,
    seq: 2,
  });
  expect(JSON.stringify(hub.replies.all)).not.toContain(other);
});

test.each([
  ['editor', 'write', 'write'],
  ['commenter', 'read', 'write'],
  ['viewer', 'read', 'read'],
] as const)('a guest %s may %s the page and %s its comments', async (role, content, comments) => {
  const { url, olivia, gus, workspace, page } = await sharedPage();
  await olivia.letIn(workspace, page, gus, role);
  const hub = await SyncClient.signedIn(url, gus.session);
  for (const [name, access] of [
    [`page/${page}`, content],
    [`comments/${page}`, comments],
  ] as const) {
    expect(await hub.open(`${workspace}/${name}`)).toMatchObject({ access });
    const answer = await hub.edit(`${workspace}/${name}`, textUpdate('x'));
    expect(answer.kind).toBe(access === 'write' ? 'ack' : 'refused');
  }
});

test('a changed or taken grant shows in the open stream at once', async () => {
  const { url, olivia, gus, workspace, page, other, path } = await sharedPage();
  await olivia.letIn(workspace, page, gus, 'viewer');
  await olivia.letIn(workspace, other, gus, 'viewer');
  const events = await EventClient.connect(url, gus.session);
  await events.next('shared-pages');
  const hub = await SyncClient.signedIn(url, gus.session);
  hub.request({ type: 'follow', workspace });
  await hub.replies.next((reply) => reply.type === 'docs');
  const doc = `${workspace}/page/${page}`;
  await hub.open(doc);

  expect((await olivia.call('PUT', `${path}/${gus.id}`, { role: 'editor' })).status).toBe(204);
  expect(await hub.frame('access')).toEqual({ kind: 'access', doc, access: 'write' });
  expect(await hub.edit(doc, textUpdate('may'))).toMatchObject({ kind: 'ack' });
  await events.next('shared-pages');

  expect((await olivia.call('DELETE', `${path}/${gus.id}`)).status).toBe(204);
  expect(await hub.frame('access')).toEqual({ kind: 'access', doc, access: 'none' });
  const rest = await hub.replies.next((reply) => reply.type === 'docs');
  expect(rest).toMatchObject({ role: 'guest', docs: [{ name: `page/${other}` }] });
  expect(await hub.edit(doc, textUpdate('may not'))).toMatchObject({ code: 'no-permission' });
  await events.next('shared-pages');
  expect(await gus.expect(sharedPageListSchema, 'GET', '/api/shared-pages')).toEqual([
    { workspace, page: other, role: 'viewer', from: 'Olivia' },
  ]);

  await olivia.call('DELETE', `/api/workspaces/${workspace}/pages/${other}/guests/${gus.id}`);
  expect(await hub.replies.next((reply) => reply.type === 'unfollowed')).toMatchObject({
    workspace,
    error: { code: 'no-permission' },
  });
});

test('the higher of role and grant counts, and a removed member keeps no page', async () => {
  const { url, olivia, gus, workspace, page, other, path } = await sharedPage();
  await olivia.invite(workspace, gus, 'viewer');
  const again = await olivia.call('POST', path, { email: gus.account.email, role: 'viewer' });
  expect([again.status, errorOf(again).code]).toEqual([409, 'already-done']);
  await olivia.letIn(workspace, page, gus, 'editor');
  const hub = await SyncClient.signedIn(url, gus.session);
  expect(await hub.open(`${workspace}/page/${page}`)).toMatchObject({ access: 'write' });
  expect(await hub.open(`${workspace}/page/${other}`)).toMatchObject({ access: 'read' });
  expect(await gus.expect(sharedPageListSchema, 'GET', '/api/shared-pages')).toEqual([]);

  const members = `/api/workspaces/${workspace}/members`;
  await olivia.call('PUT', `${members}/${gus.id}`, { role: 'editor' });
  await olivia.call('PUT', `${path}/${gus.id}`, { role: 'viewer' });
  expect(await hub.open(`${workspace}/page/${page}`)).toMatchObject({ access: 'write' });

  await olivia.call('DELETE', `${members}/${gus.id}`);
  expect(await olivia.expect(guestListSchema, 'GET', path)).toEqual([]);
  expect(await hub.edit(`${workspace}/page/${page}`, textUpdate('x'))).toMatchObject({
    code: 'no-permission',
  });
});

test('a guest who becomes a member is told of all documents, with the role', async () => {
  const { url, olivia, gus, workspace, page } = await sharedPage();
  await olivia.letIn(workspace, page, gus, 'viewer');
  const hub = await SyncClient.signedIn(url, gus.session);
  hub.request({ type: 'follow', workspace });
  await hub.replies.next((reply) => reply.type === 'docs');
  const doc = `${workspace}/page/${page}`;
  await hub.open(doc);
  await olivia.invite(workspace, gus, 'editor');
  const all = await hub.replies.next((reply) => reply.type === 'docs');
  expect(all).toMatchObject({ role: 'editor' });
  expect(all.type === 'docs' && all.docs).toHaveLength(4);
  expect(await hub.frame('access')).toEqual({ kind: 'access', doc, access: 'write' });

  // As a viewer they keep the page's higher right until it is taken away.
  const members = `/api/workspaces/${workspace}/members/${gus.id}`;
  await olivia.call('PUT', members, { role: 'viewer' });
  expect(await hub.frame('access')).toEqual({ kind: 'access', doc, access: 'read' });
  const path = `/api/workspaces/${workspace}/pages/${page}/guests/${gus.id}`;
  await olivia.call('PUT', path, { role: 'editor' });
  expect(await hub.frame('access')).toEqual({ kind: 'access', doc, access: 'write' });
  await olivia.call('DELETE', path);
  expect(await hub.frame('access')).toEqual({ kind: 'access', doc, access: 'read' });
});

test('editors list and change guests, guests see nobody and may leave', async () => {
  const { olivia, gus, workspace, page, path } = await sharedPage();
  await olivia.letIn(workspace, page, gus, 'editor');
  expect(await olivia.expect(guestListSchema, 'GET', path)).toEqual([
    { account: gus.id, person: gus.account.person, name: 'Gus', role: 'editor' },
  ]);
  const viewer = await TestAccount.signUp(olivia.url, 'Vera');
  await olivia.invite(workspace, viewer, 'commenter');
  for (const somebody of [gus, viewer]) {
    expect((await somebody.call('GET', path)).status).toBe(403);
    const wanted = { email: viewer.account.email, role: 'viewer' };
    expect((await somebody.call('POST', path, wanted)).status).toBe(403);
    expect((await somebody.call('PUT', `${path}/${gus.id}`, { role: 'viewer' })).status).toBe(403);
  }
  expect((await viewer.call('DELETE', `${path}/${gus.id}`)).status).toBe(403);
  expect((await gus.call('GET', `/api/workspaces/${workspace}/members`)).status).toBe(403);
  expect((await gus.call('DELETE', `${path}/${gus.id}`)).status).toBe(204);
  expect((await gus.call('DELETE', `${path}/${gus.id}`)).status).toBe(403);
  expect((await olivia.call('DELETE', `${path}/${gus.id}`)).status).toBe(404);
});

test('an address nobody has here is told, but not endlessly', async () => {
  const { url } = await startTestServer({
    limits: { unknownGuests: { burst: 2, refillMs: 3.6e6 } },
  });
  const olivia = await TestAccount.signUp(url, 'Olivia');
  const workspace = await olivia.publish();
  const path = `/api/workspaces/${workspace}/pages/${newId()}/guests`;
  const statuses: number[] = [];
  for (let count = 0; count < 3; count += 1) {
    const wanted = { email: `nobody-${count}@example.org`, role: 'viewer' };
    statuses.push((await olivia.call('POST', path, wanted)).status);
  }
  expect(statuses).toEqual([404, 404, 429]);
});

test('those who may share hear that guests changed, others do not', async () => {
  const { url, olivia, gus, workspace, page } = await sharedPage();
  const viewer = await TestAccount.signUp(url, 'Vera');
  await olivia.invite(workspace, viewer, 'viewer');
  const hers = await EventClient.connect(url, olivia.session);
  const theirs = await EventClient.connect(url, viewer.session);
  await olivia.letIn(workspace, page, gus, 'viewer');
  expect((await hers.next('sharing')).event.workspace).toBe(workspace);
  await olivia.publish();
  await olivia.call('PUT', `/api/workspaces/${workspace}`, { name: 'Renamed' });
  await theirs.next('workspace');
  expect(JSON.stringify(theirs.messages.all)).not.toContain('"sharing"');
});
