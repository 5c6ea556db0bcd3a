import { blockProps, knownMarks, knownNodes, writeBlocks } from '@confab/shared-types';
import type { Block } from '@confab/shared-types';
import { BlockNoteEditor } from '@blocknote/core';
import type { BlockSchema, InlineContentSchema, StyleSchema } from '@blocknote/core';
import { blocksToYXmlFragment, yXmlFragmentToBlocks } from '@blocknote/core/yjs';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { randomBlocks } from '../../../../shared-types/src/testing/randomBlocks.ts';
import { seededRandom } from '../../../../shared-types/src/testing/seededRandom.ts';
import { pageSchema } from '../../renderer/editor/pageSchema.ts';
import { samplePage } from '../documents/samplePage.ts';

type AnyEditor = BlockNoteEditor<BlockSchema, InlineContentSchema, StyleSchema>;

// Its own types do not fit each other under exactOptionalPropertyTypes.
const editor = BlockNoteEditor.create({ schema: pageSchema }) as unknown as AnyEditor;

describe('the editor’s schema', () => {
  test('has the nodes and marks that the hub knows', () => {
    const { nodes, marks } = editor.pmSchema;
    expect([...knownNodes].sort()).toEqual(Object.keys(nodes).sort());
    expect([...knownMarks].sort()).toEqual(Object.keys(marks).sort());
  });

  test('has the blocks and default properties that the hub writes', () => {
    const defaults = Object.entries(editor.schema.blockSchema).map(([type, { propSchema }]) => [
      type,
      Object.fromEntries(
        Object.entries(propSchema).flatMap(([name, prop]) =>
          prop.default === undefined ? [] : [[name, prop.default]],
        ),
      ),
    ]);
    expect(blockProps).toEqual(Object.fromEntries(defaults));
  });
});

describe('BlockNote reads what the hub writes, and would have written the same', () => {
  test.each<[string, readonly Block[]]>([
    ['the English sample page', samplePage('en').blocks],
    ['the Korean sample page', samplePage('ko').blocks],
    ['an empty page', []],
    ...Array.from({ length: 20 }, (_, seed): [string, Block[]] => [
      `blocks of seed ${seed}`,
      randomBlocks(seededRandom(seed)),
    ]),
  ])('%s', (_name, blocks) => {
    const fragment = new Y.Doc().getXmlFragment('blocks');
    let ids = 0;
    writeBlocks(fragment, blocks, () => `made${ids++}`);
    const read = yXmlFragmentToBlocks(editor, fragment);
    expect(read).toHaveLength(Math.max(1, blocks.length));
    const rewritten = blocksToYXmlFragment(editor, read, new Y.Doc().getXmlFragment('blocks'));
    expect(nodes(fragment)).toEqual(nodes(rewritten));
  });
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
