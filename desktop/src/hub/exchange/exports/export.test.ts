import { readFile } from 'node:fs/promises';
import type { Block, Job, PageId, WorkspaceId } from '@confab/shared-types';
import { writeBlocks, yTypes } from '@confab/shared-types';
import { describe, expect, test } from 'vitest';
import yauzl from 'yauzl';
import type { Hub } from '../../createHub.ts';
import { randomId } from '../../randomId.ts';
import { openTestHub } from '../../testing/openTestHub.ts';
import { ExchangeWindow } from '../testing/exchangeWindow.ts';

interface Exported {
  readonly hub: Hub;
  readonly window: ExchangeWindow;
  readonly workspace: WorkspaceId;
}

const picture = new TextEncoder().encode('not really a picture');

async function begin(): Promise<Exported> {
  const { hub } = await openTestHub();
  const window = await ExchangeWindow.open(hub);
  return { hub, window, workspace: await window.newWorkspace('Team / 팀') };
}

async function addPage(
  { window, workspace }: Exported,
  title: string,
  blocks: readonly Block[],
  parent: PageId | null = null,
): Promise<PageId> {
  const { page } = await window.window.request('pages.create', { workspace, parent, title });
  await setBlocks(window, workspace, page, blocks);
  return page;
}

async function setBlocks(
  { window }: ExchangeWindow,
  workspace: WorkspaceId,
  page: PageId,
  blocks: readonly Block[],
): Promise<void> {
  const document = await window.open(`${workspace}/page/${page}`);
  const batch = document.edit((ydoc) => {
    const fragment = ydoc.getXmlFragment(yTypes.blocks);
    fragment.delete(0, fragment.length);
    writeBlocks(fragment, blocks, randomId);
  });
  await document.saved(batch);
}

async function addFile({ window, workspace }: Exported, name: string): Promise<string> {
  const { transfer } = await window.window.request('files.begin', {
    workspace,
    name,
    type: 'image/png',
    size: picture.length,
  });
  window.window.send({ kind: 'blob', transfer, offset: 0, bytes: picture, last: true });
  return (await window.window.request('files.finish', { transfer })).url;
}

async function exported(
  { hub, window, workspace }: Exported,
  format: 'markdown' | 'html' | 'backup',
  page: PageId | null = null,
  withChildren = true,
): Promise<{ state: Extract<Job['state'], { name: 'done' }>; zip: Buffer }> {
  const { job } = await window.window.request('exports.start', {
    workspace,
    page,
    withChildren,
    format,
  });
  const state = await window.done(job);
  const file = await hub.openFile((state.address ?? '').slice('/f/'.length));
  if (file === null) throw new Error('nothing to load');
  expect(file).toMatchObject({ name: state.fileName, size: state.sizeBytes });
  return { state, zip: await readFile(file.path) };
}

async function entriesOf(zip: Buffer): Promise<Map<string, string>> {
  const opened = await yauzl.fromBufferPromise(zip, { lazyEntries: true });
  const entries = new Map<string, string>();
  for await (const entry of opened.eachEntry()) {
    const chunks: Buffer[] = [];
    const stream = await opened.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    entries.set(entry.fileName, Buffer.concat(chunks).toString());
  }
  return entries;
}

const words = (text: string) => [{ text }];

