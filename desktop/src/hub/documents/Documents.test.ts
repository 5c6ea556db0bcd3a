import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Access, DocKey } from '@confab/shared-types';
import * as Y from 'yjs';
import { GroupCommit } from '../database/GroupCommit.ts';
import { openDatabase } from '../database/openDatabase.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { SimulatedClock } from '../fuzz/SimulatedClock.ts';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { Documents } from './Documents.ts';
import type { DocumentsOptions } from './Documents.ts';
import { DocumentStore } from './DocumentStore.ts';
import type { DocumentFollower } from './LiveDocument.ts';

const doc: DocKey = 'workspace1/page/page0001';

interface Opened {
  readonly file: string;
  readonly database: HubDatabase;
  readonly store: DocumentStore;
  readonly documents: Documents;
  readonly clock: SimulatedClock;
  readonly notices: string[];
  readonly changes: string[];
  readonly close: () => void;
}

async function open(options: Partial<DocumentsOptions> & { file?: string } = {}): Promise<Opened> {
  const file = options.file ?? join(await temporaryFolder(), 'confab.sqlite');
  const database = openDatabase(file);
  const clock = new SimulatedClock();
  const store = new DocumentStore({ database, commits: new GroupCommit(database), clock });
  const notices: string[] = [];
  const changes: string[] = [];
  const documents = new Documents({
    store,
    clock,
    author: 'alice',
    access: () => 'write',
    listener: {
      onLocalUpdate: (key) => changes.push(`local ${key}`),
      onChanged: (key) => changes.push(`changed ${key}`),
      onDamaged: () => undefined,
      onCursors: () => undefined,
      onNotice: (code) => notices.push(code),
    },
    ...options,
  });
  const close = (): void => {
    documents.close();
    database.close();
  };
  onTestFinished(close);
  return { file, database, store, documents, clock, notices, changes, close };
}

function write(documents: Documents, update: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    documents.write(doc, update, null, (error) => (error === null ? resolve() : reject(error)));
  });
}

function textOf(documents: Documents): string {
  return documents.open(doc).ydoc.getText('title').toString();
}

const type =
  (letters: string) =>
  (ydoc: Y.Doc): void =>
    ydoc.getText('title').insert(ydoc.getText('title').length, letters);

/** Updates that type one letter each. */
function letters(text: string): Uint8Array[] {
  const ydoc = new Y.Doc();
  const updates: Uint8Array[] = [];
  ydoc.on('update', (update: Uint8Array) => updates.push(update));
  for (const letter of text) type(letter)(ydoc);
  return updates;
}

function follower(): DocumentFollower & { readonly updates: Uint8Array[]; resets: number } {
  return {
    updates: [],
    resets: 0,
    onUpdate(_doc, update) {
      this.updates.push(update);
    },
    onAwareness: () => undefined,
    onAccess: () => undefined,
    onReset() {
      this.resets++;
    },
  };
}

describe('writing', () => {
  test('what shares a commit is told apart to followers and once to listeners', async () => {
    const { documents, changes } = await open();
    const window = follower();
    documents.follow(doc, window);
    const updates = letters('abc');
    await Promise.all(updates.map((update) => write(documents, update)));
    expect(textOf(documents)).toBe('abc');
    expect(window.updates).toEqual(updates);
    expect(changes).toEqual([`local ${doc}`, `changed ${doc}`]);
  });

  test('an edit that builds on one that is missing is said to wait, and takes effect later', async () => {
    const { documents, changes } = await open();
    const [first, second] = letters('ab');
    if (first === undefined || second === undefined) throw new Error('no letters');
    await expect(write(documents, second)).rejects.toMatchObject({ code: 'resync-needed' });
    expect(textOf(documents)).toBe('');
    await write(documents, first);
    expect(textOf(documents)).toBe('ab');
    expect(changes.filter((change) => change.startsWith('local'))).toHaveLength(2);
  });

  test('bytes that are no update are neither stored nor applied, from here or from a server', async () => {
    const { documents, store } = await open();
    const bytes = Uint8Array.of(1, 2, 3);
    await expect(write(documents, bytes)).rejects.toMatchObject({ code: 'malformed-message' });
    const received = new Promise((resolve) => documents.receive(doc, bytes, 1, resolve));
    expect(await received).toMatchObject({ code: 'malformed-message' });
    expect(store.rowCount(doc)).toBe(0);
  });
});

