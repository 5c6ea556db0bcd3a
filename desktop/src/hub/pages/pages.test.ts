import {
  pageLink,
  readBlocks,
  readPageEntries,
  walkBlocks,
  writeBlocks,
  yTypes,
} from '@confab/shared-types';
import type { Block, PageEntry, PageId, WorkspaceId } from '@confab/shared-types';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { commentsDoc, indexDoc, pageDoc } from '../documents/docNames.ts';
import { openTestPages } from '../testing/openTestPages.ts';
import type { TestPages } from '../testing/openTestPages.ts';
import { orderBetween } from './orderBetween.ts';
import { changeEntries, readIndex } from './pageIndex.ts';
import { writePage } from './createPage.ts';
import { PageTasks } from './PageTasks.ts';

const hash = 'a'.repeat(64);

async function create(
  { services }: TestPages,
  workspace: WorkspaceId,
  title: string,
  parent: PageId | null = null,
): Promise<PageId> {
  return await services.pages.create({ workspace, parent, title });
}

/** Writes blocks over whatever a page holds. */
async function write(
  { documents }: TestPages,
  workspace: WorkspaceId,
  page: PageId,
  blocks: readonly Block[],
): Promise<void> {
  await documents.edit(pageDoc(workspace, page), (ydoc) => {
    const fragment = ydoc.getXmlFragment(yTypes.blocks);
    fragment.delete(0, fragment.length);
    let next = 0;
    writeBlocks(fragment, blocks, () => `block-${page.slice(0, 6)}-${next++}`);
  });
}

function blocksOf({ documents }: TestPages, workspace: WorkspaceId, page: PageId): Block[] {
  return readBlocks(documents.open(pageDoc(workspace, page)).ydoc.getXmlFragment(yTypes.blocks));
}

function titleOf({ documents }: TestPages, workspace: WorkspaceId, page: PageId): string {
  return documents.open(pageDoc(workspace, page)).ydoc.getText(yTypes.title).toString();
}

/** Titles of the pages of a workspace that are shown, by id. */
function shown({ documents }: TestPages, workspace: WorkspaceId): Map<PageId, PageEntry> {
  const entries = readPageEntries(documents.open(indexDoc(workspace)).ydoc);
  return new Map([...entries].filter(([, { movedTo }]) => movedTo === undefined));
}

function titles(pages: TestPages, workspace: WorkspaceId): string[] {
  return [...shown(pages, workspace).values()]
    .sort((one, other) => (one.order < other.order ? -1 : 1))
    .map(({ title }) => title);
}

async function comment(
  { documents }: TestPages,
  workspace: WorkspaceId,
  page: PageId,
  text: string,
) {
  await documents.edit(commentsDoc(workspace, page), (ydoc) => {
    ydoc.getMap(yTypes.threads).set('thread', text);
  });
}

function commentOf({ documents }: TestPages, workspace: WorkspaceId, page: PageId): unknown {
  return documents.open(commentsDoc(workspace, page)).ydoc.getMap(yTypes.threads).get('thread');
}

/** A page with a child; each mentions, links to and shows what a copy must follow. */
async function family(pages: TestPages, workspace: WorkspaceId) {
  const parent = await create(pages, workspace, 'Parent');
  const child = await create(pages, workspace, 'Child', parent);
  await write(pages, workspace, parent, [
    { type: 'paragraph', content: [{ mention: { kind: 'page', target: child, label: 'Child' } }] },
    {
      type: 'paragraph',
      content: [
        {
          text: 'there',
          link: pageLink({ workspace, page: child, block: `block-${child.slice(0, 6)}-0` }),
        },
      ],
    },
    { type: 'image', props: { url: `confab-file:${workspace}/${hash}/a.png`, name: 'a.png' } },
  ]);
  await write(pages, workspace, child, [{ type: 'paragraph', content: [{ text: 'words' }] }]);
  return { parent, child };
}

function firstBlock(blocks: readonly Block[]): string {
  return blocks[0]?.id ?? '';
}

