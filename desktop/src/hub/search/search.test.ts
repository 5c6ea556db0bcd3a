import { transcriptTypes, writeBlocks, yTypes } from '@confab/shared-types';
import type { Block, PageId, SearchHit, WorkspaceId } from '@confab/shared-types';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { commentsDoc, docKey, pageDoc } from '../documents/docNames.ts';
import { SimulatedClock } from '../fuzz/SimulatedClock.ts';
import { changeEntries, removeEntries } from '../pages/pageIndex.ts';
import { openTestPages } from '../testing/openTestPages.ts';
import type { TestPages, TestPagesOptions } from '../testing/openTestPages.ts';

interface Searching extends TestPages {
  readonly clock: SimulatedClock;
  readonly workspaceId: WorkspaceId;
}

async function open(options: TestPagesOptions = {}): Promise<Searching> {
  const clock = new SimulatedClock();
  const pages = await openTestPages({ clock, ...options });
  return { ...pages, clock, workspaceId: await pages.workspace('one') };
}

async function add(
  { services, documents, workspaceId }: Searching,
  title: string,
  texts: readonly string[] = [],
  more: { readonly parent?: PageId; readonly blocks?: readonly Block[] } = {},
): Promise<PageId> {
  const { parent = null, blocks = [] } = more;
  const page = await services.pages.create({ workspace: workspaceId, parent, title });
  const paragraphs = texts.map((text): Block => ({ type: 'paragraph', content: [{ text }] }));
  await documents.edit(pageDoc(workspaceId, page), (ydoc) => {
    const fragment = ydoc.getXmlFragment(yTypes.blocks);
    fragment.delete(0, fragment.length);
    let next = 0;
    writeBlocks(fragment, [...paragraphs, ...blocks], () => `block-${next++}`);
  });
  return page;
}

function find(pages: Searching, query: string, limit?: number): SearchHit[] {
  // Long enough for every pause in typing to be over.
  pages.clock.advance(20_000);
  return pages.services.search.query({ query, workspace: null, limit }).hits;
}

/** What is marked in a hit. */
function marked(hit: SearchHit | undefined): string[] {
  if (hit === undefined) return [];
  const text = hit.kind === 'page' ? hit.pageTitle : hit.kind === 'file' ? hit.name : hit.excerpt;
  return hit.ranges.map(([start, end]) => text.slice(start, end));
}

