import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { GroupCommit } from '../database/GroupCommit.ts';
import { openDatabase } from '../database/openDatabase.ts';
import { DocumentStore } from '../documents/DocumentStore.ts';
import { SimulatedClock } from '../fuzz/SimulatedClock.ts';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { BlobStore } from './BlobStore.ts';
import { DocumentFileReferences } from './DocumentFileReferences.ts';
import { FileCollector, collectAfterMs } from './FileCollector.ts';
import type { FileCollectorOptions } from './FileCollector.ts';
import { FileIndex } from './FileIndex.ts';
import type { FileReference } from './fileReferences.ts';

const workspace = 'workspace-1';

interface ShelfOptions {
  readonly keeps?: FileCollectorOptions['keeps'];
  readonly versions?: readonly FileReference[];
}

async function shelf({ keeps = () => false, versions = [] }: ShelfOptions = {}) {
  const folder = await temporaryFolder();
  const database = openDatabase(join(folder, 'confab.sqlite'));
  onTestFinished(() => void database.close());
  await mkdir(join(folder, 'files'));
  const clock = new SimulatedClock();
  const store = new DocumentStore({ database, clock, commits: new GroupCommit(database) });
  const index = new FileIndex(database, clock);
  const blobs = await BlobStore.open(join(folder, 'files'));
  const failures: unknown[] = [];
  const collector = new FileCollector({
    index,
    blobs,
    clock,
    keeps,
    sources: [
      new DocumentFileReferences(store, () => [{ id: workspace }]),
      { references: () => Readable.from(versions) },
    ],
    onFailed: (error) => failures.push(error),
  });
  const add = async (text: string): Promise<string> => {
    const incoming = await blobs.begin(workspace);
    await incoming.write(Buffer.from(text));
    const { hash, size } = await incoming.finish();
    index.add({ workspace, hash, name: `${text}.txt`, type: 'text/plain', size }, false);
    return hash;
  };
  const page = new Y.Doc();
  /** Writes the page as it is after a change. */
  const write = async (change: (page: Y.Doc) => void): Promise<void> => {
    const before = Y.encodeStateVector(page);
    page.transact(() => change(page));
    const payload = Y.encodeStateAsUpdate(page, before);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    store.append(`${workspace}/page/page-one`, { author: 'me', payload, acked: false }, (error) =>
      error === null ? resolve() : reject(error),
    );
    await promise;
  };
  const image = (hash: string) => (ydoc: Y.Doc) => {
    const element = new Y.XmlElement('image');
    element.setAttribute('url', `confab-file:${workspace}/${hash}/picture.png`);
    ydoc.getXmlFragment('blocks').push([element]);
  };
  const isHere = async (hash: string): Promise<boolean> =>
    (await blobs.size(workspace, hash)) !== null && index.find(workspace, hash) !== null;
  return { clock, collector, add, write, image, isHere, blobs, index, failures };
}

test('a file goes when nothing has referred to it for 30 days, and its thumbnail with it', async () => {
  const { clock, collector, add, write, image, isHere, blobs } = await shelf();
  const shown = await add('shown');
  const gone = await add('gone');
  await blobs.putThumbnail(workspace, gone, Buffer.from('small'));
  await write(image(shown));
  await write(image(gone));
  expect(await collector.collect()).toBe(0);
  await write((page) => page.getXmlFragment('blocks').delete(1, 1));
  clock.advance(2 * collectAfterMs);
  // Only from now on is it known to be without a reference.
  expect(await collector.collect()).toBe(0);
  clock.advance(collectAfterMs);
  expect(await collector.collect()).toBe(0);
  clock.advance(1);
  expect(await collector.collect()).toBe(1);
  expect([await isHere(shown), await isHere(gone)]).toEqual([true, false]);
  expect(await blobs.thumbnailSize(workspace, gone)).toBeNull();
});

test('a file that is referred to again begins anew', async () => {
  const { clock, collector, add, write, image, isHere } = await shelf();
  const hash = await add('picture');
  await collector.collect();
  clock.advance(collectAfterMs - 1);
  await write(image(hash));
  await collector.collect();
  await write((page) => page.getXmlFragment('blocks').delete(0, 1));
  clock.advance(2);
  expect(await collector.collect()).toBe(0);
  expect(await isHere(hash)).toBe(true);
});

test('covers, comments, kept versions and what must be uploaded keep a file', async () => {
  const version: FileReference[] = [];
  const keep = new Set<string>();
  const { clock, collector, add, write, isHere } = await shelf({
    versions: version,
    keeps: ({ hash }) => keep.has(hash),
  });
  const cover = await add('cover');
  const kept = await add('kept');
  const waiting = await add('waiting');
  const unused = await add('unused');
  await write((page) => page.getMap('meta').set('cover', `confab-file:${workspace}/${cover}/a`));
  version.push({ workspace, hash: kept });
  keep.add(waiting);
  await collector.collect();
  clock.advance(collectAfterMs + 1);
  expect(await collector.collect()).toBe(1);
  const here = await Promise.all([cover, kept, waiting, unused].map(isHere));
  expect(here).toEqual([true, true, true, false]);
});

test('runs each day by itself', async () => {
  const { clock, collector, add, isHere, failures } = await shelf();
  const hash = await add('unused');
  collector.start();
  onTestFinished(() => collector.stop());
  // A day that passes while a run is under way begins none: the next one is planned at its end.
  await expect
    .poll(
      async () => {
        clock.advance(86_400_000);
        return await isHere(hash);
      },
      { interval: 1, timeout: 20_000 },
    )
    .toBe(false);
  expect(failures).toEqual([]);
});