describe('a new page', () => {
  test('begins with a template in the person’s language', async () => {
    const pages = await openTestPages({ locale: 'ko' });
    const workspace = await pages.workspace('one');
    const page = await pages.services.pages.create({
      workspace,
      parent: null,
      template: 'meeting',
    });
    expect(shown(pages, workspace).get(page)).toMatchObject({ title: '회의', icon: '🗓️' });
    const texts = [...walkBlocks(blocksOf(pages, workspace, page))];
    expect(texts.some(({ type }) => type === 'checkListItem')).toBe(true);
    expect(JSON.stringify(texts)).toContain('안건');
    const meta = pages.documents.open(pageDoc(workspace, page)).ydoc.getMap(yTypes.meta);
    expect(meta.get('icon')).toBe('🗓️');
  });

  test.each(['meeting', 'project', 'study-plan'] as const)(
    'of %s has the same form in both languages',
    async (template) => {
      const forms = [];
      for (const locale of ['en', 'ko']) {
        const pages = await openTestPages({ locale });
        const workspace = await pages.workspace('one');
        const page = await pages.services.pages.create({ workspace, parent: null, template });
        forms.push(blocksOf(pages, workspace, page).map(({ type }) => type));
      }
      expect(forms[0]).toEqual(forms[1]);
      expect(forms[0]?.length).toBeGreaterThan(5);
    },
  );

  test('is refused before anything is written where the tree may not be changed', async () => {
    const pages = await openTestPages();
    const workspace = await pages.workspace('shared', {
      server: 'server',
      account: 'me',
      role: 'viewer',
    });
    await expect(create(pages, workspace, 'Mine')).rejects.toMatchObject({ code: 'no-permission' });
    expect(pages.stores.store.list(workspace)).toEqual([]);
  });

  test('keeps the title it was given over that of its template', async () => {
    const pages = await openTestPages();
    const workspace = await pages.workspace('one');
    const page = await pages.services.pages.create({
      workspace,
      parent: null,
      title: 'Weekly',
      template: 'meeting',
    });
    expect(titleOf(pages, workspace, page)).toBe('Weekly');
  });
});

describe('orders', () => {
  test('are between their neighbours and differ when made at once', () => {
    const made = new Set<string>();
    for (let round = 0; round < 200; round++) {
      const order = orderBetween('a0', 'a1');
      expect(order > 'a0' && order < 'a1').toBe(true);
      made.add(order);
    }
    expect(made.size).toBeGreaterThan(180);
  });

  test('of another app are passed over', () => {
    expect(orderBetween('?!', null)).toMatch(/^a/);
    expect(orderBetween('a5', 'a5') > 'a5').toBe(true);
  });
});

describe('a duplicate', () => {
  test('is right after the original, with what is below it, under new ids', async () => {
    const pages = await openTestPages();
    const workspace = await pages.workspace('one');
    const { parent, child } = await family(pages, workspace);
    await create(pages, workspace, 'Last');
    const copy = await pages.services.pages.duplicate(workspace, parent, 'Parent 2');
    const roots = [...shown(pages, workspace)]
      .filter(([, entry]) => entry.parent === null)
      .sort(([, one], [, other]) => (one.order < other.order ? -1 : 1))
      .map(([, { title }]) => title);
    expect(roots).toEqual(['Parent', 'Parent 2', 'Last']);
    const [[childCopy] = []] = [...shown(pages, workspace)].filter(
      ([, { parent: at }]) => at === copy,
    );
    expect(childCopy).not.toBe(child);
    expect(titleOf(pages, workspace, copy)).toBe('Parent 2');
    expect(titleOf(pages, workspace, childCopy ?? '')).toBe('Child');
    expect(firstBlock(blocksOf(pages, workspace, copy))).not.toBe(
      firstBlock(blocksOf(pages, workspace, parent)),
    );
  });

  test('mentions and links to the copies, down to the block', async () => {
    const pages = await openTestPages();
    const workspace = await pages.workspace('one');
    const { parent, child } = await family(pages, workspace);
    const copy = await pages.services.pages.duplicate(workspace, parent, 'Copy');
    const childCopy =
      [...shown(pages, workspace)].find(([, entry]) => entry.parent === copy)?.[0] ?? '';
    const [mention, link, image] = blocksOf(pages, workspace, copy);
    expect(mention?.content).toEqual([
      { mention: { kind: 'page', target: childCopy, label: 'Child' } },
    ]);
    const block = firstBlock(blocksOf(pages, workspace, childCopy));
    expect(link?.content).toEqual([
      { text: 'there', link: pageLink({ workspace, page: childCopy, block }) },
    ]);
    expect(image?.props?.['url']).toBe(`confab-file:${workspace}/${hash}/a.png`);
    // The original leads where it led.
    expect(JSON.stringify(blocksOf(pages, workspace, parent))).toContain(child);
  });

  test('leaves out comments and what is in the trash', async () => {
    const pages = await openTestPages();
    const workspace = await pages.workspace('one');
    const { parent, child } = await family(pages, workspace);
    await comment(pages, workspace, parent, 'hello');
    await changeEntries(pages.documents, workspace, new Map([[child, { trashedAt: 1 }]]));
    const copy = await pages.services.pages.duplicate(workspace, parent, 'Copy');
    expect(commentOf(pages, workspace, copy)).toBeUndefined();
    expect([...shown(pages, workspace).values()].filter((entry) => entry.parent === copy)).toEqual(
      [],
    );
  });

  test('keeps blocks that this app does not know', async () => {
    const pages = await openTestPages();
    const workspace = await pages.workspace('one');
    const page = await create(pages, workspace, 'New');
    await pages.documents.edit(pageDoc(workspace, page), (ydoc) => {
      const [group] = ydoc.getXmlFragment(yTypes.blocks).toArray();
      const container = new Y.XmlElement('blockContainer');
      container.setAttribute('id', 'from-the-future');
      container.insert(0, [new Y.XmlElement('hologram')]);
      if (group instanceof Y.XmlElement) group.insert(0, [container]);
    });
    const copy = await pages.services.pages.duplicate(workspace, page, 'Copy');
    const xml = pages.documents.open(pageDoc(workspace, copy)).ydoc.getXmlFragment(yTypes.blocks);
    expect(xml.toString()).toContain('hologram');
    expect(xml.toString()).not.toContain('from-the-future');
  });
});

