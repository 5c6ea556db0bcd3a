import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { randomBlocks } from '../testing/randomBlocks.ts';
import { seededRandom } from '../testing/seededRandom.ts';
import type { Block } from './Block.ts';
import { readBlocks } from './readBlocks.ts';
import { writeBlocks } from './writeBlocks.ts';

function written(blocks: readonly Block[]): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment('blocks');
  writeBlocks(fragment, blocks, () => 'made');
  return fragment;
}

test.each(Array.from({ length: 40 }, (_, seed) => [seed]))(
  'blocks that are written are read again, seed %i',
  (seed) => {
    const blocks = randomBlocks(seededRandom(seed));
    expect(readBlocks(written(blocks))).toEqual(blocks);
  },
);

test('an empty page gets its first paragraph', () => {
  expect(readBlocks(written([]))).toEqual([{ type: 'paragraph', id: 'made' }]);
});

test('lines of a cell, spans and header cells', () => {
  const rows = [
    [{ content: [{ text: 'wide\nhigh' }], header: true, colspan: 2, rowspan: 3 }],
    [{ content: [{ text: 'a', styles: ['bold' as const] }] }, { content: [] }],
  ];
  expect(readBlocks(written([{ type: 'table', rows }]))).toMatchObject([{ type: 'table', rows }]);
});

describe('what no editor of ours wrote', () => {
  function page(fill: (group: Y.XmlElement) => void): Block[] {
    const fragment = new Y.Doc().getXmlFragment('blocks');
    const group = new Y.XmlElement('blockGroup');
    fragment.insert(0, [group]);
    fill(group);
    return readBlocks(fragment);
  }

  function container(content: Y.XmlElement | Y.XmlText): Y.XmlElement {
    const made = new Y.XmlElement('blockContainer');
    made.insert(0, [content]);
    return made;
  }

  test('a block of an unknown type is a paragraph of its text', () => {
    const blocks = page((group) => {
      const hologram = new Y.XmlElement('hologram');
      hologram.insert(0, [new Y.XmlText('deep'), new Y.XmlElement('inner')]);
      group.insert(0, [container(hologram)]);
    });
    expect(blocks).toEqual([{ type: 'paragraph', content: [{ text: 'deep' }] }]);
  });

  test('an unknown node within a line is its text', () => {
    const blocks = page((group) => {
      const paragraph = new Y.XmlElement('paragraph');
      const star = new Y.XmlElement('star');
      star.insert(0, [new Y.XmlText('star')]);
      paragraph.insert(0, [new Y.XmlText('a '), star]);
      group.insert(0, [container(paragraph)]);
    });
    expect(blocks).toEqual([{ type: 'paragraph', content: [{ text: 'a star' }] }]);
  });

  test('overlapping marks lose the hash behind their names', () => {
    const blocks = page((group) => {
      const paragraph = new Y.XmlElement('paragraph');
      const text = new Y.XmlText();
      text.insert(0, 'linked', { 'link--aB3+/=xy': { href: 'https://a.org' }, bold: null });
      paragraph.insert(0, [text]);
      group.insert(0, [container(paragraph)]);
    });
    expect(blocks[0]?.content).toEqual([{ text: 'linked', link: 'https://a.org' }]);
  });

  test.each<[string, Record<string, string>]>([
    ['no target', { kind: 'page', label: 'Ann' }],
    ['an impossible target', { kind: 'page', target: '../../x', label: 'Ann' }],
    ['an unknown kind', { kind: 'planet', target: 'page0000000', label: 'Ann' }],
    ['no date', { kind: 'date', target: 'soon', label: 'Ann' }],
  ])('a mention of %s is its label', (_what, attributes) => {
    const blocks = page((group) => {
      const paragraph = new Y.XmlElement('paragraph');
      const mention = new Y.XmlElement('mention');
      for (const [name, value] of Object.entries(attributes)) mention.setAttribute(name, value);
      paragraph.insert(0, [mention]);
      group.insert(0, [container(paragraph)]);
    });
    expect(blocks[0]?.content).toEqual([{ text: 'Ann' }]);
  });

  test.each(['blockGroup', 'paragraph', 'blockContainer', 'table', 'tableRow', 'text', 'x'])(
    '%s where it does not belong is read without an error',
    (name) => {
      const inner = (): Y.XmlElement => {
        const made = new Y.XmlElement(name);
        made.setAttribute('id', 5 as never);
        made.insert(0, [new Y.XmlText('words'), new Y.XmlElement(name)]);
        return made;
      };
      const blocks = page((group) => {
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [inner()]);
        group.insert(0, [
          inner(),
          container(inner()),
          container(paragraph),
          new Y.XmlElement(name),
        ]);
      });
      expect(JSON.stringify(blocks)).toContain('words');
    },
  );

  test('nesting deeper than any stack is shown as text', () => {
    const blocks = page((group) => {
      let at = group;
      for (let depth = 0; depth < 3000; depth++) {
        const nested = new Y.XmlElement('blockGroup');
        const holder = container(new Y.XmlElement('paragraph'));
        holder.insert(1, [nested]);
        at.insert(0, [holder]);
        at = nested;
      }
      at.insert(0, [new Y.XmlText('bottom')]);
    });
    expect(JSON.stringify(blocks)).toContain('bottom');
  });
});
