import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Block, PageId, WorkspaceId } from '@confab/shared-types';
import { writeBlocks, yTypes } from '@confab/shared-types';
import { describe, expect, test } from 'vitest';
import yauzl from 'yauzl';
import * as Y from 'yjs';
import { SimulatedClock } from '../../fuzz/SimulatedClock.ts';
import { randomId } from '../../randomId.ts';
import { openTestHub } from '../../testing/openTestHub.ts';
import { ExchangeWindow } from '../testing/exchangeWindow.ts';
import type { ShownPage } from '../testing/exchangeWindow.ts';
import { makeZip } from '../testing/makeZip.ts';

const file = new TextEncoder().encode('the bytes of a file');

async function addFile(window: ExchangeWindow, workspace: WorkspaceId): Promise<string> {
  const { transfer } = await window.window.request('files.begin', {
    workspace,
    name: 'a.bin',
    type: 'application/octet-stream',
    size: file.length,
  });
  window.window.send({ kind: 'blob', transfer, offset: 0, bytes: file, last: true });
  return (await window.window.request('files.finish', { transfer })).url;
}

/** A page with a file, a link and a mention of itself, and something below it. */
async function addPages(window: ExchangeWindow, workspace: WorkspaceId): Promise<PageId> {
  const { page } = await window.window.request('pages.create', {
    workspace,
    parent: null,
    title: 'Page',
  });
  await window.window.request('pages.create', { workspace, parent: page, title: 'Child' });
  const url = await addFile(window, workspace);
  const blocks: Block[] = [
    { type: 'file', props: { url, name: 'a.bin' } },
    {
      type: 'paragraph',
      content: [
        { text: 'link', link: `confab://page/${workspace}/${page}` },
        { mention: { kind: 'page', target: page, label: 'Page' } },
      ],
    },
  ];
  const document = await window.window.open(`${workspace}/page/${page}`);
  const batch = document.edit((ydoc) => {
    const fragment = ydoc.getXmlFragment(yTypes.blocks);
    fragment.delete(0, fragment.length);
    writeBlocks(fragment, blocks, randomId);
  });
  await document.saved(batch);
  return page;
}

async function backUp(window: ExchangeWindow): Promise<string> {
  await window.done((await window.window.request('backups.create', {})).job);
  const [newest] = await window.window.request('backups.list', {});
  if (newest === undefined) throw new Error('no backup');
  return newest.id;
}

async function restored(window: ExchangeWindow, job: string): Promise<WorkspaceId[]> {
  return (await window.done(job)).workspaces ?? [];
}

/** The archive with some entries changed, or left out. */
async function rewritten(
  zip: Buffer,
  which: RegExp,
  change: (bytes: Buffer) => Buffer | null,
): Promise<Buffer> {
  const opened = await yauzl.fromBufferPromise(zip, { lazyEntries: true });
  const entries: Record<string, Buffer> = {};
  for await (const entry of opened.eachEntry()) {
    const chunks: Buffer[] = [];
    const stream = await opened.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const changed = which.test(entry.fileName) ? change(bytes) : bytes;
    if (changed !== null) entries[entry.fileName] = changed;
  }
  return makeZip(entries);
}

/** Pages with the workspace they are in left out. */
function placeless(pages: readonly ShownPage[], workspace: WorkspaceId): unknown {
  return JSON.parse(JSON.stringify(pages).replaceAll(workspace, 'here'));
}

