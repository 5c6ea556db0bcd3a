import { expect, test } from 'vitest';
import type { Block } from './Block.ts';
import { blockText, walkBlocks } from './blockText.ts';

test.each<[Block, string]>([
  [{ type: 'paragraph' }, ''],
  [
    {
      type: 'heading',
      content: [
        { text: 'At ', styles: ['bold'] },
        { mention: { kind: 'person', target: 'person0000', label: 'Ann' } },
        { text: ': ' },
        { equation: 'a^2' },
      ],
      children: [{ type: 'paragraph', content: [{ text: 'not this' }] }],
    },
    'At Ann: a^2',
  ],
  [
    { type: 'table', rows: [[{ content: [{ text: 'a' }] }, { content: [] }], [{ content: [] }]] },
    'a\t\n',
  ],
  [{ type: 'image', props: { url: 'x', name: 'a.png', caption: 'A' } }, 'a.png\nA'],
  [{ type: 'bookmark', props: { url: 'https://a.org' } }, 'https://a.org'],
  [{ type: 'equation', props: { source: 'x' } }, 'x'],
])('%j says %j', (block, text) => {
  expect(blockText(block)).toBe(text);
});

test('blocks are walked with what is in them, in the order they are read', () => {
  const leaf = (id: string): Block => ({ type: 'paragraph', id });
  const blocks = [{ ...leaf('a'), children: [{ ...leaf('b'), children: [leaf('c')] }] }, leaf('d')];
  expect([...walkBlocks(blocks)].map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
});