describe('changes made by the hub itself', () => {
  test('follow each other, and what others write between them', async () => {
    const { documents, clock } = await open();
    await documents.edit(doc, type('a'));
    await Promise.all([documents.edit(doc, type('b')), documents.edit(doc, type('c'))]);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(documents.open(doc).ydoc));
    const before = Y.encodeStateVector(other);
    type('d')(other);
    await write(documents, Y.encodeStateAsUpdate(other, before));
    await documents.edit(doc, type('e'));
    // The copy that they are worked out on is let go meanwhile.
    clock.advance(60_000);
    await documents.edit(doc, type('f'));
    expect(textOf(documents)).toBe('abcdef');
  });

  test('leave nothing behind when the disk refuses or the change throws', async () => {
    const { documents, database } = await open();
    await documents.edit(doc, type('a'));
    database.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON updates
      BEGIN SELECT RAISE(FAIL, 'full'); END`);
    const refused = expect.objectContaining({ code: 'storage-failed' });
    await expect(documents.edit(doc, type('b'))).rejects.toEqual(refused);
    database.exec('DROP TRIGGER full');
    const throwing = documents.edit(doc, (ydoc) => {
      type('c')(ydoc);
      throw new Error('changed my mind');
    });
    await expect(throwing).rejects.toThrow('changed my mind');
    await documents.edit(doc, type('d'));
    expect(textOf(documents)).toBe('ad');
  });
});

/** A document of three edits; the second one's row is damaged while no hub has it open. */
async function damagedFile(): Promise<{ file: string; whole: Uint8Array }> {
  const { file, documents, close } = await open();
  for (const update of letters('abc')) await write(documents, update);
  const whole = Y.encodeStateAsUpdate(documents.open(doc).ydoc);
  close();
  const database = new Database(file);
  database.exec('UPDATE updates SET payload = zeroblob(length(payload)) WHERE seq = 2');
  database.close();
  return { file, whole };
}

describe('what only this device had and was damaged', () => {
  test('is set aside and reported, and edits go on', async () => {
    const { file } = await damagedFile();
    const { documents, store, notices } = await open({ file });
    expect(textOf(documents)).toBe('a');
    expect(notices).toEqual(['data-damaged']);
    expect(store.quarantined(doc)).toBe(1);
    expect(store.quarantinedOf('workspace1')).toEqual([doc]);
    await documents.edit(doc, type('!'));
    expect(textOf(documents)).toBe('a!');
  });

  test('is repaired from the last backup, and what came after it too', async () => {
    const { file, whole } = await damagedFile();
    const asked: DocKey[] = [];
    const repair = (key: DocKey): Promise<Uint8Array> => {
      asked.push(key);
      return Promise.resolve(whole);
    };
    const { documents, store, close } = await open({ file, repair });
    const window = follower();
    documents.follow(doc, window);
    await expect.poll(() => store.quarantined(doc)).toBe(0);
    expect(textOf(documents)).toBe('abc');
    expect(window.updates).toHaveLength(1);
    expect(asked).toEqual([doc]);
    close();
    const again = await open({ file, repair });
    expect(textOf(again.documents)).toBe('abc');
    expect(again.notices).toEqual([]);
    expect(asked).toEqual([doc]);
  });

  test('is asked for again after a crash, and once it may be written', async () => {
    const { file, whole } = await damagedFile();
    const first = await open({ file, repair: () => Promise.resolve(null) });
    first.documents.open(doc);
    first.close();
    let access: Access = 'read';
    const repair = (): Promise<Uint8Array> => Promise.resolve(whole);
    const { documents, store } = await open({ file, repair, access: () => access });
    documents.follow(doc, follower());
    await Promise.resolve();
    expect(store.quarantined(doc)).toBe(1);
    access = 'write';
    documents.refreshAccess(() => true);
    await expect.poll(() => store.quarantined(doc)).toBe(0);
    expect(textOf(documents)).toBe('abc');
  });

  test('is written once more when this process still holds it', async () => {
    const { file, documents, database, clock, notices, close } = await open();
    const many = letters('x'.repeat(600));
    await Promise.all(many.map((update) => write(documents, update)));
    database.exec('UPDATE updates SET payload = zeroblob(length(payload)) WHERE seq = 300');
    // Folding the log reads it.
    clock.advance(1);
    await documents.edit(doc, type('y'));
    expect(notices).toEqual(['data-damaged']);
    close();
    const again = await open({ file });
    expect(textOf(again.documents)).toBe(`${'x'.repeat(600)}y`);
    expect(again.store.quarantined(doc)).toBe(0);
  });
});

test('edits that no server took are dropped only when nothing came in after they were copied', async () => {
  const { documents, store } = await open();
  const server = new Y.Doc();
  type('server')(server);
  const theirs = Y.encodeStateAsUpdate(server);
  await new Promise((resolve) => documents.receive(doc, theirs, 1, resolve));
  await documents.edit(doc, type(' and mine'));
  const window = follower();
  const copied = documents.follow(doc, window).appliedSeq;
  const late = documents.edit(doc, type(', late'));
  await Promise.resolve();
  await Promise.resolve();
  expect(documents.dropWaiting(doc, copied)).toBe(false);
  await late;
  expect(textOf(documents)).toBe('server and mine, late');
  expect(documents.dropWaiting(doc, documents.open(doc).appliedSeq)).toBe(true);
  expect(window.resets).toBe(1);
  expect(textOf(documents)).toBe('server');
  expect(store.waiting(doc).count).toBe(0);
});
