import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { newId } from '../../newId.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { migrations } from '../migrations.ts';
import { storageContract } from '../storageContract.ts';
import { assertDurable, migrate, openDatabase } from './openDatabase.ts';
import { SqliteStorage } from './SqliteStorage.ts';

storageContract('SQLite in a file', async () => {
  return new SqliteStorage(join(await temporaryFolder(), 'sync.db'));
});
storageContract('SQLite in memory', () => Promise.resolve(new SqliteStorage(':memory:')));

test('commits are synced to disk, before and after the first one', async () => {
  const database = openDatabase(join(await temporaryFolder(), 'sync.db'));
  assertDurable(database);
  database.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
  assertDurable(database);
  database.pragma('synchronous = NORMAL');
  expect(() => assertDurable(database)).toThrow('not durable');
  database.close();
});

test('each step of the schema runs once, and a newer file is not opened', async () => {
  const path = join(await temporaryFolder(), 'sync.db');
  const first = openDatabase(path);
  migrate(first, ['CREATE TABLE a (x)']);
  first.exec('INSERT INTO a VALUES (1)');
  migrate(first, ['CREATE TABLE a (x)', 'ALTER TABLE a ADD COLUMN y']);
  expect(first.prepare('SELECT * FROM a').all()).toEqual([{ x: 1, y: null }]);
  expect(() => migrate(first, [])).toThrow('newer version');
  first.close();
});

test('a file of an earlier schema keeps all it holds, and a copy of it stays as it was', async () => {
  const path = join(await temporaryFolder(), 'sync.db');
  const [first = ''] = migrations;
  const before = openDatabase(path);
  migrate(before, [first]);
  before.exec(`
    INSERT INTO workspaces VALUES ('workspace', 'Study', 1);
    INSERT INTO members VALUES ('workspace', 'olivia', 'owner', 1);
    INSERT INTO invitations VALUES ('code', 'workspace', 'editor', 'olivia', 1, 99, NULL, 0);
    INSERT INTO documents VALUES (1, 'workspace', 'page/12345678', 2);
    INSERT INTO files VALUES ('workspace', 'hash', 3, 'image/png', 'olivia', 1);
  `);
  const insert = before.prepare('INSERT INTO updates VALUES (1, ?, ?, ?, ?)');
  for (const seq of [1, 2]) {
    insert.run(seq, 'olivia', Uint8Array.of(seq), crc32(Uint8Array.of(seq)));
  }
  before.close();

  const storage = new SqliteStorage(path);
  const doc = 'workspace/page/12345678';
  expect((await storage.documents.load(doc)).updates).toHaveLength(2);
  expect(await storage.workspaces.role('workspace', 'olivia')).toBe('owner');
  expect(await storage.invitations.find('code')).toMatchObject({ role: 'editor', page: null });
  expect(await storage.files.find('workspace', 'hash')).toMatchObject({ size: 3 });
  // What nobody can say any more who wrote is no spell that waits for its version.
  expect(await storage.versions.unversioned()).toEqual([]);
  const next = { doc, author: 'olivia', payload: Uint8Array.of(3), at: 7 };
  expect(await storage.documents.append([next])).toEqual([3]);
  expect(await storage.versions.unversioned()).toEqual([{ doc, firstAt: 7, lastAt: 7 }]);
  await storage.close();

  const copy = new Database(`${path}.before-2`, { readonly: true });
  expect(copy.pragma('user_version', { simple: true })).toBe(1);
  expect(copy.prepare('SELECT count(*) AS rows FROM updates').get()).toEqual({ rows: 2 });
  copy.close();
});

test('a failing step leaves nothing of itself behind', async () => {
  const database = openDatabase(join(await temporaryFolder(), 'sync.db'));
  expect(() => migrate(database, ['CREATE TABLE a (x); CREATE TABLE a (x)'])).toThrow();
  expect(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'a'").all()).toEqual([]);
  expect(database.pragma('user_version', { simple: true })).toBe(0);
  database.close();
});

test.each(['updates', 'snapshots'])('a flipped bit in %s is set aside, not read', async (table) => {
  const path = join(await temporaryFolder(), 'sync.db');
  const doc = `${newId()}/index`;
  const author = newId();
  const before = new SqliteStorage(path);
  for (const value of [1, 2, 3]) {
    await before.documents.append([{ doc, author, payload: Uint8Array.of(value, 0xaa), at: 1 }]);
  }
  await before.documents.compact(doc, 1, Uint8Array.of(1, 0xaa));
  await before.close();

  const raw = new Database(path);
  raw.exec(`UPDATE ${table} SET payload = x'02AB' WHERE rowid = (SELECT min(rowid) FROM ${table})`);
  raw.close();

  const after = new SqliteStorage(path);
  const damaged = await after.documents.load(doc);
  expect(damaged.quarantined).toBe(1);
  const ofSnapshot = table === 'snapshots';
  expect(damaged.snapshot).toEqual(ofSnapshot ? null : Buffer.from([1, 0xaa]));
  expect(damaged.updates).toHaveLength(ofSnapshot ? 2 : 1);
  expect((await after.documents.load(doc)).quarantined).toBe(0);
  await after.close();

  const kept = new Database(path);
  expect(kept.prepare('SELECT kind, payload FROM quarantine').all()).toEqual([
    { kind: ofSnapshot ? 'snapshot' : 'update', payload: Buffer.from([2, 0xab]) },
  ]);
  kept.close();
});

test('a copy of the file holds what was committed, without the write-ahead log closed', async () => {
  const folder = await temporaryFolder();
  const storage = new SqliteStorage(join(folder, 'sync.db'));
  await storage.settings.getOrSet('server-id', 'kept');
  await copyFile(join(folder, 'sync.db'), join(folder, 'copy.db'));
  await copyFile(join(folder, 'sync.db-wal'), join(folder, 'copy.db-wal'));
  const copy = new SqliteStorage(join(folder, 'copy.db'));
  expect(await copy.settings.getOrSet('server-id', 'other')).toBe('kept');
  expect(migrations.length).toBeGreaterThan(0);
  await copy.close();
  await storage.close();
});
