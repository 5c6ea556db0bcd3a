import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { holdsUnknownBlocks, mayBringUnknownBlocks } from './knownNodes.ts';
import { writeBlocks } from './writeBlocks.ts';

/** A page of one styled paragraph, changed; with the update that the change made. */
function change(make: (paragraph: Y.XmlElement, text: Y.XmlText, ydoc: Y.Doc) => void): {
  readonly ydoc: Y.Doc;
  readonly update: Uint8Array;
} {
  const ydoc = new Y.Doc();
  const fragment = ydoc.getXmlFragment('blocks');
  const content = [{ text: 'words', styles: ['bold'] as const }];
  writeBlocks(fragment, [{ type: 'paragraph', content }], () => 'only');
  const [text] = fragment.createTreeWalker((node) => node instanceof Y.XmlText);
  if (!(text instanceof Y.XmlText)) throw new Error('no text');
  const before = Y.encodeStateVector(ydoc);
  ydoc.transact(() => make(text.parent as Y.XmlElement, text, ydoc));
  return { ydoc, update: Y.encodeStateAsUpdate(ydoc, before) };
}

describe('what the editor does not know', () => {
  test.each<[string, boolean, Parameters<typeof change>[0]]>([
    ['letters', false, (_, text) => text.insert(2, 'letters')],
    ['a known mark', false, (_, text) => text.format(0, 2, { textColor: { stringValue: 'red' } })],
    ['a known mark that overlaps', false, (_, text) => text.format(0, 2, { 'link--aB3+/=xy': {} })],
    ['a known node', false, (paragraph) => paragraph.insert(0, [new Y.XmlElement('hardBreak')])],
    ['a mention', false, (paragraph) => paragraph.insert(0, [new Y.XmlElement('mention')])],
    ['a new mark', true, (_, text) => text.format(0, 2, { glow: {} })],
    ['a new node', true, (paragraph) => paragraph.insert(0, [new Y.XmlElement('hologram')])],
    [
      'a new node within a known one',
      true,
      (paragraph) => {
        const known = new Y.XmlElement('blockGroup');
        known.insert(0, [new Y.XmlElement('hologram')]);
        paragraph.insert(0, [known]);
      },
    ],
  ])('%s: %s', (_what, unknown, make) => {
    const { ydoc, update } = change(make);
    expect(mayBringUnknownBlocks(Y.decodeUpdate(update))).toBe(unknown);
    expect(holdsUnknownBlocks(ydoc)).toBe(unknown);
  });

  test('is gone when it is deleted', () => {
    const { ydoc } = change((paragraph) => paragraph.insert(0, [new Y.XmlElement('hologram')]));
    const [node] = ydoc
      .getXmlFragment('blocks')
      .createTreeWalker((each) => each instanceof Y.XmlElement && each.nodeName === 'hologram');
    (node?.parent as Y.XmlElement).delete(0, 1);
    expect(holdsUnknownBlocks(ydoc)).toBe(false);
  });

  test('does not matter outside the blocks', () => {
    const { ydoc } = change((_, __, doc) => doc.getText('title').insert(0, 'a', { glow: {} }));
    expect(holdsUnknownBlocks(ydoc)).toBe(false);
  });
});
