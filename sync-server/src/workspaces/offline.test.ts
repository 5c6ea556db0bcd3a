import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceListSchema } from '@confab/shared-types';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { newId } from '../newId.ts';
import { SqliteStorage } from '../storage/sqlite/SqliteStorage.ts';
import { EventClient } from '../testing/EventClient.ts';
import { startTestServer, testMedia } from '../testing/startTestServer.ts';
import { SyncClient, textUpdate } from '../testing/SyncClient.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { errorOf, TestAccount } from '../testing/TestAccount.ts';

/** The SHA-256 of no bytes at all. */
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

async function fullWorkspace() {
  const dataFolder = await temporaryFolder();
  const server = await startTestServer({ dataFolder, media: testMedia });
  const { url } = server;
  const [olivia, max, gus] = await Promise.all(
    ['Olivia', 'Max', 'Gus'].map((name) => TestAccount.signUp(url, name)),
  );
  if (olivia === undefined || max === undefined || gus === undefined) throw new Error('nobody');
  const workspace = await olivia.publish();
  await olivia.invite(workspace, max, 'editor');
  const page = newId();
  await olivia.letIn(workspace, page, gus, 'viewer');
  const hub = await SyncClient.signedIn(url, olivia.session);
  const doc = `${workspace}/page/${page}`;
  await hub.edit(doc, textUpdate('Plan'));
  await hub.edit(`${workspace}/index`, textUpdate('Tree'));
  await olivia.call('POST', `/api/workspaces/${workspace}/pages/${page}/versions`, { name: 'One' });
  await olivia.call('PUT', `/api/workspaces/${workspace}/pages/${page}/public-link`);
  await olivia.call('POST', '/api/calls', { workspace, page });
  await fetch(`${url}/files/${workspace}/${emptyHash}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${olivia.session}` },
  });
  await fetch(`${url}/files/${workspace}/${'a'.repeat(64)}/upload`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${olivia.session}`,
      'upload-offset': '0',
      'upload-length': '100',
    },
    body: 'the first few bytes',
  });
  const path = `/api/workspaces/${workspace}`;
  return { dataFolder, server, url, olivia, max, gus, workspace, page, doc, hub, path };
}

/** Every row of the database that still names the workspace, by table. */
function traces(dataFolder: string, workspace: string): string[] {
  const database = new Database(join(dataFolder, 'sync.db'), { readonly: true });
  const tables = database
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all();
  const found = tables.filter(({ name }) =>
    JSON.stringify(database.prepare(`SELECT * FROM ${name}`).all()).includes(workspace),
  );
  const orphans = ['updates', 'snapshots', 'page_versions', 'file_references'].filter(
    (name) => database.prepare(`SELECT 1 FROM ${name}`).get() !== undefined,
  );
  database.close();
  return [...found.map(({ name }) => name), ...orphans].sort();
}

test('taken offline, nothing of a workspace is left, and everybody in it is told', async () => {
  const { dataFolder, url, olivia, max, gus, workspace, doc, path } = await fullWorkspace();
  const events = await EventClient.connect(url, max.session);
  await events.next('workspace');
  const hubs = await Promise.all([max, gus].map((by) => SyncClient.signedIn(url, by.session)));
  for (const hub of hubs) {
    hub.request({ type: 'follow', workspace });
    await hub.replies.next((reply) => reply.type === 'docs');
    await hub.open(doc);
  }
  expect((await max.call('DELETE', path)).status).toBe(403);
  expect((await olivia.call('DELETE', path)).status).toBe(204);
  for (const hub of hubs) {
    const told = await hub.replies.next((reply) => reply.type === 'unfollowed');
    expect(told).toMatchObject({ workspace, error: { code: 'not-found' } });
    expect(await hub.frame('access')).toEqual({ kind: 'access', doc, access: 'none' });
    expect(await hub.edit(doc, textUpdate('late'))).toMatchObject({ code: 'not-found' });
    hub.send({ kind: 'open', doc, stateVector: Uint8Array.of(0) });
    expect(await hub.frame('refused')).toMatchObject({ doc, batch: 0, code: 'not-found' });
    hub.request({ type: 'follow', workspace });
    const again = await hub.replies.next((reply) => reply.type === 'unfollowed');
    expect(again).toMatchObject({ error: { code: 'not-found' } });
  }
  await events.next('workspace');
  expect(await max.expect(workspaceListSchema, 'GET', '/api/workspaces')).toEqual([]);
  expect((await olivia.call('DELETE', path)).status).toBe(204);
  expect(errorOf(await max.call('GET', `${path}/members`)).code).toBe('not-found');
  const stranger = await TestAccount.signUp(url, 'Sam');
  expect(errorOf(await stranger.call('GET', `${path}/members`)).code).toBe('no-permission');

  const left = ['events', 'former_members', 'offline_workspaces'];
  expect(traces(dataFolder, workspace)).toEqual(left);
  expect(await readdir(join(dataFolder, 'files'))).toEqual(['.incoming', '.partial']);
  expect(await readdir(join(dataFolder, 'files', '.partial'))).toEqual([]);
});

test('the same id is published again by its owner alone, and starts empty', async () => {
  const { url, olivia, max, workspace, doc, path } = await fullWorkspace();
  await olivia.call('DELETE', path);
  const stolen = await max.call('PUT', path, { name: 'Mine' });
  expect([stolen.status, errorOf(stolen).code]).toEqual([409, 'workspace-bound-elsewhere']);
  const back = await olivia.call('PUT', path, { name: 'Study' });
  expect(back.body).toEqual({ id: workspace, name: 'Study', role: 'owner' });
  const hub = await SyncClient.signedIn(url, olivia.session);
  hub.request({ type: 'follow', workspace });
  const docs = await hub.replies.next((reply) => reply.type === 'docs');
  expect(docs).toMatchObject({ role: 'owner', docs: [] });
  expect(await hub.edit(doc, textUpdate('Plan'))).toMatchObject({ kind: 'ack', seq: 1 });
  expect(errorOf(await max.call('GET', `${path}/members`)).code).toBe('no-permission');
});

test('what a kill left of a workspace goes at the next start', async () => {
  const { dataFolder, server, olivia, workspace } = await fullWorkspace();
  await server.stop();
  const storage = new SqliteStorage(join(dataFolder, 'sync.db'));
  await storage.removals.takeOffline(workspace, 1);
  expect(await storage.removals.removeSome(workspace, 1)).toBe(true);
  await storage.close();

  const again = await startTestServer({ dataFolder, media: testMedia });
  const back = new TestAccount(again.url, olivia.account, olivia.session);
  expect((await back.call('DELETE', `/api/workspaces/${workspace}`)).status).toBe(204);
  const left = ['events', 'former_members', 'offline_workspaces'];
  expect(traces(dataFolder, workspace)).toEqual(left);
});

test('edits under way while a workspace is taken offline leave nothing behind', async () => {
  const { dataFolder, olivia, workspace, hub, path } = await fullWorkspace();
  const edits = Array.from({ length: 40 }, (_, at) =>
    hub.edit(`${workspace}/page/${newId()}`, textUpdate(`page ${String(at)}`)),
  );
  expect((await olivia.call('DELETE', path)).status).toBe(204);
  for (const answer of await Promise.all(edits)) {
    if (answer.kind === 'refused') expect(answer.code).toBe('not-found');
  }
  const left = ['events', 'former_members', 'offline_workspaces'];
  expect(traces(dataFolder, workspace)).toEqual(left);
});
