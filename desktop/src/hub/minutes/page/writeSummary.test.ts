import { blockText, readBlocks, writeBlocks, yTypes } from '@confab/shared-types';
import type { Block, MinutesSummary, PageSummary } from '@confab/shared-types';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { minutesBlocks } from './minutesBlocks.ts';
import {
  isUntouched,
  readPageSummary,
  tidySummaries,
  wantsSummary,
  writeSummary,
} from './writeSummary.ts';

function page(...texts: string[]): Y.Doc {
  const ydoc = new Y.Doc();
  let next = 0;
  writeBlocks(
    ydoc.getXmlFragment(yTypes.blocks),
    texts.map((text): Block => ({ type: 'paragraph', content: [{ text }] })),
    () => `own-block-${next++}`,
  );
  return ydoc;
}

function summary(set: string): PageSummary {
  return {
    set,
    at: 1,
    by: 'person-anna',
    method: 'extractive',
    template: 'meeting',
    lines: 3,
    blocks: 4,
  };
}

const line = (utterance: string, at: number) => ({
  utterance,
  writer: 'account-anna',
  speaker: 'account-anna',
  name: 'Anna',
  text: '',
  language: 'en',
  startedAt: at,
  endedAt: at,
  marks: [],
});

function blocks(minutes: Partial<MinutesSummary>) {
  const empty = { summary: [], decisions: [], actions: [], questions: [] };
  return minutesBlocks({
    summary: { ...empty, ...minutes },
    method: 'extractive',
    language: 'en',
    transcript: {
      call: { startedAt: 0, endedAt: 100_000 },
      people: [{ account: 'account-anna', person: 'person-anna', name: 'Anna', joinedAt: 0 }],
      lines: [line('u1', 5_000), line('u2', 65_000), line('a.b.c/16000', 3_700_000)],
      notes: [{ id: 'note-one-x', text: 'Look at this', by: 'account-anna', at: 66_000 }],
    },
  });
}

const point = (text: string, ...utterances: string[]) => ({ text, utterances });
const action = (text: string, utterance: string) => ({
  text,
  utterances: [utterance],
  owner: 'account-anna',
  due: '2026-12-03',
});

function texts(ydoc: Y.Doc): string[] {
  return readBlocks(ydoc.getXmlFragment(yTypes.blocks)).map((block) => {
    const ticked = block.props?.['checked'] === true ? '[x] ' : '';
    return `${block.type === 'heading' ? '# ' : ticked}${blockText(block)}`;
  });
}

/** The node of a block at the top of a page. */
function container(ydoc: Y.Doc, index: number): Y.XmlElement {
  const group = ydoc.getXmlFragment(yTypes.blocks).get(0);
  const node = group instanceof Y.XmlElement ? group.get(index) : null;
  if (!(node instanceof Y.XmlElement)) throw new Error(`no block ${index}`);
  return node;
}

function ydocGroup(ydoc: Y.Doc): Y.XmlElement {
  const group = ydoc.getXmlFragment(yTypes.blocks).get(0);
  if (!(group instanceof Y.XmlElement)) throw new Error('no group');
  return group;
}

function contentOf(ydoc: Y.Doc, index: number): Y.XmlElement {
  const content = container(ydoc, index).get(0);
  if (!(content instanceof Y.XmlElement)) throw new Error('no content');
  return content;
}

function tick(ydoc: Y.Doc, index: number): void {
  (contentOf(ydoc, index) as unknown as Y.XmlElement<Record<string, boolean>>).setAttribute(
    'checked',
    true,
  );
}

