import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { GroupCommit } from './GroupCommit.ts';
import { assertDurable, openDatabase } from './openDatabase.ts';
import type { HubDatabase } from './openDatabase.ts';

async function open(): Promise<HubDatabase> {
  const database = openDatabase(join(await temporaryFolder(), 'confab.sqlite'));
  onTestFinished(() => void database.close());
  database.exec('CREATE TABLE rows (value INTEGER)');
  return database;
}

/** Commits when told to. */
function manual(database: HubDatabase): { commits: GroupCommit; run: () => void } {
  let deferred: (() => void)[] = [];
  const commits = new GroupCommit(database, { defer: (commit) => deferred.push(commit) });
  const run = (): void => {
    const due = deferred;
    deferred = [];
    for (const commit of due) commit();
  };
  return { commits, run };
}

test('writes that arrive while a commit is pending share it, and are told after it', async () => {
  const database = await open();
  const { commits, run } = manual(database);
  const told: string[] = [];
  const insert = database.prepare('INSERT INTO rows VALUES (?)');
  for (const value of [1, 2, 3]) {
    commits.add(
      () => insert.run(value),
      () => told.push(`${value} in transaction: ${String(database.inTransaction)}`),
    );
  }
  expect(told).toEqual([]);
  run();
  expect(told).toEqual([
    '1 in transaction: false',
    '2 in transaction: false',
    '3 in transaction: false',
  ]);
});

test('what is to follow a group runs once, after everybody in it was told', async () => {
  const database = await open();
  const { commits, run } = manual(database);
  const told: string[] = [];
  const insert = database.prepare('INSERT INTO rows VALUES (?)');
  for (const value of [1, 2]) {
    commits.add(
      () => insert.run(value),
      () => {
        told.push(`${value}`);
        if (value === 1) commits.afterGroup(() => told.push('after'));
      },
    );
  }
  run();
  commits.add(
    () => insert.run(3),
    () => told.push('3'),
  );
  run();
  expect(told).toEqual(['1', '2', 'after', '3']);
});

test('a group that fails is refused whole', async () => {
  const database = await open();
  const { commits, run } = manual(database);
  const codes: (string | null)[] = [];
  const insert = database.prepare('INSERT INTO rows VALUES (?)');
  commits.add(
    () => insert.run(1),
    (error) => codes.push(error?.code ?? null),
  );
  commits.add(
    () => database.exec('INSERT INTO nowhere VALUES (1)'),
    (error) => codes.push(error?.code ?? null),
  );
  run();
  expect(codes).toEqual(['storage-failed', 'storage-failed']);
  expect(database.prepare('SELECT * FROM rows').all()).toEqual([]);
});

test('nothing is called saved on a connection that does not sync to the disk', async () => {
  const database = await open();
  assertDurable(database);
  database.exec('INSERT INTO rows VALUES (1)');
  assertDurable(database);
  database.pragma('synchronous = NORMAL');
  expect(() => assertDurable(database)).toThrow('synchronous');
  const { commits, run } = manual(database);
  const codes: (string | null)[] = [];
  commits.add(
    () => database.exec('INSERT INTO rows VALUES (2)'),
    (error) => codes.push(error?.code ?? null),
  );
  run();
  expect(codes).toEqual(['storage-failed']);
});
