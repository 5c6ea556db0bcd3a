import { BlockNoteEditor } from '@blocknote/core';
import type { BlockSchema, InlineContentSchema, StyleSchema } from '@blocknote/core';
import { blocksToYXmlFragment, yXmlFragmentToBlocks } from '@blocknote/core/yjs';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { samplePage } from './samplePage.ts';
import { writeBlocks } from './writeBlocks.ts';
import type { TextBlock } from './writeBlocks.ts';

const everyBlock: readonly TextBlock[] = [
  { type: 'heading', props: { level: 2 }, content: [{ text: 'Title' }] },
  {
    type: 'paragraph',
    content: [{ text: 'plain ' }, { text: 'bold', styles: ['bold', 'italic'] }, { text: ' end' }],
    children: [{ type: 'bulletListItem', content: [{ text: 'nested' }] }],
  },
  { type: 'checkListItem', props: { checked: true }, content: [{ text: 'done' }] },
  { type: 'numberedListItem', content: [{ text: 'one' }] },
  { type: 'quote', content: [{ text: 'said' }] },
  { type: 'paragraph' },
];

type AnyEditor = BlockNoteEditor<BlockSchema, InlineContentSchema, StyleSchema>;

function written(blocks: readonly TextBlock[]): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment('blocks');
  writeBlocks(fragment, blocks);
  return fragment;
}

test.each([
  ['every kind of block', everyBlock],
  ['the English sample page', samplePage('en').blocks],
  ['the Korean sample page', samplePage('ko').blocks],
  ['an empty page', [{ type: 'paragraph' }] satisfies TextBlock[]],
])('BlockNote reads %s, and would have written the same', (_name, blocks) => {
  // Its own types do not fit each other under exactOptionalPropertyTypes.
  const editor = BlockNoteEditor.create() as unknown as AnyEditor;
  const fragment = written(blocks);
  const read = yXmlFragmentToBlocks(editor, fragment);
  expect(read).toHaveLength(blocks.length);
  const rewritten = blocksToYXmlFragment(editor, read, new Y.Doc().getXmlFragment('blocks'));
  expect(nodes(fragment)).toEqual(nodes(rewritten));
});

test('the sample pages say the same in both languages', () => {
  const english = samplePage('en');
  const korean = samplePage('ko');
  expect(korean.blocks.map(({ type }) => type)).toEqual(english.blocks.map(({ type }) => type));
});

/** Everything that is stored, as plain data. */
function nodes(parent: Y.XmlFragment | Y.XmlElement): unknown[] {
  return parent.toArray().map((node) => {
    if (node instanceof Y.XmlText) return node.toDelta() as unknown;
    if (!(node instanceof Y.XmlElement)) throw new Error('unexpected node');
    const attributes = Object.entries(node.getAttributes()).filter(
      ([, value]) => value !== undefined,
    );
    return { name: node.nodeName, attributes: Object.fromEntries(attributes), in: nodes(node) };
  });
}