describe('a backup', () => {
  test('is restored as new workspaces, with links and files of their own', async () => {
    const { hub } = await openTestHub();
    const window = await ExchangeWindow.open(hub);
    const sample = await window.firstWorkspace();
    const workspace = await window.newWorkspace('Mine');
    await addPages(window, workspace);
    const backup = await backUp(window);
    const { job } = await window.window.request('backups.restore', { backup });
    const [ofSample = '', ofMine = ''] = await restored(window, job);
    for (const [before, after] of [
      [sample, ofSample],
      [workspace, ofMine],
    ] as const) {
      expect(after).not.toBe(before);
      const pages = await window.pages(after);
      expect(placeless(pages, after)).toEqual(placeless(await window.pages(before), before));
      expect(JSON.stringify(pages)).not.toContain(before);
    }
    const names = (await window.window.request('app.state', {})).workspaces;
    expect(names.map(({ name, server }) => [name, server])).toEqual([
      ['My workspace', null],
      ['Mine', null],
      ['My workspace 2', null],
      ['Mine 2', null],
    ]);
  });

  test('is restored in another profile, and its files can be loaded there', async () => {
    const from = await openTestHub();
    const window = await ExchangeWindow.open(from.hub);
    const workspace = await window.newWorkspace('Mine');
    await addPages(window, workspace);
    const id = await backUp(window);
    const bytes = await readFile(join(from.profileDir, 'backups', `${id}.confab-backup.zip`));

    const to = await openTestHub();
    const other = await ExchangeWindow.open(to.hub);
    const transfer = await other.upload({ path: 'backup.zip', bytes });
    const { job } = await other.window.request('backups.restore', { transfer });
    const [, mine = ''] = await restored(other, job);
    const [page] = await other.pages(mine);
    expect(page).toMatchObject({ title: 'Page', children: [{ title: 'Child' }] });
    const [, , hash = ''] = /^confab-file:([^/]+)\/([0-9a-f]+)/.exec(urlIn(page)) ?? [];
    const { address } = await other.window.request('files.address', {
      workspace: mine,
      hash,
      name: 'a.bin',
    });
    const served = await to.hub.openFile(address.slice('/f/'.length));
    expect(await readFile(served?.path ?? '')).toEqual(Buffer.from(file));
    expect(await readdir(join(to.profileDir, 'temporary'))).toEqual([]);
  });

  test('brings versions and favourites along', async () => {
    const { hub } = await openTestHub();
    const window = await ExchangeWindow.open(hub);
    const workspace = await window.newWorkspace('Mine');
    const page = await addPages(window, workspace);
    const place = { workspace, page };
    const kept = await window.window.request('versions.keep', { ...place, name: 'First' });
    await window.window.request('personal.setFavourite', { ...place, favourite: true });
    const document = await window.window.open(`${workspace}/page/${page}`);
    await document.saved(
      document.edit((ydoc) => {
        const blocks = ydoc.getXmlFragment(yTypes.blocks);
        blocks.delete(0, blocks.length);
      }),
    );
    const backup = await backUp(window);
    const { job } = await window.window.request('backups.restore', { backup });
    const [, mine = ''] = await restored(window, job);

    const there = { workspace: mine, page };
    const [version, ...others] = await window.window.request('versions.list', there);
    expect(others).toEqual([]);
    expect(version).toMatchObject({ id: kept.id, at: kept.at, name: 'First' });
    const { update } = await window.window.request('versions.state', {
      ...there,
      version: kept.id,
    });
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, Buffer.from(update, 'base64'));
    const blocks = ydoc.getXmlFragment(yTypes.blocks).toString();
    expect(blocks).toContain(`confab-file:${mine}/`);
    expect(blocks).not.toContain(workspace);
    expect(await window.window.request('personal.get', { workspace: mine })).toMatchObject({
      favourites: [page],
    });
  });

  test('of an earlier app, without versions and favourites, is restored too', async () => {
    const { hub, profileDir } = await openTestHub();
    const window = await ExchangeWindow.open(hub);
    const workspace = await window.newWorkspace('Mine');
    await addPages(window, workspace);
    const backup = await backUp(window);
    const path = join(profileDir, 'backups', `${backup}.confab-backup.zip`);
    const earlier = await rewritten(await readFile(path), /manifest/, (bytes) => {
      const manifest = JSON.parse(bytes.toString()) as { workspaces: Record<string, unknown>[] };
      for (const each of manifest.workspaces) {
        delete each['versions'];
        delete each['favourites'];
      }
      return Buffer.from(JSON.stringify(manifest));
    });
    await writeFile(path, earlier);
    const { job } = await window.window.request('backups.restore', { backup });
    const [, mine = ''] = await restored(window, job);
    expect(await window.pages(mine)).toMatchObject([{ title: 'Page' }]);
  });

  function urlIn(page: ShownPage | undefined): string {
    return String(page?.blocks[0]?.props?.['url']);
  }

  test('of one page holds what is below it, and not what is beside it', async () => {
    const { hub } = await openTestHub();
    const window = await ExchangeWindow.open(hub);
    const workspace = await window.newWorkspace('Mine');
    const page = await addPages(window, workspace);
    await window.window.request('pages.create', { workspace, parent: null, title: 'Beside' });
    const request = { workspace, page, withChildren: true, format: 'backup' } as const;
    const { job } = await window.window.request('exports.start', request);
    const { address = '', fileName } = await window.done(job);
    expect(fileName).toBe('Page.confab-backup.zip');
    const made = await hub.openFile(address.slice('/f/'.length));
    const restore = hub.exchange.restore(made?.path ?? '', false);
    const [id = ''] = await restored(window, restore);
    expect(await window.pages(id)).toMatchObject([
      { title: 'Page', children: [{ title: 'Child', children: [] }] },
    ]);
    expect(await window.pages(id)).toHaveLength(1);
  });

  test('gives back a document that is damaged here', async () => {
    const { hub } = await openTestHub();
    const window = await ExchangeWindow.open(hub);
    const workspace = await window.newWorkspace('Mine');
    const page = await addPages(window, workspace);
    expect(await hub.exchange.repairFromBackup(`${workspace}/page/${page}`)).toBeNull();
    await backUp(window);
    const state = await hub.exchange.repairFromBackup(`${workspace}/page/${page}`);
    expect(state).toBeInstanceOf(Uint8Array);
    expect(await hub.exchange.repairFromBackup(`${workspace}/page/${randomId()}`)).toBeNull();
  });
});