describe('what is found', () => {
  test.each([
    ['prefix of a word', 'The budget of next year', 'budg', 'budg'],
    ['middle of a word', 'The budget of next year', 'udge', 'udge'],
    ['two letters that begin a word', 'The budget of next year', 'ye', 'ye'],
    ['other case', 'the BUDGET', 'Budget', 'BUDGET'],
    ['without diacritics', 'Café Zürich', 'cafe zurich', 'Café'],
    ['with diacritics', 'Cafe', 'café', 'Cafe'],
    ['decomposed text', 'Cafe\u0301 here'.normalize('NFD'), 'café', 'Cafe\u0301'],
    ['wide letters', 'ＡＢＣ company', 'abc', 'ＡＢＣ'],
    ['letters that are several', 'An e\ufb03cient way', 'fic', '\ufb03c'],
    ['letters in another order of marks', 'vie\u0323\u0302t nam', 'việt', 'vie\u0323\u0302t'],
    ['two Korean syllables', '다음 회의록을 정리합니다', '회의', '회의'],
    ['Korean in the middle of a word', '다음 회의록을 정리합니다', '의록', '의록'],
    ['one Korean syllable that begins a word', '다음 회의록을 정리합니다', '회', '회'],
    ['Korean that is still being composed', '다음 회의록을 정리합니다', '회ㅇ', '회'],
    ['decomposed Korean', '회의록을'.normalize('NFD'), '회의', '회의'.normalize('NFD')],
    ['a word of two writings', 'Confab에서 말하기', 'fab에서', 'fab에서'],
    ['Chinese', '今天的会议记录', '会议', '会议'],
    ['a number', 'Room 4711 is open', '471', '471'],
    ['behind an emoji', '🎉🎉 launch party', 'party', 'party'],
  ])('%s', async (_what, text, query, found) => {
    const pages = await open();
    await add(pages, 'Page', ['Something else', text]);
    const [hit, ...others] = find(pages, query);
    expect(hit).toMatchObject({ kind: 'block', block: 'block-1', pageTitle: 'Page' });
    expect(marked(hit)).toContain(found);
    expect(others).toEqual([]);
  });

  test('needs every word, in any order', async () => {
    const pages = await open();
    await add(pages, 'Page', ['red apples and green pears', 'red pears']);
    expect(find(pages, 'pears red apples').map((hit) => hit.kind === 'block' && hit.block)).toEqual(
      ['block-0'],
    );
  });

  test.each(['', '   ', '?!', '🎉'])('nothing for %j', async (query) => {
    const pages = await open();
    await add(pages, 'Page 🎉', ['words']);
    expect(find(pages, query)).toEqual([]);
  });

  test('tables, code, mentions, captions', async () => {
    const pages = await open();
    await add(pages, 'Page', [], {
      blocks: [
        { type: 'table', rows: [[{ content: [{ text: 'cellular' }] }]] },
        { type: 'codeBlock', content: [{ text: 'const answer = 42' }] },
        {
          type: 'paragraph',
          content: [{ mention: { kind: 'person', target: 'person-id', label: 'Ada Lovelace' } }],
        },
        { type: 'image', props: { url: 'https://example.org/a.png', caption: 'sunset' } },
      ],
    });
    const blocks = ['cellular', 'answer', 'lovelace', 'sunset'].map((query) => {
      const [hit] = find(pages, query);
      return hit?.kind === 'block' ? hit.block : null;
    });
    expect(blocks).toEqual(['block-0', 'block-1', 'block-2', 'block-3']);
  });

  test('attachments by their names', async () => {
    const pages = await open();
    const hash = 'b'.repeat(64);
    const url = `confab-file:${pages.workspaceId}/${hash}/x`;
    await add(pages, 'Page', [], {
      blocks: [{ type: 'file', props: { url, name: '결산보고서 2026.pdf' } }],
    });
    expect(find(pages, '보고')).toMatchObject([
      { kind: 'file', hash, name: '결산보고서 2026.pdf' },
    ]);
  });

  test('comments, but deleted ones', async () => {
    const pages = await open();
    const page = await add(pages, 'Page');
    await pages.documents.edit(commentsDoc(pages.workspaceId, page), (ydoc) => {
      const comment = (id: string, body: string, deletedAt: number | null) =>
        new Y.Map<unknown>(
          Object.entries({
            ...{ id, body, deletedAt, author: 'person-id', authorName: 'Ada', createdAt: 1 },
            editedAt: null,
            mentions: [{ kind: 'person', target: 'person-id', label: 'Grace' }],
          }),
        );
      const thread = new Y.Map<unknown>(
        Object.entries({
          id: 'thread-one',
          anchor: null,
          createdAt: 1,
          resolvedAt: null,
          resolvedBy: null,
        }),
      );
      const comments = new Y.Map<unknown>();
      comments.set('comment-one', comment('comment-one', 'Is this right, @[0]?', null));
      comments.set('comment-two', comment('comment-two', 'Never mind', 2));
      thread.set('comments', comments);
      ydoc.getMap(yTypes.threads).set('thread-one', thread);
    });
    expect(find(pages, 'grace')).toMatchObject([
      { kind: 'comment', thread: 'thread-one', excerpt: 'Is this right, @Grace?' },
    ]);
    expect(find(pages, 'never')).toEqual([]);
  });
});

describe('what was said', () => {
  const call = 'call-one-1';
  const line = (id: string, text: string) => ({
    ...{ id, text, language: 'en', startedAt: 1, endedAt: 2 },
  });

  async function minutes(pages: Searching): Promise<PageId> {
    const page = await add(pages, 'Weekly', ['Notes of ours']);
    await pages.documents.edit(pageDoc(pages.workspaceId, page), (ydoc) => {
      ydoc.getMap(yTypes.meta).set('call', call);
    });
    return page;
  }

  const say = (pages: Searching, ...lines: readonly ReturnType<typeof line>[]): Promise<void> =>
    pages.documents.edit(docKey(pages.workspaceId, `speech/${call}/account-anna`), (ydoc) => {
      ydoc.getArray(yTypes.lines).push([...lines]);
    });

  test('is found as the line of its minutes, also what comes while the call runs', async () => {
    const pages = await open();
    await say(pages, line('u1', 'The budget is too small'));
    const page = await minutes(pages);
    expect(find(pages, 'budget')).toMatchObject([
      { kind: 'transcript', page, call, utterance: 'u1', pageTitle: 'Weekly' },
    ]);
    await say(pages, line('u2', '예산이 부족합니다'));
    expect(find(pages, '예산')).toMatchObject([{ kind: 'transcript', utterance: 'u2' }]);
  });

  test('is found as it was corrected, and not when it was taken back', async () => {
    const pages = await open();
    await minutes(pages);
    await say(pages, line('u1', 'The bucket is small'), line('u2', 'A secret'));
    await pages.documents.edit(docKey(pages.workspaceId, `call/${call}`), (ydoc) => {
      const correction = { text: 'The budget is small', by: 'account-ben', at: 3 };
      ydoc.getMap(transcriptTypes.corrections).set('u1', correction);
    });
    await pages.documents.edit(
      docKey(pages.workspaceId, `speech/${call}/account-anna`),
      (ydoc) => void ydoc.getMap(transcriptTypes.removed).set('u2', 4),
    );
    expect(find(pages, 'budget')).toHaveLength(1);
    expect(find(pages, 'bucket')).toEqual([]);
    expect(find(pages, 'secret')).toEqual([]);
  });
});

