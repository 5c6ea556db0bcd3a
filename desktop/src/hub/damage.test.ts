import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openTestHub } from './testing/openTestHub.ts';
import { startSyncServer } from './testing/startSyncServer.ts';
import { TestWindow } from './testing/TestWindow.ts';

/** Changes the profile's file while no hub holds it. */
function tamper(profileDir: string, sql: string, ...values: unknown[]): void {
  const database = new Database(join(profileDir, 'confab.sqlite'));
  const { changes } = database.prepare(sql).run(...values);
  database.close();
  if (changes === 0) throw new Error('nothing was changed');
}

const flipLastRow = `UPDATE updates SET payload = zeroblob(length(payload)) WHERE doc = ?
  AND seq = (SELECT max(seq) FROM updates AS last WHERE last.doc = updates.doc)`;

test('a page with a damaged row opens with what is sound, and the person is told', async () => {
  const { hub, profileDir } = await openTestHub();
  const window = await TestWindow.open(hub);
  const { workspaces } = await window.request('app.state', {});
  const workspace = workspaces[0]?.id ?? '';
  const { page } = await window.request('pages.create', { workspace, parent: null, title: 'a' });
  const doc = `${workspace}/page/${page}`;
  const before = await window.open(doc);
  await before.saved(before.type('b'));
  await hub.close();
  tamper(profileDir, flipLastRow, doc);

  const again = await openTestHub({ profileDir });
  const reopened = await TestWindow.open(again.hub);
  const after = await reopened.open(doc);
  expect(after.text).toBe('a');
  expect(await reopened.event('notice')).toEqual({ code: 'data-damaged', doc });
  await after.saved(after.type('c'));
});

test('what the server has is fetched again, deletions too', async () => {
  const server = await startSyncServer();
  const { hub, host, profileDir } = await openTestHub();
  const window = await TestWindow.open(hub);
  const connection = await window.request('accounts.signUp', {
    url: server.url,
    email: 'alice@example.com',
    password: 'correct horse battery',
  });
  const { workspaces } = await window.request('app.state', {});
  const workspace = workspaces[0]?.id ?? '';
  const { page } = await window.request('pages.create', { workspace, parent: null, title: 'abc' });
  const doc = `${workspace}/page/${page}`;
  const before = await window.open(doc);
  await before.saved(before.edit((ydoc) => ydoc.getText('title').delete(0, 1)));
  await window.request('workspaces.publish', { workspace, server: connection.server.server });
  await window.syncState(workspace, 'synced');
  await hub.close();
  tamper(profileDir, flipLastRow, doc);

  const again = await openTestHub({ profileDir, host });
  const reopened = await TestWindow.open(again.hub);
  await reopened.syncState(workspace, 'synced');
  await (await reopened.open(doc)).textIs('bc');
});

test('a disk that takes nothing refuses by code, and the same edit is taken later', async () => {
  const { hub, profileDir } = await openTestHub();
  const window = await TestWindow.open(hub);
  const { workspaces } = await window.request('app.state', {});
  const workspace = workspaces[0]?.id ?? '';
  const { page } = await window.request('pages.create', { workspace, parent: null });
  const doc = `${workspace}/page/${page}`;
  await hub.close();
  const database = new Database(join(profileDir, 'confab.sqlite'));
  database.exec(`CREATE TRIGGER full BEFORE INSERT ON updates WHEN length(NEW.payload) > 1000
    BEGIN SELECT RAISE(FAIL, 'no space'); END`);
  database.close();

  const again = await openTestHub({ profileDir });
  const reopened = await TestWindow.open(again.hub);
  const edited = await reopened.open(doc);
  const batch = edited.type('x'.repeat(2000));
  expect(await reopened.frame('refused')).toMatchObject({ batch, code: 'storage-failed' });
  expect((await (await TestWindow.open(again.hub)).open(doc)).text).toBe('');
});