describe('a move to another workspace', () => {
  test('takes everything along and leaves a forwarding entry', async () => {
    const pages = await openTestPages();
    const from = await pages.workspace('from');
    const to = await pages.workspace('to-there');
    const { parent, child } = await family(pages, from);
    await comment(pages, from, parent, 'hello');
    const place = await create(pages, to, 'Place');
    const copy = await pages.services.pages.move(from, parent, { workspace: to, parent: place });

    expect(titles(pages, from)).toEqual([]);
    expect(readIndex(pages.documents, from).get(parent)?.movedTo).toEqual({
      workspace: to,
      page: copy,
    });
    const there = shown(pages, to);
    expect(there.get(copy)).toMatchObject({ title: 'Parent', parent: place });
    const childCopy = [...there].find(([, entry]) => entry.parent === copy)?.[0] ?? '';
    expect(there.get(childCopy)?.title).toBe('Child');

    const [mention, link, image] = blocksOf(pages, to, copy);
    expect(mention?.content).toMatchObject([{ mention: { target: childCopy } }]);
    const block = `block-${child.slice(0, 6)}-0`;
    expect(link?.content).toEqual([
      { text: 'there', link: pageLink({ workspace: to, page: childCopy, block }) },
    ]);
    expect(image?.props?.['url']).toBe(`confab-file:${to}/${hash}/a.png`);
    expect(pages.copiedFiles).toContain(`${from} ${to} ${hash}`);
    expect(commentOf(pages, to, copy)).toBe('hello');
    expect(pages.documents.open(pageDoc(from, parent)).empty).toBe(true);
    expect(pages.deletions).toContainEqual([from, [parent, child]]);
  });

  test('keeps positions that comments hang at', async () => {
    const pages = await openTestPages();
    const from = await pages.workspace('from');
    const to = await pages.workspace('to-there');
    const page = await create(pages, from, 'Page');
    await write(pages, from, page, [{ type: 'paragraph', content: [{ text: 'some words' }] }]);
    const before = pages.documents.open(pageDoc(from, page)).ydoc;
    const [text] = before
      .getXmlFragment(yTypes.blocks)
      .createTreeWalker((node) => node instanceof Y.XmlText);
    if (!(text instanceof Y.XmlText)) throw new Error('no text');
    const position = Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, 5));
    const copy = await pages.services.pages.move(from, page, { workspace: to, parent: null });
    const after = pages.documents.open(pageDoc(to, copy)).ydoc;
    const found = Y.createAbsolutePositionFromRelativePosition(
      Y.decodeRelativePosition(position),
      after,
    );
    expect(found?.index).toBe(5);
  });

  test('is refused before anything is done without rights on either side', async () => {
    const pages = await openTestPages();
    const from = await pages.workspace('from');
    const to = await pages.workspace('shared', { server: 's', account: 'me', role: 'viewer' });
    const page = await create(pages, from, 'Page');
    const move = pages.services.pages.move(from, page, { workspace: to, parent: null });
    await expect(move).rejects.toMatchObject({ code: 'no-permission' });
    expect(titles(pages, from)).toEqual(['Page']);
  });

  test('is refused while a file cannot be brought along', async () => {
    const pages = await openTestPages({
      files: {
        copy: () => Promise.reject(new Error('no file today')),
        fetch: () => Promise.reject(new Error('no file today')),
      },
    });
    const from = await pages.workspace('from');
    const to = await pages.workspace('to-there');
    const { parent } = await family(pages, from);
    const move = pages.services.pages.move(from, parent, { workspace: to, parent: null });
    await expect(move).rejects.toThrow('no file today');
    expect(titles(pages, from).sort()).toEqual(['Child', 'Parent']);
    expect(titles(pages, to)).toEqual([]);
    expect(new PageTasks(pages.database).list()).toEqual([]);
  });

  /** The hub dies at the n-th commit of a move; the next one takes it up. */
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'killed at write %i neither loses nor doubles a page',
    async (at) => {
      const first = await openTestPages();
      const from = await first.workspace('from');
      const to = await first.workspace('to-there');
      const { parent } = await family(first, from);
      await comment(first, from, parent, 'hello');
      let writes = 0;
      const edit = first.documents.edit.bind(first.documents);
      const { promise: killed, resolve: kill } = Promise.withResolvers<void>();
      first.documents.edit = (...edited) => {
        writes++;
        if (writes < at) return edit(...edited);
        kill();
        return new Promise(() => undefined);
      };
      const done = first.services.pages.move(from, parent, { workspace: to, parent: null });
      await Promise.race([killed, done]);
      first.close();

      const again = await openTestPages({ folder: first.folder });
      const present = [...titles(again, from), ...titles(again, to)].sort();
      expect(present).toEqual(['Child', 'Parent']);
      expect(new PageTasks(again.database).list()).toEqual([]);
      const [[copy = ''] = []] = [...shown(again, to)].filter(([, entry]) => entry.parent === null);
      expect(titleOf(again, to, copy)).toBe('Parent');
      expect(commentOf(again, to, copy)).toBe('hello');
      expect(blocksOf(again, to, copy)).toHaveLength(3);
    },
  );

  test('takes history and favourites along', async () => {
    const pages = await openTestPages();
    const from = await pages.workspace('from');
    const to = await pages.workspace('to-there');
    const page = await create(pages, from, 'Page');
    pages.services.personal.setFavourite(from, page, true);
    await pages.services.versions.keep(from, page, 'first');
    const copy = await pages.services.pages.move(from, page, { workspace: to, parent: null });
    expect(pages.services.personal.get(to).favourites).toEqual([copy]);
    expect(pages.services.personal.get(from).favourites).toEqual([]);
    expect(await pages.services.versions.list(to, copy)).toMatchObject([{ name: 'first' }]);
  });
});

