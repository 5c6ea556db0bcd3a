import { readBlocks, writeBlocks, yTypes } from '@confab/shared-types';
import type { Block } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import { defaultDeleteFilter, defaultProtectedNodes } from 'y-prosemirror';
import * as Y from 'yjs';
import { randomBlocks } from '../../../../../shared-types/src/testing/randomBlocks.ts';
import { seededRandom } from '../../../../../shared-types/src/testing/seededRandom.ts';
import { restoreVersion } from './restoreVersion.ts';

let lastId = 0;
const newId = (): string => `block-${++lastId}`;

function pageOf(title: string, blocks: readonly Block[]): Y.Doc {
  const doc = new Y.Doc();
  doc.getText(yTypes.title).insert(0, title);
  writeBlocks(doc.getXmlFragment(yTypes.blocks), blocks, newId);
  return doc;
}

const text = (id: string, words: string, children?: readonly Block[]): Block => ({
  type: 'paragraph',
  id,
  content: [{ text: words }],
  ...(children === undefined ? {} : { children }),
});

const blocksOf = (doc: Y.Doc): Block[] => readBlocks(doc.getXmlFragment(yTypes.blocks));
const titleOf = (doc: Y.Doc): string => doc.getText(yTypes.title).toString();

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

/** The shared type that holds the words of a block. */
function elementOf(doc: Y.Doc, id: string): Y.XmlElement {
  const found = [...doc.getXmlFragment(yTypes.blocks).createTreeWalker(() => true)].find(
    (node) => node instanceof Y.XmlElement && node.getAttribute('id') === id,
  );
  if (!(found instanceof Y.XmlElement)) throw new Error(`there is no block ${id}`);
  return found;
}

const origin = { editor: true };

describe('restoreVersion', () => {
  it('brings title and blocks back as they were', () => {
    const version = pageOf('Plan', [text('a', 'one'), text('b', 'two', [text('c', 'below')])]);
    const live = pageOf('Another plan', [text('b', 'two, longer'), text('d', 'new')]);
    restoreVersion(live, version, origin);
    expect(blocksOf(live)).toEqual(blocksOf(version));
    expect(titleOf(live)).toBe('Plan');
  });

  it('does not touch blocks that are the same, also when others come or go around them', () => {
    const version = pageOf('Plan', [text('a', 'one'), text('b', 'two'), text('c', 'three')]);
    const live = copyOf(version);
    const group = live.getXmlFragment(yTypes.blocks).get(0) as Y.XmlElement;
    group.delete(0, 1);
    writeBlocks(live.getXmlFragment('scratch'), [text('new', 'in between')], newId);
    const [added] = (live.getXmlFragment('scratch').get(0) as Y.XmlElement).toArray();
    group.insert(1, [(added as Y.XmlElement).clone()]);
    const [b, c] = ['b', 'c'].map((id) => elementOf(live, id));
    restoreVersion(live, version, origin);
    expect(blocksOf(live)).toEqual(blocksOf(version));
    expect([elementOf(live, 'b'), elementOf(live, 'c')]).toEqual([b, c]);
  });

  it('keeps the words of a block that both have', () => {
    const version = pageOf('Plan', [text('a', 'the launch is in June')]);
    const live = copyOf(version);
    const words = elementOf(live, 'a').get(0) as Y.XmlElement;
    (words.get(0) as Y.XmlText).insert(14, 'late ');
    const position = Y.createRelativePositionFromTypeIndex(words.get(0) as Y.XmlText, 4);
    restoreVersion(live, version, origin);
    expect(blocksOf(live)).toEqual(blocksOf(version));
    expect(Y.createAbsolutePositionFromRelativePosition(position, live)).toMatchObject({
      type: words.get(0),
      index: 4,
    });
  });

  it('does nothing when nothing changed', () => {
    const version = pageOf('Plan', randomBlocks(seededRandom(3)));
    const live = copyOf(version);
    const before = Y.encodeStateVector(live);
    restoreVersion(live, version, origin);
    expect(Y.encodeStateVector(live)).toEqual(before);
  });

  it('is taken back by the editor’s undo, title too', () => {
    const version = pageOf('Plan', [text('a', 'one'), text('b', 'two')]);
    const live = pageOf('Later', [text('b', 'two words'), text('c', 'three')]);
    const before = blocksOf(live);
    const fragment = live.getXmlFragment(yTypes.blocks);
    const undo = new Y.UndoManager([fragment, live.getText(yTypes.title)], {
      trackedOrigins: new Set([origin]),
      deleteFilter: (item) => defaultDeleteFilter(item, defaultProtectedNodes),
    });
    restoreVersion(live, version, origin);
    expect(undo.undoStack).toHaveLength(1);
    undo.undo();
    expect(blocksOf(live)).toEqual(before);
    expect(titleOf(live)).toBe('Later');
    undo.redo();
    expect(blocksOf(live)).toEqual(blocksOf(version));
  });

  it('merges with what others write meanwhile', () => {
    const version = pageOf('Plan', [text('a', 'one'), text('b', 'two')]);
    const live = copyOf(version);
    (elementOf(live, 'a').get(0) as Y.XmlElement).delete(0, 1);
    const other = copyOf(live);
    ((elementOf(other, 'b').get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(3, ' by Ben');
    restoreVersion(live, version, origin);
    Y.applyUpdate(live, Y.encodeStateAsUpdate(other));
    expect(blocksOf(live)).toEqual([text('a', 'one'), text('b', 'two by Ben')]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('turns any page into any other (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const one = pageOf('One', [...randomBlocks(random), ...randomBlocks(random)]);
    const live = copyOf(one);
    const other = pageOf('Other', randomBlocks(random));
    restoreVersion(live, other, origin);
    expect(blocksOf(live)).toEqual(blocksOf(other));
    restoreVersion(live, one, origin);
    expect(blocksOf(live)).toEqual(blocksOf(one));
  });
});