describe('the order', () => {
  test('is: title, its beginning, its words, parts of them, blocks', async () => {
    const pages = await open();
    await add(pages, 'Nothing', ['a plan in a block']);
    await add(pages, 'Explanation');
    await add(pages, 'The plan');
    await add(pages, 'Plan B');
    await add(pages, 'Plan');
    const hits = find(pages, 'plan').map((hit) => (hit.kind === 'page' ? hit.pageTitle : hit.kind));
    expect(hits).toEqual(['Plan', 'Plan B', 'The plan', 'Explanation', 'block']);
  });

  test('puts what was edited last before its like', async () => {
    const pages = await open();
    for (const title of ['Plan one', 'Plan two', 'Plan three']) {
      await add(pages, title, ['agenda']);
      pages.clock.advance(20_000);
    }
    const titles = (query: string) => find(pages, query).map(({ pageTitle }) => pageTitle);
    expect(titles('plan')).toEqual(['Plan three', 'Plan two', 'Plan one']);
    expect(titles('agenda')).toEqual(['Plan three', 'Plan two', 'Plan one']);
  });

  test('lets no page fill the list, nor titles hide all blocks', async () => {
    const pages = await open();
    for (let page = 0; page < 12; page++) await add(pages, `Plan ${page}`);
    await add(
      pages,
      'Other',
      Array.from({ length: 20 }, (_, at) => `plan ${at}`),
    );
    const kinds = find(pages, 'plan', 9).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'page')).toHaveLength(6);
    expect(kinds.filter((kind) => kind === 'block')).toHaveLength(3);
  });

  test('names the pages above', async () => {
    const pages = await open();
    const top = await add(pages, 'Top');
    const middle = await add(pages, 'Middle', [], { parent: top });
    await add(pages, 'Leaf', ['needle'], { parent: middle });
    expect(find(pages, 'needle')).toMatchObject([{ path: ['Top', 'Middle'], pageTitle: 'Leaf' }]);
  });
});

test('a long block is shown around the find', async () => {
  const pages = await open();
  await add(pages, 'Page', [
    `${'so many words '.repeat(50)}needle ${'and more words '.repeat(50)}`,
  ]);
  const [hit] = find(pages, 'needle');
  expect(hit?.kind === 'block' && hit.excerpt.length).toBeLessThanOrEqual(160);
  expect(marked(hit)).toEqual(['needle']);
});

describe('what is not found', () => {
  test('the trash, with what is below; it is found again when it is back', async () => {
    const pages = await open();
    const top = await add(pages, 'Plan');
    await add(pages, 'Below', ['plan'], { parent: top });
    const trash = (trashedAt: number | null) =>
      changeEntries(pages.documents, pages.workspaceId, new Map([[top, { trashedAt }]]));
    await trash(1);
    expect(find(pages, 'plan')).toEqual([]);
    await trash(null);
    expect(find(pages, 'plan')).toHaveLength(2);
  });

  test('what was deleted, by itself or from another device', async () => {
    const pages = await open();
    const one = await add(pages, 'Plan one', ['plan']);
    const two = await add(pages, 'Plan two', ['plan']);
    expect(find(pages, 'plan')).toHaveLength(4);
    await pages.services.pages.delete(pages.workspaceId, [one]);
    await removeEntries(pages.documents, pages.workspaceId, [two]);
    expect(find(pages, 'plan')).toEqual([]);
  });

  test('text that is no longer there', async () => {
    const pages = await open();
    const page = await add(pages, 'Page', ['before']);
    expect(find(pages, 'before')).toHaveLength(1);
    await pages.documents.edit(pageDoc(pages.workspaceId, page), (ydoc) => {
      ydoc.getXmlFragment(yTypes.blocks).delete(0, 1);
    });
    expect(find(pages, 'before')).toEqual([]);
  });

  test('other workspaces when one is asked for', async () => {
    const pages = await open();
    await add(pages, 'Plan', ['plan']);
    const other = await pages.workspace('other');
    pages.clock.advance(20_000);
    const { search } = pages.services;
    expect(search.query({ query: 'plan', workspace: other }).hits).toEqual([]);
    expect(search.query({ query: 'plan', workspace: pages.workspaceId }).hits).toHaveLength(2);
  });

  test('a workspace that was removed from this device', async () => {
    const pages = await open();
    await add(pages, 'Plan', ['plan']);
    expect(find(pages, 'plan')).toHaveLength(2);
    pages.stores.workspaceStore.delete(pages.workspaceId);
    await pages.workspace('other');
    expect(find(pages, 'plan')).toEqual([]);
    const { rows } = pages.database.prepare('SELECT count(*) AS rows FROM search_texts').get() as {
      rows: number;
    };
    expect(rows).toBe(0);
  });
});

