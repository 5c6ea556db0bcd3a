import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { systemClock } from '../Clock.ts';
import { GroupCommit } from '../database/GroupCommit.ts';
import { openDatabase } from '../database/openDatabase.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { DocumentStore } from './DocumentStore.ts';

const doc = 'workspace1/page/page0001';

interface Opened {
  readonly file: string;
  readonly database: HubDatabase;
  readonly store: DocumentStore;
}

async function open(file?: string): Promise<Opened> {
  const path = file ?? join(await temporaryFolder(), 'confab.sqlite');
  const database = openDatabase(path);
  onTestFinished(() => void database.close());
  const commits = new GroupCommit(database);
  return {
    file: path,
    database,
    store: new DocumentStore({ database, commits, clock: systemClock }),
  };
}

function append(store: DocumentStore, payload: Uint8Array, acked = false): Promise<number> {
  return new Promise((resolve, reject) => {
    const seq = store.append(doc, { author: 'alice', payload, acked }, (error) => {
      if (error === null) resolve(seq);
      else reject(error);
    });
  });
}

function acknowledge(store: DocumentStore, batch: number): Promise<void> {
  return new Promise((resolve, reject) => {
    store.acknowledge(doc, { upTo: batch }, batch, (error) =>
      error === null ? resolve() : reject(error),
    );
  });
}

/** Updates that type one letter each. */
function letters(text: string): Uint8Array[] {
  const ydoc = new Y.Doc();
  const updates: Uint8Array[] = [];
  ydoc.on('update', (update: Uint8Array) => updates.push(update));
  for (const [at, letter] of [...text].entries()) ydoc.getText('t').insert(at, letter);
  return updates;
}

function textOf(store: DocumentStore): string {
  const { snapshot, updates } = store.load(doc);
  const ydoc = new Y.Doc();
  if (snapshot !== null) Y.applyUpdate(ydoc, snapshot);
  for (const { payload } of updates) Y.applyUpdate(ydoc, payload);
  return ydoc.getText('t').toString();
}

describe('the log', () => {
  test('gives back what was appended, in order, after a restart', async () => {
    const { file, database, store } = await open();
    for (const update of letters('abc')) await append(store, update);
    database.close();
    const again = await open(file);
    expect(textOf(again.store)).toBe('abc');
    expect(await append(again.store, Uint8Array.of(0, 0))).toBe(4);
  });

  test('counts what waits, since when, and until which batch it was acknowledged', async () => {
    const { file, database, store } = await open();
    for (const update of letters('abc')) await append(store, update);
    await append(store, Uint8Array.of(0, 0), true);
    expect(store.waiting(doc).count).toBe(3);
    await acknowledge(store, 2);
    expect(store.waiting(doc)).toMatchObject({ count: 1 });
    expect(store.waiting(doc).since).toBeGreaterThan(0);
    expect(store.serverSeq(doc)).toBe(2);
    database.close();
    const again = await open(file);
    expect(again.store.waiting(doc).count).toBe(1);
    expect(again.store.waitingOf('workspace1').count).toBe(1);
    expect(again.store.list('workspace1')).toEqual([doc]);
  });
});

describe('a damaged row', () => {
  test('is set aside and never applied; the rest is there', async () => {
    const { database, store } = await open();
    for (const update of letters('abc')) await append(store, update);
    database.exec(`UPDATE updates SET payload = zeroblob(length(payload)) WHERE seq = 3`);
    expect(store.load(doc)).toMatchObject({ damaged: 1 });
    expect(textOf(store)).toBe('ab');
    expect(store.load(doc).damaged).toBe(0);
    expect(database.prepare('SELECT doc, source, seq FROM quarantine').all()).toEqual([
      { doc, source: 'waiting', seq: 3 },
    ]);
  });

  test('may be a snapshot', async () => {
    const { database, store } = await open();
    for (const update of letters('abc')) await append(store, update, true);
    store.compact(doc);
    const [last] = letters('x');
    await append(store, last ?? Uint8Array.of());
    database.exec('UPDATE snapshots SET crc32 = crc32 + 1');
    expect(store.load(doc)).toMatchObject({ damaged: 1, snapshot: null });
    expect(textOf(store)).toBe('x');
    // What the server sends is not taken for old news: all of it is compared again.
    expect(store.serverSeq(doc)).toBe(0);
  });
});

