import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
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
    await before.documents.append([{ doc, author, payload: Uint8Array.of(value, 0xaa) }]);
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