test('single pages shared by others are found by their own titles', async () => {
  const pages = await open();
  const page = await add(pages, 'Plan of theirs', ['needle']);
  await removeEntries(pages.documents, pages.workspaceId, [page]);
  await pages.workspace('one', { server: 's', account: 'me', role: 'viewer', guest: true });
  expect(find(pages, 'plan')).toMatchObject([{ kind: 'page', page, path: [] }]);
  expect(find(pages, 'needle')).toMatchObject([
    { kind: 'block', page, pageTitle: 'Plan of theirs' },
  ]);
});

describe('the index', () => {
  test('goes on after a restart where it was, and says what is missing', async () => {
    const first = await open();
    for (let page = 0; page < 5; page++) await add(first, `Page ${page}`, ['needle']);
    expect(first.services.search.query({ query: 'needle', workspace: null })).toEqual({
      hits: [],
      pending: 5,
    });
    first.close();
    const clock = new SimulatedClock();
    const again = await openTestPages({ folder: first.folder, clock });
    const ask = () => again.services.search.query({ query: 'needle', workspace: null });
    expect(ask().pending).toBe(5);
    clock.advance(60_000);
    expect(ask().pending).toBe(0);
    expect(ask().hits).toHaveLength(5);
  });

  test('notices edits that it was not told of', async () => {
    const first = await open();
    const page = await add(first, 'Page', ['before']);
    expect(find(first, 'before')).toHaveLength(1);
    await first.documents.edit(pageDoc(first.workspaceId, page), (ydoc) => {
      const [text] = ydoc
        .getXmlFragment(yTypes.blocks)
        .createTreeWalker((node) => node instanceof Y.XmlText);
      if (text instanceof Y.XmlText) text.insert(0, 'after ');
    });
    first.close();
    const clock = new SimulatedClock();
    const again = await openTestPages({ folder: first.folder, clock });
    clock.advance(60_000);
    expect(again.services.search.query({ query: 'after', workspace: null }).hits).toHaveLength(1);
  });

  test.each([
    ['of another version', "UPDATE settings SET value = '0' WHERE name = 'search.version'"],
    [
      'that lost its terms',
      "UPDATE settings SET value = '0' WHERE name = 'search.version'; DELETE FROM search_terms_data",
    ],
  ])('%s is made anew', async (_what, damage) => {
    const first = await open();
    await add(first, 'Page', ['needle']);
    expect(find(first, 'needle')).toHaveLength(1);
    first.database.unsafeMode(true).exec(damage);
    first.close();
    const clock = new SimulatedClock();
    const again = await openTestPages({ folder: first.folder, clock });
    clock.advance(60_000);
    expect(again.services.search.query({ query: 'needle', workspace: null }).hits).toHaveLength(1);
  });

  test('that turns out damaged is made anew while it runs', async () => {
    const logged: string[] = [];
    const pages = await open({ log: (message) => logged.push(message) });
    await add(pages, 'Page', ['needle']);
    expect(find(pages, 'needle')).toHaveLength(1);
    pages.database.unsafeMode(true).exec("UPDATE search_terms_data SET block = x'00ff00ff'");
    expect(find(pages, 'needle')).toEqual([]);
    expect(find(pages, 'needle')).toHaveLength(1);
    expect(logged).toEqual(['the search index could not be used']);
  });

  test('does not take documents out of memory that somebody works with', async () => {
    const pages = await open();
    const page = await add(pages, 'Page', ['needle']);
    const doc = pageDoc(pages.workspaceId, page);
    const live = pages.documents.open(doc);
    expect(find(pages, 'needle')).toHaveLength(1);
    expect(pages.documents.peek(doc)).toBe(live);
  });
});