describe('compaction', () => {
  test('keeps what the server has not acknowledged apart', async () => {
    const { database, store } = await open();
    for (const update of letters('abcdef')) await append(store, update);
    await acknowledge(store, 4);
    store.compact(doc);
    expect(database.prepare('SELECT seq, acked FROM updates').all()).toEqual([
      { seq: 6, acked: 0 },
    ]);
    expect(textOf(store)).toBe('abcdef');
    const synced = new Y.Doc();
    Y.applyUpdate(synced, store.load(doc).snapshot ?? Uint8Array.of());
    expect(synced.getText('t').toString()).toBe('abcd');
  });

  test('keeps deletions that wait', async () => {
    const { store } = await open();
    const ydoc = new Y.Doc();
    ydoc.getText('t').insert(0, 'abc');
    await append(store, Y.encodeStateAsUpdate(ydoc), true);
    const before = Y.encodeStateVector(ydoc);
    ydoc.getText('t').delete(0, 1);
    await append(store, Y.encodeStateAsUpdate(ydoc, before));
    store.compact(doc);
    const { updates, snapshot } = store.load(doc);
    const server = new Y.Doc();
    Y.applyUpdate(server, snapshot ?? Uint8Array.of());
    expect(server.getText('t').toString()).toBe('abc');
    Y.applyUpdate(server, updates[0]?.payload ?? Uint8Array.of());
    expect(server.getText('t').toString()).toBe('bc');
  });

  test('leaves everything as it was when the disk takes nothing more', async () => {
    const { database, store } = await open();
    for (const update of letters('abc')) await append(store, update);
    database.exec(
      `CREATE TRIGGER full BEFORE INSERT ON updates BEGIN SELECT RAISE(FAIL, 'x'); END`,
    );
    expect(() => store.compact(doc)).toThrow();
    expect(textOf(store)).toBe('abc');
    expect(store.rowCount(doc)).toBe(3);
  });

  test('a batch under way is not taken for acknowledged when it was folded', async () => {
    const { store } = await open();
    for (const update of letters('abc')) await append(store, update);
    store.compact(doc);
    await acknowledge(store, 2);
    expect(store.waiting(doc).count).toBe(1);
    await acknowledge(store, 3);
    expect(store.waiting(doc).count).toBe(0);
  });
});

describe('a disk that is full', () => {
  test('refuses by code, keeps what was there, and takes the same again later', async () => {
    const { database, store } = await open();
    const [first, second] = letters('ab');
    await append(store, first ?? Uint8Array.of());
    const pages = Number(database.pragma('page_count', { simple: true }));
    database.pragma(`max_page_count = ${pages}`);
    const large = new Uint8Array(64 * 1024);
    await expect(append(store, large)).rejects.toMatchObject({ code: 'storage-full' });
    expect(textOf(store)).toBe('a');
    expect(store.waiting(doc).count).toBe(1);
    database.pragma('max_page_count = 1000000');
    await append(store, second ?? Uint8Array.of());
    expect(textOf(store)).toBe('ab');
  });

  test('any other failure is told apart', async () => {
    const { database, store } = await open();
    database.exec(
      `CREATE TRIGGER broken BEFORE INSERT ON updates BEGIN SELECT RAISE(FAIL, 'broken'); END`,
    );
    await expect(append(store, Uint8Array.of(0, 0))).rejects.toMatchObject({
      code: 'storage-failed',
    });
  });
});

test('forgotten documents are gone, and their numbers are not used again', async () => {
  const { store } = await open();
  for (const update of letters('abc')) await append(store, update);
  store.discard(doc);
  expect(store.list('workspace1')).toEqual([]);
  expect(store.waiting(doc).count).toBe(0);
  expect(await append(store, Uint8Array.of(0, 0))).toBe(4);
});