describe('pages exported as Markdown', () => {
  test('are the same when they are imported again, with their tree, links and files', async () => {
    const from = await begin();
    const { window, workspace } = from;
    const url = await addFile(from, 'a (1) b.png');
    const parent = await addPage(from, 'Plans: "all" of them?', []);
    const child = await addPage(
      from,
      'con',
      [
        { type: 'image', props: { url, name: 'a (1) b.png', caption: 'A picture' } },
        {
          type: 'paragraph',
          content: [
            { text: 'see ' },
            { mention: { kind: 'page', target: parent, label: 'Plans: "all" of them?' } },
            { text: ' and ' },
            { text: 'here', link: `confab://page/${workspace}/${parent}` },
          ],
        },
      ],
      parent,
    );
    await setBlocks(window, workspace, parent, [
      { type: 'heading', content: words('Not the title') },
      { type: 'callout', props: { kind: 'tip' }, content: words('tip') },
      {
        type: 'paragraph',
        content: [{ mention: { kind: 'page', target: child, label: 'con' } }, { text: ' it is' }],
      },
    ]);
    await addPage(from, 'plans: "All" of them?', [{ type: 'divider' }]);
    const { state, zip } = await exported(from, 'markdown');
    expect(state).toMatchObject({
      pageCount: 3,
      fileCount: 1,
      losses: [],
      fileName: 'Team 팀.zip',
    });
    expect([...(await entriesOf(zip)).keys()].toSorted()).toEqual(
      [
        'Plans all of them 2.md'.replace('Plans', 'plans').replace('all', 'All'),
        'Plans all of them.md',
        'Plans all of them/con_.md',
        'files/a (1) b.png',
      ].toSorted(),
    );

    const to = await window.newWorkspace('Again');
    await window.import(to, [{ path: 'export.zip', bytes: zip }]);
    const steady = (pages: unknown): string =>
      JSON.stringify(pages).replace(/(?<=[":/])[A-Za-z0-9_-]{21}(?=["/])/g, 'id');
    const again = await window.pages(to);
    const before = await window.pages(workspace);
    const byTitle = (pages: typeof again) =>
      pages.toSorted((one, other) => (one.title < other.title ? -1 : 1));
    expect(steady(byTitle(again))).toBe(steady(byTitle(before)));
  });

  test('leave out what is in the trash, and what is not below the page', async () => {
    const from = await begin();
    const parent = await addPage(from, 'Parent', []);
    await addPage(from, 'Child', [], parent);
    await addPage(from, 'Other', []);
    const trashed = await addPage(from, 'Trashed', [], parent);
    const index = await from.window.window.open(`${from.workspace}/index`);
    const batch = index.edit((ydoc) => {
      const entry = ydoc.getMap(yTypes.pages).get(trashed) as { set(k: string, v: unknown): void };
      entry.set('trashedAt', 1);
    });
    await index.saved(batch);
    const names = async (withChildren: boolean): Promise<string[]> => {
      const { zip } = await exported(from, 'markdown', parent, withChildren);
      return [...(await entriesOf(zip)).keys()];
    };
    expect(await names(true)).toEqual(['Parent.md', 'Parent/Child.md']);
    expect(await names(false)).toEqual(['Parent.md']);
  });

  test('say which attachments could not be had', async () => {
    const from = await begin();
    const url = `confab-file:${from.workspace}/${'0'.repeat(64)}/gone.png`;
    await addPage(from, 'Page', [{ type: 'image', props: { url, name: 'gone.png' } }]);
    const { state } = await exported(from, 'markdown');
    expect(state.losses).toMatchObject([{ path: 'files/gone.png', what: 'attachment-missing' }]);
  });
});

describe('pages exported as HTML', () => {
  test('are whole documents with formulas, files and links between them', async () => {
    const from = await begin();
    const url = await addFile(from, 'chart.png');
    const first = await addPage(from, 'First <page>', [
      { type: 'image', props: { url, name: 'chart.png' } },
      { type: 'equation', props: { source: '\\frac{1}{2}' } },
    ]);
    await addPage(
      from,
      'Second',
      [
        {
          type: 'paragraph',
          content: [{ mention: { kind: 'page', target: first, label: 'First' } }],
        },
      ],
      first,
    );
    const { zip } = await exported(from, 'html');
    const entries = await entriesOf(zip);
    expect([...entries.keys()]).toEqual([
      'First page.html',
      'First page/Second.html',
      'index.html',
      'files/chart.png',
    ]);
    const page = entries.get('First page.html');
    expect(page).toContain('<title>First &lt;page&gt;</title>');
    expect(page).toContain('<img src="files/chart.png"');
    expect(page).toMatch(/<mfrac>.*<\/mfrac>/);
    expect(page).not.toMatch(/<script/);
    expect(entries.get('First page/Second.html')).toContain('href="../First%20page.html"');
    expect(entries.get('index.html')).toContain('href="First%20page/Second.html"');
  });

  test('are read again by the import', async () => {
    const from = await begin();
    const blocks: Block[] = [
      { type: 'heading', props: { level: 2 }, content: words('Part') },
      { type: 'checkListItem', props: { checked: true }, content: words('done') },
      { type: 'toggleListItem', content: words('open'), children: [{ type: 'divider' }] },
      { type: 'callout', props: { kind: 'warning' }, content: words('care') },
      { type: 'equation', props: { source: 'a^2' } },
      { type: 'paragraph', content: [{ text: 'see ' }, { equation: 'b_1' }] },
      { type: 'codeBlock', props: { language: 'js' }, content: words('a < b\n  c') },
    ];
    await addPage(from, 'Page', blocks);
    const { zip } = await exported(from, 'html');
    const to = await from.window.newWorkspace('Again');
    await from.window.import(to, [{ path: 'export.zip', bytes: zip }]);
    expect(await from.window.pages(to)).toMatchObject([{ title: 'Page', blocks }]);
  });
});

test('what is not there cannot be exported', async () => {
  const { window, workspace } = await begin();
  const request = { page: 'nowhere-to-be-found', withChildren: true, format: 'html' } as const;
  const { job } = await window.window.request('exports.start', { workspace, ...request });
  expect((await window.ended(job)).state).toMatchObject({ name: 'failed', code: 'not-found' });
  await expect(
    window.window.request('exports.start', { workspace: 'nowhere-to-be-found', ...request }),
  ).rejects.toMatchObject({ code: 'not-found' });
});
