import { expect, test } from 'vitest';
import { silentLog } from '../Log.ts';
import { newId } from '../newId.ts';
import { SqliteStorage } from '../storage/sqlite/SqliteStorage.ts';
import type { DocumentStorage } from '../storage/Storage.ts';
import { textUpdate } from '../testing/SyncClient.ts';
import { Documents } from './Documents.ts';

const author = newId();
const nobody = { onEdit: () => undefined };

/** Documents whose commits wait until they are let through. */
function heldDocuments() {
  const storage = new SqliteStorage(':memory:');
  let letThrough: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (letThrough = resolve));
  const held: DocumentStorage = {
    list: (workspace) => storage.documents.list(workspace),
    load: (doc) => storage.documents.load(doc),
    compact: (doc, seq, snapshot) => storage.documents.compact(doc, seq, snapshot),
    append: async (updates) => {
      await gate;
      return await storage.documents.append(updates);
    },
  };
  const documents = new Documents(held, silentLog);
  const write = (doc: string) => documents.apply(doc, textUpdate('x'), author, nobody);
  return { storage, documents, letThrough: () => letThrough(), write };
}

test('a workspace is closed when what was under way is on disk, and takes nothing more', async () => {
  const { storage, documents, letThrough, write } = heldDocuments();
  const [workspace, other] = [newId(), newId()];
  const doc = `${workspace}/page/${newId()}`;
  const { committed } = await write(doc);
  let closed = false;
  const closing = documents.closeWorkspace(workspace).then(() => (closed = true));
  await expect(write(doc)).rejects.toMatchObject({ code: 'not-found' });
  await expect(documents.read(doc, (live) => live.seq)).rejects.toMatchObject({
    code: 'not-found',
  });
  // A whole turn of the event loop, with a commit of another workspace begun in it.
  const elsewhere = await write(`${other}/index`);
  await new Promise((resolve) => setImmediate(resolve));
  expect(closed).toBe(false);

  letThrough();
  await closing;
  expect(await storage.documents.list(workspace)).toHaveLength(1);
  expect((await committed).seq).toBe(1);
  expect((await elsewhere.committed).seq).toBe(1);
  documents.reopenWorkspace(workspace);
  expect((await (await write(doc)).committed).seq).toBe(2);
  await documents.stop();
  await storage.close();
});

test('an edit that is on its way when its page is deleted for good is refused, not kept', async () => {
  const { storage, documents, letThrough, write } = heldDocuments();
  const [workspace, page] = [newId(), newId()];
  const doc = `${workspace}/page/${page}`;
  const { committed } = await write(doc);
  await storage.removals.deletePage(workspace, page, [`page/${page}`], 1);
  letThrough();
  await expect(committed).rejects.toMatchObject({ code: 'page-deleted' });
  await expect(write(doc)).rejects.toMatchObject({ code: 'page-deleted' });
  expect(await storage.documents.load(doc)).toMatchObject({ deleted: true, updates: [] });
  await documents.stop();
  await storage.close();
});

test('observers hear of every commit until they stop', async () => {
  const { storage, documents, letThrough, write } = heldDocuments();
  letThrough();
  const seen: string[] = [];
  const stop = documents.observe((doc) => seen.push(doc));
  const doc = `${newId()}/index`;
  await (
    await write(doc)
  ).committed;
  stop();
  await (
    await write(doc)
  ).committed;
  expect(seen).toEqual([doc]);
  await documents.stop();
  await storage.close();
});
