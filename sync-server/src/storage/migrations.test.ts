import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { migrations } from './migrations.ts';
import { migrate, openDatabase } from './sqlite/openDatabase.ts';

type Row = Record<string, unknown>;

async function open(version: number): Promise<Database> {
  const database = openDatabase(join(await temporaryFolder(), 'sync.db'));
  onTestFinished(() => void database.close());
  migrate(database, migrations.slice(0, version));
  return database;
}

function tables(database: Database): string[] {
  const list = database.pragma('table_list') as { name: string; type: string }[];
  const own = list.filter(({ name, type }) => type === 'table' && !name.startsWith('sqlite_'));
  return own.map(({ name }) => name).sort();
}

function columns(database: Database, table: string): { name: string; type: string }[] {
  return database.pragma(`table_info(${table})`) as { name: string; type: string }[];
}

/** A row in every table; whatever refers to another row refers to that one. */
function fill(database: Database): Map<string, Row> {
  const rows = new Map<string, Row>();
  database.pragma('foreign_keys = OFF');
  for (const table of tables(database)) {
    const names = columns(database, table).map(({ name }) => name);
    const row = Object.fromEntries(
      columns(database, table).map(({ name, type }) => [
        name,
        type === 'BLOB' ? Buffer.of(1, 2, 3) : type === 'INTEGER' ? 1 : 'value',
      ]),
    );
    database
      .prepare(
        `INSERT INTO ${table} (${names.join()}) VALUES (${names.map((n) => `@${n}`).join()})`,
      )
      .run(row);
    rows.set(table, row);
  }
  database.pragma('foreign_keys = ON');
  return rows;
}

function schema(database: Database): Map<string, string[]> {
  const described = (table: string): string[] =>
    columns(database, table)
      .map(({ name, type }) => `${name} ${type}`)
      .sort();
  return new Map(tables(database).map((table) => [table, described(table)]));
}

const earlier = migrations.map((_, index) => index).slice(1);

test.each(earlier)('a file of version %i becomes one of today, with its data', async (version) => {
  const database = await open(version);
  const rows = fill(database);
  migrate(database, migrations);
  expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
  for (const [table, row] of rows) {
    expect(database.prepare(`SELECT * FROM ${table}`).all(), table).toMatchObject([row]);
  }
  expect(database.pragma('foreign_key_check')).toEqual([]);
  expect(schema(database)).toEqual(schema(await open(migrations.length)));
});

test('there is nothing to do for a file of today', async () => {
  const database = await open(migrations.length);
  const before = database.serialize();
  migrate(database, migrations);
  expect(database.serialize().equals(before)).toBe(true);
});
