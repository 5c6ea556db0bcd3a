import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { migrate, migrations } from './migrations.ts';
import { ProfileInUseError, openDatabase } from './openDatabase.ts';

async function newFile(): Promise<string> {
  return join(await temporaryFolder(), 'confab.sqlite');
}

test('a second opening is refused by name, and possible after the first is closed', async () => {
  const file = await newFile();
  const first = openDatabase(file);
  expect(() => openDatabase(file)).toThrow(ProfileInUseError);
  first.close();
  openDatabase(file).close();
});

test('migrations run once, in order, and keep a copy of what was there', async () => {
  const file = await newFile();
  openDatabase(file).close();
  const database = new Database(file);
  const next = [...migrations, 'CREATE TABLE later (x)', 'INSERT INTO later VALUES (1)'];
  migrate(database, file, next);
  migrate(database, file, next);
  expect(database.prepare('SELECT * FROM later').all()).toEqual([{ x: 1 }]);
  expect(await readdir(dirname(file))).toContain(`confab.sqlite.version-${migrations.length}`);
  database.close();
});

test('a migration that fails changes nothing', async () => {
  const file = await newFile();
  openDatabase(file).close();
  const database = new Database(file);
  const broken = [...migrations, 'CREATE TABLE later (x); INSERT INTO nowhere VALUES (1)'];
  expect(() => migrate(database, file, broken)).toThrow('nowhere');
  expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
  expect(() => database.prepare('SELECT * FROM later')).toThrow('later');
  database.close();
});

test('a file of a newer app is refused by name', async () => {
  const file = await newFile();
  const database = openDatabase(file);
  database.pragma('user_version = 99');
  database.close();
  expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'newer-schema' }));
});
