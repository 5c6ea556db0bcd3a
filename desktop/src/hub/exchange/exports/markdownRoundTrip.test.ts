import type { Block } from '@confab/shared-types';
import { describe, expect, test } from 'vitest';
import { markdownToBlocks } from '../imports/markdownToBlocks.ts';
import { pageToMarkdown } from './blocksToMarkdown.ts';

const addresses = { file: (url: string) => url, page: () => null };

function again(blocks: readonly Block[]): readonly Block[] {
  const markdown = pageToMarkdown({ title: 'T', icon: null, blocks }, addresses);
  return markdownToBlocks(markdown, { keepLineBreaks: false }).blocks;
}

const text = (words: string) => [{ text: words }];

const kept: readonly [string, readonly Block[]][] = [
  ['a paragraph', [{ type: 'paragraph', content: text('words') }]],
  [
    'headings',
    [1, 2, 3, 4].map((level) => ({
      type: 'heading' as const,
      ...(level === 1 ? {} : { props: { level } }),
      content: text(`Level ${level}`),
    })),
  ],
  [
    'styles within each other',
    [
      {
        type: 'paragraph',
        content: [
          { text: 'a' },
          { text: 'b', styles: ['bold'] },
          { text: 'c', styles: ['bold', 'italic'] },
          { text: 'd', styles: ['italic'] },
          { text: ' e ', styles: ['strike'] },
          { text: 'f', styles: ['underline'] },
          { text: 'g', styles: ['code'] },
          { text: 'h', styles: ['bold', 'code'], link: 'https://example.org/?a=(1)&b' },
          { equation: 'x_1 < y' },
          { text: ' end' },
        ],
      },
    ],
  ],
  [
    'text that looks like markup',
    [
      '# not a heading',
      '- not a list',
      '1. not one either',
      '> no quote',
      '| no | table |',
      '*stars* and _lines_ and `ticks` and ~~waves~~',
      '[no](link) and [[no wiki link]] and ![[none.png]]',
      '<b>no tag</b> &amp; no &copy; entity',
      'costs $5 and $10, or $a$',
      '[!note] no callout',
      '---',
      '```',
      'back\\slash and trailing \\',
      '  spaces around  '.trim(),
      '[^1] no footnote',
    ].map((words) => ({ type: 'paragraph' as const, content: text(words) })),
  ],
  ['line breaks', [{ type: 'paragraph', content: text('one\ntwo\nthree') }]],
  [
    'lists of all kinds, nested',
    [
      {
        type: 'bulletListItem',
        content: text('a'),
        children: [
          { type: 'paragraph', content: text('more of a') },
          {
            type: 'numberedListItem',
            content: text('b'),
            children: [{ type: 'checkListItem', props: { checked: true }, content: text('c') }],
          },
        ],
      },
      { type: 'checkListItem', content: text('d') },
      { type: 'bulletListItem' },
      { type: 'numberedListItem', props: { start: 3 }, content: text('e') },
      { type: 'numberedListItem', content: text('f') },
      { type: 'bulletListItem', content: text('g'), children: [{ type: 'codeBlock' }] },
    ],
  ],
  [
    'two lists after each other',
    [
      { type: 'numberedListItem', content: text('a') },
      { type: 'numberedListItem', props: { start: 7 }, content: text('b') },
    ],
  ],
  [
    'quotes',
    [
      { type: 'quote', content: text('said\nand done'), children: [{ type: 'divider' }] },
      { type: 'quote', content: text('again') },
    ],
  ],
  [
    'callouts',
    [
      { type: 'callout', content: text('note') },
      { type: 'callout', props: { kind: 'warning' }, content: text('- take care\nplease') },
      { type: 'callout', props: { kind: 'tip' }, children: [{ type: 'bulletListItem' }] },
    ],
  ],
  [
    'toggles',
    [
      {
        type: 'toggleListItem',
        content: [{ text: 'open ' }, { text: 'me', styles: ['bold'] }],
        children: [
          { type: 'paragraph', content: text('inside') },
          { type: 'toggleListItem', content: text('deeper'), children: [{ type: 'divider' }] },
          { type: 'bulletListItem', content: text('item') },
        ],
      },
      { type: 'paragraph', content: text('after') },
    ],
  ],
  [
    'code',
    [
      { type: 'codeBlock', props: { language: 'typescript' }, content: text('a < b\n\n```\n  c') },
      { type: 'codeBlock', content: text('plain') },
    ],
  ],
  ['formulas', [{ type: 'equation', props: { source: '\\frac{1}{2}\n+ x' } }]],
  ['a divider', [{ type: 'divider' }]],
  [
    'a table',
    [
      {
        type: 'table',
        rows: [
          [
            { content: text('a|b'), header: true },
            { content: [], header: true },
          ],
          [{ content: text('one\ntwo') }, { content: [{ text: 'x', styles: ['code'] }] }],
        ],
      },
    ],
  ],
  [
    'pictures',
    [
      { type: 'image', props: { url: 'files/a%20b.png', name: 'a b.png' } },
      { type: 'image', props: { url: 'files/c.png', name: 'c.png', caption: 'A [picture]' } },
    ],
  ],
  [
    'Korean',
    [{ type: 'paragraph', content: [{ text: '굵은', styles: ['bold'] }, { text: '은 글자' }] }],
  ],
];

describe('what is exported as Markdown and imported again is the same', () => {
  test.each(kept)('%s', (_what, blocks) => {
    expect(again(blocks)).toEqual(blocks);
  });
});
