import { describe, expect, test } from 'vitest';
import { newId } from '../newId.ts';
import type { Storage } from './Storage.ts';

/** The part of the storage contract about versions and about files that are referred to. */
export function versionContract(name: string, open: () => Promise<Storage>): void {
  async function openWithPage() {
    const storage = await open();
    const workspace = newId();
    const doc = `${workspace}/page/${newId()}`;
    const write = async (author: string, at: number): Promise<void> => {
      await storage.documents.append([{ doc, author, payload: Uint8Array.of(1), at }]);
    };
    const keep = (seq: number, more: { name?: string; files?: string[] } = {}) =>
      storage.versions.add({
        id: newId(),
        doc,
        seq,
        name: more.name ?? null,
        size: 10,
        payload: Uint8Array.of(seq, 7),
        files: more.files ?? [],
        keptAt: 99,
      });
    return { storage, workspace, doc, write, keep };
  }

  describe(`${name}: versions`, () => {
    test('a version names who wrote since the one before, and when last', async () => {
      const { storage, doc, write, keep } = await openWithPage();
      for (const [author, at] of [
        ['ann', 10],
        ['bea', 11],
        ['bea', 12],
      ] as const) {
        await write(author, at);
      }
      expect(await storage.versions.unversioned()).toEqual([{ doc, firstAt: 10, lastAt: 12 }]);
      const first = await keep(2);
      expect(first).toMatchObject({
        at: 11,
        authors: [
          { account: 'ann', edits: 1 },
          { account: 'bea', edits: 1 },
        ],
      });
      expect(await storage.versions.unversioned()).toEqual([{ doc, firstAt: 12, lastAt: 12 }]);
      const second = await keep(3, { name: 'Done' });
      expect(second).toMatchObject({ at: 12, authors: [{ account: 'bea', edits: 1 }] });
      expect(await keep(3)).toMatchObject({ at: 99, authors: [] });
      expect(await storage.versions.unversioned()).toEqual([]);
      expect((await storage.versions.list(doc)).map((version) => version.name)).toEqual([
        null,
        'Done',
        null,
      ]);
      expect(await storage.versions.payload(doc, second?.id ?? '')).toEqual(Buffer.from([3, 7]));
    });

    test('compaction forgets rows but not who wrote them', async () => {
      const { storage, doc, write, keep } = await openWithPage();
      for (const at of [10, 11, 12]) await write('ann', at);
      await keep(1);
      await storage.documents.compact(doc, 2, Uint8Array.of(9));
      await write('bea', 13);
      expect(await storage.versions.unversioned()).toEqual([{ doc, firstAt: 11, lastAt: 13 }]);
      expect(await keep(1)).toBeNull();
      expect(await keep(4)).toMatchObject({
        at: 13,
        authors: [
          { account: 'ann', edits: 2 },
          { account: 'bea', edits: 1 },
        ],
      });
      expect(await storage.versions.unversioned()).toEqual([]);
    });

    test('versions are renamed and thinned, in their own page only', async () => {
      const { storage, doc, write, keep } = await openWithPage();
      await write('ann', 10);
      const [old, kept] = [await keep(1), await keep(1)];
      if (old === null || kept === null) throw new Error('nothing was kept');
      const { versions } = storage;
      expect(await versions.rename(doc, kept.id, 'Named')).toEqual({ ...kept, name: 'Named' });
      expect(await versions.rename(`${newId()}/index`, kept.id, 'x')).toBeNull();
      expect(await versions.payload(`${newId()}/index`, kept.id)).toBeNull();
      const authors = [{ account: 'ann', edits: 1 }];
      await versions.thin([old.id], new Map([[kept.id, authors]]));
      expect(await versions.list(doc)).toEqual([{ ...kept, name: 'Named', authors }]);
      expect(await versions.latest(doc)).toMatchObject({ id: kept.id });
    });

    test('only pages have versions to come, and a deleted one has none', async () => {
      const { storage, workspace, doc, write, keep } = await openWithPage();
      const index = { doc: `${workspace}/index`, author: 'ann', payload: Uint8Array.of(1), at: 1 };
      await storage.documents.append([index]);
      expect(await storage.versions.unversioned()).toEqual([]);
      await write('ann', 10);
      const page = doc.slice(doc.lastIndexOf('/') + 1);
      await storage.removals.deletePage(workspace, page, [`page/${page}`], 1);
      expect(await keep(1)).toBeNull();
      expect(await storage.versions.unversioned()).toEqual([]);
    });
  });

  describe(`${name}: references to files`, () => {
    const fileIn = (workspace: string, hash: string) => ({
      workspace,
      hash,
      size: 1,
      type: 'image/png',
      addedBy: newId(),
      addedAt: 1,
    });

    test('a document is read again when it moved on', async () => {
      const { storage, workspace, doc, write } = await openWithPage();
      const { references } = storage;
      expect(await references.isStale(doc)).toBe(false);
      await write('ann', 1);
      expect(await references.stale(workspace, 9)).toEqual([doc]);
      await references.replace(doc, 1, ['one']);
      expect([await references.isStale(doc), await references.has(doc, 'one')]).toEqual([
        false,
        true,
      ]);
      await write('ann', 2);
      expect(await references.isStale(doc)).toBe(true);
      await references.replace(doc, 2, ['two']);
      expect(await references.has(doc, 'one')).toBe(false);
      expect(await references.has(`${newId()}/index`, 'two')).toBe(false);
    });

    test('a file is collected when nothing has referred to it long enough', async () => {
      const { storage, workspace, doc, write, keep } = await openWithPage();
      const { files, references } = storage;
      for (const hash of ['shown', 'kept', 'loose']) await files.add(fileIn(workspace, hash));
      expect(await references.workspaces()).toEqual([workspace]);
      await write('ann', 1);
      await keep(1, { files: ['kept'] });
      await files.markUnreferenced(workspace, 10);
      expect(await files.collect(workspace, 10, 9)).toBeNull();
      await references.replace(doc, 1, ['shown']);
      expect(await files.collect(workspace, 9, 9)).toEqual([]);
      await files.markUnreferenced(workspace, 20);
      expect(await files.touch(workspace, 'loose')).toBe(true);
      expect(await files.collect(workspace, 20, 9)).toEqual([]);
      await files.markUnreferenced(workspace, 30);
      expect(await files.collect(workspace, 30, 9)).toEqual(['loose']);
      expect(await files.find(workspace, 'loose')).toBeNull();
      expect(await files.touch(workspace, 'loose')).toBe(false);
    });
  });
}