describe('deleting for good', () => {
  test('takes what is below along, its documents and what is known of it', async () => {
    const pages = await openTestPages();
    const workspace = await pages.workspace('one');
    const { parent, child } = await family(pages, workspace);
    const other = await create(pages, workspace, 'Other');
    await comment(pages, workspace, child, 'hello');
    pages.services.personal.visited(workspace, child);
    await pages.services.versions.keep(workspace, child, null);
    await pages.services.pages.delete(workspace, [parent]);
    expect(titles(pages, workspace)).toEqual(['Other']);
    expect(pages.stores.store.list(workspace)).toEqual(
      [indexDoc(workspace), pageDoc(workspace, other)].sort(),
    );
    expect(pages.deletions).toEqual([[workspace, [parent, child]]]);
    expect(pages.services.personal.get(workspace).recent).toEqual([]);
    expect(await pages.services.versions.list(workspace, child)).toEqual([]);
  });

  test('goes on after a crash', async () => {
    const first = await openTestPages();
    const workspace = await first.workspace('one');
    const page = await create(first, workspace, 'Page');
    const { promise: killed, resolve: kill } = Promise.withResolvers<void>();
    first.documents.edit = () => {
      kill();
      return new Promise(() => undefined);
    };
    void first.services.pages.delete(workspace, [page]);
    await killed;
    first.close();
    const again = await openTestPages({ folder: first.folder });
    expect(titles(again, workspace)).toEqual([]);
    expect(again.stores.store.list(workspace)).toEqual([indexDoc(workspace)]);
  });
});

describe('a saved copy', () => {
  test('of a page that may only be read is a page of one’s own', async () => {
    const pages = await openTestPages();
    const shared = await pages.workspace('shared');
    await writePage(pages.documents, 'a-page-of-theirs', {
      workspace: shared,
      title: 'Theirs',
      kind: 'page',
      icon: '🌱',
      blocks: [{ type: 'paragraph', content: [{ text: 'words' }] }],
    });
    await pages.workspace('shared', { server: 's', account: 'me', role: 'viewer' });
    const copy = await pages.services.pages.saveCopy(shared, 'a-page-of-theirs');
    expect(copy.workspace).toBe('workspace-local');
    expect(shown(pages, copy.workspace).get(copy.page)).toMatchObject({
      title: 'Theirs (copy)',
      icon: '🌱',
    });
    expect(blocksOf(pages, copy.workspace, copy.page)[0]?.content).toEqual([{ text: 'words' }]);
    await pages.documents.edit(pageDoc(copy.workspace, copy.page), (ydoc) => {
      ydoc.getText(yTypes.title).insert(0, 'My ');
    });
  });
});
