import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { migrate, migrations } from './migrations.ts';
import { openDatabase } from './openDatabase.ts';
import type { HubDatabase } from './openDatabase.ts';

const versions = migrations.map((_, index) => index + 1);
const earlier = versions.slice(0, -1);

type Row = Record<string, unknown>;

function tables(database: HubDatabase): string[] {
  const list = database.pragma('table_list') as { name: string; type: string }[];
  const own = list.filter(({ name, type }) => type === 'table' && !name.startsWith('sqlite_'));
  return own.map(({ name }) => name).sort();
}

/** A row in every table, with something in every column. */
function fill(database: HubDatabase): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const table of tables(database)) {
    const columns = database.pragma(`table_info(${table})`) as { name: string; type: string }[];
    const row = Object.fromEntries(
      columns.map(({ name, type }) => [
        name,
        type === 'BLOB' ? Buffer.of(1, 2, 3) : type === 'INTEGER' ? 1 : `"${name}"`,
      ]),
    );
    const names = columns.map(({ name }) => name);
    database
      .prepare(
        `INSERT INTO ${table} (${names.join()}) VALUES (${names.map((n) => `@${n}`).join()})`,
      )
      .run(row);
    rows.set(table, row);
  }
  return rows;
}

function schema(database: HubDatabase): Map<string, string[]> {
  const columns = (table: string): string[] =>
    (database.pragma(`table_info(${table})`) as { name: string; type: string }[])
      .map(({ name, type }) => `${name} ${type}`)
      .sort();
  return new Map(tables(database).map((table) => [table, columns(table)]));
}

async function fileOfVersion(version: number): Promise<{ file: string; rows: Map<string, Row> }> {
  const file = join(await temporaryFolder(), 'confab.sqlite');
  const database = new Database(file);
  migrate(database, file, migrations.slice(0, version));
  const rows = fill(database);
  database.close();
  return { file, rows };
}

test.each(earlier)('a file of version %i becomes one of today, with its data', async (version) => {
  const { file, rows } = await fileOfVersion(version);
  const database = openDatabase(file);
  onTestFinished(() => void database.close());
  expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
  for (const [table, row] of rows) {
    expect(database.prepare(`SELECT * FROM ${table}`).all(), table).toMatchObject([row]);
  }

  const anew = openDatabase(join(await temporaryFolder(), 'confab.sqlite'));
  onTestFinished(() => void anew.close());
  expect(schema(database)).toEqual(schema(anew));
});

test.each(earlier)('a copy of a file of version %i is kept as it was', async (version) => {
  const { file, rows } = await fileOfVersion(version);
  openDatabase(file).close();
  const copy = new Database(`${file}.version-${version}`, { readonly: true });
  onTestFinished(() => void copy.close());
  expect(copy.pragma('user_version', { simple: true })).toBe(version);
  for (const [table, row] of rows) {
    expect(copy.prepare(`SELECT * FROM ${table}`).all(), table).toEqual([row]);
  }
});