describe('a summary', () => {
  test('stands above what people wrote, part by part, each point with its lines', () => {
    const ydoc = page('Mine');
    writeSummary(
      ydoc,
      summary('aaaaaaaaaa'),
      blocks({
        summary: [point('It went well.', 'u1')],
        decisions: [point('We ship.', 'u1', 'u2')],
        actions: [action('Send it.', 'a.b.c/16000')],
      }),
    );
    expect(texts(ydoc)).toEqual([
      '# Summary',
      'It went well. 0:05',
      '# Decisions',
      'We ship. 0:05 1:05',
      '# Actions',
      'Anna Send it. Thu, Dec 3 1:01:40',
      '# Notes',
      'Anna: Look at this 1:05',
      'Mine',
    ]);
    const [, , , , , toDo] = readBlocks(ydoc.getXmlFragment(yTypes.blocks));
    expect(toDo?.type).toBe('checkListItem');
    expect(toDo?.content).toContainEqual({
      mention: { kind: 'person', target: 'person-anna', label: 'Anna' },
    });
    expect(toDo?.content).toContainEqual({
      text: '1:01:40',
      link: 'confab://utterance/a.b.c%2F16000',
    });
    expect(readPageSummary(ydoc)?.set).toBe('aaaaaaaaaa');
  });

  test('goes into a page that has no block yet', () => {
    const ydoc = new Y.Doc();
    writeSummary(ydoc, summary('aaaaaaaaaa'), blocks({ decisions: [point('We ship.', 'u1')] }));
    expect(texts(ydoc)[0]).toBe('# Decisions');
  });

  test('written anew takes the place of the one before; what people changed stays', () => {
    const ydoc = page('Mine');
    const first = {
      summary: [point('Old.', 'u1')],
      actions: [action('Send it.', 'u1'), action('Call them.', 'u2')],
    };
    writeSummary(ydoc, summary('aaaaaaaaaa'), blocks(first));
    tick(ydoc, 3);
    writeSummary(
      ydoc,
      summary('bbbbbbbbbb'),
      blocks({
        summary: [point('New.', 'u2')],
        actions: [action('Send it today.', 'u1'), action('Call them all.', 'u2')],
      }),
    );
    expect(texts(ydoc)).toEqual([
      '# Summary',
      'New. 1:05',
      '# Actions',
      'Anna Call them all. Thu, Dec 3 1:05',
      '[x] Anna Send it. Thu, Dec 3 0:05',
      '# Notes',
      'Anna: Look at this 1:05',
      'Mine',
    ]);
  });

  test('is untouched until somebody changes or removes a block of it', () => {
    const minutes = blocks({ decisions: [point('We ship.', 'u1')] });
    const [written, ticked, removed] = [page('Mine'), page('Mine'), page('Mine')];
    for (const ydoc of [written, ticked, removed]) {
      writeSummary(ydoc, { ...summary('aaaaaaaaaa'), blocks: minutes.length }, minutes);
    }
    contentOf(ticked, 1).insert(0, [new Y.XmlText('Maybe')]);
    ydocGroup(removed).delete(1, 1);
    expect([written, ticked, removed].map(isUntouched)).toEqual([true, false, false]);
    expect(isUntouched(page('Mine'))).toBe(false);
  });

  test('is wanted where there is none, or ours of fewer lines that no model wrote', () => {
    const minutes = blocks({ decisions: [point('We ship.', 'u1')] });
    const written = (change: Partial<PageSummary>): Y.Doc => {
      const ydoc = page('Mine');
      const meta = { ...summary('aaaaaaaaaa'), blocks: minutes.length, ...change };
      writeSummary(ydoc, meta, minutes);
      return ydoc;
    };
    const anna = 'person-anna';
    expect(wantsSummary(page('Mine'), 1, anna)).toBe(true);
    expect(wantsSummary(page('Mine'), 0, anna)).toBe(false);
    expect(wantsSummary(written({}), 4, anna)).toBe(true);
    expect(wantsSummary(written({}), 3, anna)).toBe(false);
    expect(wantsSummary(written({}), 4, 'person-ben')).toBe(false);
    expect(wantsSummary(written({ method: 'endpoint' }), 4, anna)).toBe(false);
  });

  test('stays where somebody moved it to, below what they wrote above', () => {
    const ydoc = page('Mine');
    writeSummary(ydoc, summary('aaaaaaaaaa'), blocks({ decisions: [point('We ship.', 'u1')] }));
    const above = page('Above');
    ydocGroup(ydoc).insert(0, [container(above, 0).clone()]);
    writeSummary(ydoc, summary('bbbbbbbbbb'), blocks({ decisions: [point('We wait.', 'u1')] }));
    expect(texts(ydoc).slice(0, 3)).toEqual(['Above', '# Decisions', 'We wait. 0:05']);
    expect(texts(ydoc).at(-1)).toBe('Mine');
  });
});

describe('two summaries written without knowing of each other', () => {
  function merged(): readonly [Y.Doc, Y.Doc] {
    const [one, other] = [page('Mine'), new Y.Doc()];
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
    writeSummary(one, summary('aaaaaaaaaa'), blocks({ decisions: [point('From one.', 'u1')] }));
    writeSummary(other, summary('bbbbbbbbbb'), blocks({ decisions: [point('From other.', 'u1')] }));
    exchange(one, other);
    return [one, other];
  }

  function exchange(one: Y.Doc, other: Y.Doc): void {
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
  }

  test('become one, the same on every copy, also when both are tidied at once', () => {
    for (let round = 0; round < 20; round++) {
      const [one, other] = merged();
      expect([tidySummaries(one, true), tidySummaries(other, true)]).toEqual([true, true]);
      exchange(one, other);
      expect(texts(one)).toEqual(texts(other));
      expect(texts(one).filter((text) => text.startsWith('From'))).toHaveLength(1);
      expect(texts(one).filter((text) => text === '# Decisions')).toHaveLength(1);
      expect(texts(one).at(-1)).toBe('Mine');
      expect(tidySummaries(one, false)).toBe(false);
    }
  });

  test('lose nothing that somebody changed', () => {
    const [one, other] = merged();
    const loser = readPageSummary(one)?.set === 'aaaaaaaaaa' ? 'From other.' : 'From one.';
    const at = texts(one).findIndex((text) => text.startsWith(loser));
    const text = contentOf(one, at).get(0);
    if (!(text instanceof Y.XmlText)) throw new Error('no text');
    text.insert(0, 'Really. ');
    tidySummaries(one, true);
    exchange(one, other);
    tidySummaries(other, true);
    expect(texts(one)).toContain(`Really. ${loser} 0:05`);
    expect(texts(one).filter((each) => each.includes('From'))).toHaveLength(2);
  });

  test('one that was brought back from the history stays', () => {
    const ydoc = page('Mine');
    writeSummary(ydoc, summary('aaaaaaaaaa'), blocks({ decisions: [point('We ship.', 'u1')] }));
    ydoc.getMap(yTypes.meta).set('summary', summary('bbbbbbbbbb'));
    expect(tidySummaries(ydoc, true)).toBe(false);
    expect(texts(ydoc)).toContain('We ship. 0:05');
  });
});
