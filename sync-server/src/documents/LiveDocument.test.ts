import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { silentLog } from '../Log.ts';
import type { LogFields } from '../Log.ts';
import { newId } from '../newId.ts';
import { SqliteStorage } from '../storage/sqlite/SqliteStorage.ts';
import type { DocumentStorage } from '../storage/Storage.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { Documents } from './Documents.ts';
import type { CommittedEdit } from './Documents.ts';

const author = newId();
const nobody = { onEdit: () => undefined };

/** A document and the updates it was made of, one a character. */
function typed(text: string): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const [at, character] of [...text].entries()) doc.getText('title').insert(at, character);
  return { doc, updates };
}

async function textOf(documents: Documents, key: string): Promise<string> {
  const state = await documents.open(key, nobody, (live) => live.missing(Uint8Array.of(0)));
  const copy = new Y.Doc();
  Y.applyUpdate(copy, state);
  return copy.getText('title').toString();
}

async function commit(documents: Documents, key: string, update: Uint8Array): Promise<number> {
  const { committed } = await documents.apply(key, update, author, nobody);
  return (await committed).seq;
}

test('a log that has grown long is swapped for a snapshot and reads the same', async () => {
  const storage = new SqliteStorage(':memory:');
  const documents = new Documents(storage.documents, silentLog);
  const key = `${newId()}/page/${newId()}`;
  const { doc, updates } = typed('abcdefghij'.repeat(60));
  for (const update of updates) await commit(documents, key, update);
  const loaded = await storage.documents.load(key);
  expect(loaded.seq).toBe(600);
  expect(loaded.snapshot).not.toBeNull();
  expect(loaded.updates.length).toBeLessThan(200);

  const fresh = new Documents(storage.documents, silentLog);
  expect(await textOf(fresh, key)).toBe(doc.getText('title').toString());
  await documents.stop();
  await fresh.stop();
  await storage.close();
});

test('a commit that fails is not kept in memory, shown to anybody, or counted', async () => {
  const storage = new SqliteStorage(':memory:');
  let full = false;
  const failing: DocumentStorage = {
    list: (workspace) => storage.documents.list(workspace),
    load: (doc) => storage.documents.load(doc),
    compact: (doc, seq, snapshot) => storage.documents.compact(doc, seq, snapshot),
    append: (updates) =>
      full
        ? Promise.reject(Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' }))
        : storage.documents.append(updates),
  };
  const documents = new Documents(failing, silentLog);
  const key = `${newId()}/page/${newId()}`;
  const { updates } = typed('abc');
  const [a, b, c] = updates as [Uint8Array, Uint8Array, Uint8Array];
  const seen: CommittedEdit[] = [];
  await documents.open(key, { onEdit: (edit) => seen.push(edit) }, () => undefined);

  expect(await commit(documents, key, a)).toBe(1);
  full = true;
  await expect(commit(documents, key, b)).rejects.toMatchObject({ code: 'storage-full' });
  expect(await textOf(documents, key)).toBe('a');
  full = false;
  await expect(commit(documents, key, c)).rejects.toMatchObject({ code: 'resync-needed' });
  expect(await commit(documents, key, b)).toBe(2);
  expect(await commit(documents, key, c)).toBe(3);
  expect(await textOf(documents, key)).toBe('abc');
  expect(seen.map((edit) => edit.seq)).toEqual([1, 2, 3]);
  await documents.stop();
  await storage.close();
});

test('a damaged row is reported, and a client that still has it heals the document', async () => {
  const path = join(await temporaryFolder(), 'sync.db');
  const key = `${newId()}/page/${newId()}`;
  const { doc, updates } = typed('abcde');
  const before = new SqliteStorage(path);
  for (const payload of updates)
    await before.documents.append([{ doc: key, author, payload, at: 1 }]);
  await before.close();
  const raw = new Database(path);
  raw.exec("UPDATE updates SET payload = x'00' WHERE seq = 3");
  raw.close();

  const reported: LogFields[] = [];
  const log = {
    ...silentLog,
    write: (_level: string, event: string, fields: LogFields = {}) => {
      if (event === 'document-damaged') reported.push(fields);
    },
  };
  const storage = new SqliteStorage(path);
  const documents = new Documents(storage.documents, log);
  expect(await textOf(documents, key)).toBe('ab');
  expect(reported).toEqual([{ doc: key, rows: 1 }]);

  // Somebody else's edit meanwhile is taken: what waits is not its fault.
  const other = new Y.Doc();
  other.getText('other').insert(0, 'x');
  expect(await commit(documents, key, Y.encodeStateAsUpdate(other))).toBe(6);

  const stateVector = await documents.open(key, nobody, (live) => live.stateVector());
  await commit(documents, key, Y.encodeStateAsUpdate(doc, stateVector));
  expect(await textOf(documents, key)).toBe('abcde');
  const fresh = new Documents(storage.documents, silentLog);
  expect(await textOf(fresh, key)).toBe('abcde');
  await documents.stop();
  await fresh.stop();
  await storage.close();
});

test('a reader that opens while edits are under way misses none and gets none twice', async () => {
  const storage = new SqliteStorage(':memory:');
  const documents = new Documents(storage.documents, silentLog);
  const key = `${newId()}/page/${newId()}`;
  const { doc, updates } = typed('abcdefghijklmnopqrst');
  const committing: Promise<number>[] = [];
  let opened: Promise<{ seq: number; state: Uint8Array }> | null = null;
  const later: CommittedEdit[] = [];
  for (const [at, update] of updates.entries()) {
    committing.push(commit(documents, key, update));
    if (at !== 10) continue;
    opened = documents.open(key, { onEdit: (edit) => later.push(edit) }, (live) => ({
      seq: live.seq,
      state: live.missing(Uint8Array.of(0)),
    }));
  }
  await Promise.all(committing);
  const { seq, state } = (await opened) ?? { seq: 0, state: new Uint8Array() };
  const copy = new Y.Doc();
  Y.applyUpdate(copy, state);
  for (const edit of later) Y.applyUpdate(copy, edit.update);
  expect(later.map((edit) => edit.seq)).toEqual(
    Array.from({ length: updates.length - seq }, (_, index) => seq + index + 1),
  );
  expect(copy.getText('title').toString()).toBe(doc.getText('title').toString());
  await documents.stop();
  await storage.close();
});