describe('what is no sound backup changes nothing', () => {
  test.each<[string, (zip: Buffer) => Buffer | Promise<Buffer>]>([
    ['no archive', () => Buffer.from('nothing')],
    ['another archive', () => makeZip({ 'a.md': '# A' })],
    ['one cut short', (zip) => zip.subarray(0, zip.length - 200)],
    ['a changed document', (zip) => rewritten(zip, /\/page\//, () => Buffer.from('changed'))],
    ['a changed file', (zip) => rewritten(zip, /\/files\//, () => Buffer.from('changed bytes!!'))],
    ['a missing file', (zip) => rewritten(zip, /\/files\//, () => null)],
    [
      'one of a newer app',
      (zip) =>
        rewritten(zip, /manifest/, (bytes) =>
          Buffer.from(bytes.toString().replace('"version": 1', '"version": 2')),
        ),
    ],
    [
      'one with a path for an id',
      (zip) =>
        rewritten(zip, /manifest/, (bytes) =>
          Buffer.from(bytes.toString().replaceAll('"page/', '"../page/')),
        ),
    ],
  ])('%s', async (_what, change) => {
    const { hub, profileDir } = await openTestHub();
    const window = await ExchangeWindow.open(hub);
    await addPages(window, await window.firstWorkspace());
    const id = await backUp(window);
    const path = join(profileDir, 'backups', `${id}.confab-backup.zip`);
    await writeFile(path, await change(await readFile(path)));
    const before = await window.window.request('app.state', {});
    const { job } = await window.window.request('backups.restore', { backup: id });
    const { state } = await window.ended(job);
    expect(state).toMatchObject({ name: 'failed', code: 'backup-invalid' });
    const { workspaces } = await window.window.request('app.state', {});
    expect(workspaces).toEqual(before.workspaces);
  });
});

test('a backup is made by itself when the last is a day old', async () => {
  const clock = new SimulatedClock();
  const { hub } = await openTestHub({ clock });
  const window = await ExchangeWindow.open(hub);
  clock.advance(86_400_000);
  await window.window.event('job', ({ kind, state }) => kind === 'backup' && state.name === 'done');
  const backups = await window.window.request('backups.list', {});
  expect(backups).toMatchObject([{ automatic: true }]);
});

test('a backup that is removed is gone', async () => {
  const { hub } = await openTestHub();
  const window = await ExchangeWindow.open(hub);
  const backup = await backUp(window);
  expect(await window.window.request('backups.remove', { backup })).toEqual([]);
  await expect(window.window.request('backups.remove', { backup })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(
    window.window.request('backups.restore', { backup: '../confab' }),
  ).rejects.toMatchObject({ code: 'not-found' });
});
