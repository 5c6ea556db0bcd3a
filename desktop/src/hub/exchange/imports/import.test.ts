import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '@confab/shared-types';
import { describe, expect, test } from 'vitest';
import { openTestHub } from '../../testing/openTestHub.ts';
import { ExchangeWindow, filesIn } from '../testing/exchangeWindow.ts';
import { makeZip } from '../testing/makeZip.ts';
import type { ShownPage } from '../testing/exchangeWindow.ts';

const fixtures = join(import.meta.dirname, '..', 'fixtures');

/** Random ids as numbers in the order they are met, so that a result can be compared with a file. */
function steady(value: unknown): string {
  const numbers = new Map<string, number>();
  const json = JSON.stringify(value, null, 2);
  return `${json.replace(/(?<=[":/])[A-Za-z0-9_-]{21}(?=["/])/g, (id) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
    return `id-${numbers.get(id)}`;
  })}\n`;
}

function outcome(job: Job, pages: readonly ShownPage[]): unknown {
  if (job.state.name !== 'done') return job.state;
  const { pageCount, fileCount, losses } = job.state;
  return { pageCount, fileCount, losses, pages };
}

describe('what is imported is what the golden file says', () => {
  test.each(['markdown', 'notion', 'obsidian', 'html'])('%s', async (name) => {
    const { hub } = await openTestHub();
    const window = await ExchangeWindow.open(hub);
    const workspace = await window.newWorkspace('New');
    const job = await window.import(workspace, await filesIn(join(fixtures, name)));
    const result = outcome(job, await window.pages(workspace));
    await expect(steady(result)).toMatchFileSnapshot(join(fixtures, `${name}.golden.json`));
  });
});

async function openWindow() {
  const { hub, profileDir } = await openTestHub();
  const window = await ExchangeWindow.open(hub);
  return { window, profileDir, workspace: await window.newWorkspace('New') };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('archives', () => {
  test('are opened, archives in them too', async () => {
    const { window, workspace } = await openWindow();
    const inner = await makeZip({ 'Export/A.md': '# First\n\n[B](B.md)', 'Export/B.md': '# B' });
    const zip = await makeZip({ 'Part-1.zip': inner, '__MACOSX/._A.md': 'junk' });
    const job = await window.import(workspace, [{ path: 'Export.zip', bytes: zip }]);
    expect(job.state).toMatchObject({ name: 'done', pageCount: 2, losses: [] });
    expect((await window.pages(workspace)).map(({ title }) => title)).toEqual(['First', 'B']);
  });

  test.each<[string, () => Promise<Uint8Array>]>([
    ['is no archive', () => Promise.resolve(bytes('PK, but no'))],
    ['has a path that leads out', async () => evilPath(await makeZip({ 'aa/bb.md': '# A' }))],
    ['unpacks to far more than it is', () => makeZip({ 'a.md': new Uint8Array(32 * 1024 * 1024) })],
    ['holds no pages', () => makeZip({ 'a.bin': 'x' })],
  ])('one that %s is refused', async (_what, make) => {
    const { window, workspace } = await openWindow();
    const job = await window.import(workspace, [{ path: 'a.zip', bytes: await make() }]);
    expect(job.state).toMatchObject({ name: 'failed', code: 'import-unreadable' });
    expect(await window.pages(workspace)).toEqual([]);
  });

  function evilPath(zip: Buffer): Buffer {
    return Buffer.from(zip.toString('latin1').replaceAll('aa/bb.md', '../bb.md'), 'latin1');
  }
});

describe('an import', () => {
  test('puts its pages below the one that was asked for, behind those that are there', async () => {
    const { window, workspace } = await openWindow();
    const create = (parent: string | null, title: string) =>
      window.window.request('pages.create', { workspace, parent, title });
    const { page } = await create(null, 'Parent');
    await create(page, 'Before');
    const files = ['10', '9', '2'].map((name) => ({ path: `${name}.md`, bytes: bytes(name) }));
    const { state } = await window.import(workspace, files, page);
    expect(state).toMatchObject({ name: 'done', pageCount: 3 });
    const [parent] = await window.pages(workspace);
    expect(parent?.children.map(({ title }) => title)).toEqual(['Before', '2', '9', '10']);
  });

  test('says of each file what could not be kept, and keeps the others', async () => {
    const { window, workspace } = await openWindow();
    const job = await window.import(workspace, [
      { path: 'v/good.md', bytes: bytes('good') },
      { path: 'v/latin.md', bytes: Uint8Array.from([0x61, 0xe9, 0x62]) },
      { path: 'v/huge.md', bytes: new Uint8Array(10 * 1024 * 1024 + 1).fill(0x61) },
    ]);
    expect(job.state).toMatchObject({
      name: 'done',
      losses: [
        { path: 'huge.md', what: 'file-too-large' },
        { path: 'latin.md', what: 'file-unreadable' },
      ],
    });
    expect((await window.pages(workspace)).map(({ title }) => title)).toEqual([
      'good',
      'huge',
      'latin',
    ]);
  });

  test('that is cancelled leaves nothing', async () => {
    const { window, workspace, profileDir } = await openWindow();
    const files = Array.from({ length: 200 }, (_, at) => ({ path: `${at}.md`, bytes: bytes('a') }));
    const transfers = await Promise.all(files.map((file) => window.upload(file)));
    const { job } = await window.window.request('imports.start', {
      workspace,
      parent: null,
      transfers,
      source: 'auto',
    });
    await window.window.request('jobs.cancel', { job });
    expect((await window.ended(job)).state).toEqual({ name: 'cancelled' });
    expect(await window.pages(workspace)).toEqual([]);
    expect(await readdir(join(profileDir, 'temporary'))).toEqual([]);
  });

  test('that was given up or never started leaves no file', async () => {
    const { window, profileDir } = await openWindow();
    const discarded = await window.upload({ path: 'a.md', bytes: bytes('a') });
    await window.window.request('imports.discard', { transfers: [discarded] });
    expect(await readdir(join(profileDir, 'temporary'))).toEqual([]);
  });

  test('takes the address of a picture that is in the page itself', async () => {
    const { window, workspace } = await openWindow();
    const url = `data:image/png;base64,${Buffer.from('picture').toString('base64')}`;
    await window.import(workspace, [{ path: 'a.html', bytes: bytes(`<img src="${url}">`) }]);
    const [page] = await window.pages(workspace);
    expect(page?.blocks[0]).toMatchObject({ type: 'image' });
    expect(page?.blocks[0]?.props?.['url']).toMatch(/^confab-file:/);
  });

  test.each([
    ['a parent that is not there', { parent: 'nowhere-to-be-found' }, 'not-found'],
    ['a workspace that is not there', { workspace: 'nowhere-to-be-found' }, 'no-permission'],
  ])('into %s is refused', async (_what, change, code) => {
    const { window, workspace } = await openWindow();
    const transfer = await window.upload({ path: 'a.md', bytes: bytes('a') });
    const { job } = await window.window.request('imports.start', {
      ...{ workspace, parent: null, transfers: [transfer], source: 'auto' },
      ...change,
    });
    expect((await window.ended(job)).state).toMatchObject({ name: 'failed', code });
  });
});
