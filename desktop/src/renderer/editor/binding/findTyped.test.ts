import { Schema } from 'prosemirror-model';
import type { Node } from 'prosemirror-model';
import { EditorState } from 'prosemirror-state';
import type { Transaction } from 'prosemirror-state';
import { describe, expect, it } from 'vitest';
import { initProseMirrorDoc, updateYFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { findTyped } from './findTyped.ts';

const schema = new Schema({
  nodes: {
    doc: { content: 'blockGroup' },
    blockGroup: { content: 'blockContainer+' },
    blockContainer: { content: 'paragraph blockGroup?', attrs: { id: { default: '' } } },
    paragraph: { content: 'text*', attrs: { align: { default: 'left' } } },
    text: {},
  },
});

const paragraph = (words: string): Node => schema.node('paragraph', null, [schema.text(words)]);

const block = (id: string, words: string, ...below: Node[]): Node =>
  schema.node('blockContainer', { id }, [
    paragraph(words),
    ...(below.length === 0 ? [] : [schema.node('blockGroup', null, below)]),
  ]);

/** A page as y-prosemirror has just drawn it from its shared types. */
function drawnPage() {
  const ydoc = new Y.Doc();
  const type = ydoc.getXmlFragment('blocks');
  const blocks = [block('one', 'first', block('inner', 'below')), block('two', 'second')];
  const doc = schema.node('doc', null, [schema.node('blockGroup', null, blocks)]);
  updateYFragment(ydoc, type, doc, { mapping: new Map(), isOMark: new Map() });
  const bound = initProseMirrorDoc(type, schema);
  const state = EditorState.create({ doc: bound.doc });
  const find = (tr: Transaction) => findTyped(type, tr.doc, bound.meta.mapping);
  const at = (words: string): number => {
    let found = -1;
    bound.doc.descendants((node, pos) => {
      if (node.text === words) found = pos;
    });
    return found;
  };
  return { ydoc, type, state, meta: bound.meta, find, at };
}

describe('findTyped', () => {
  it('finds the block that was typed in, however deep', () => {
    const { state, find, at } = drawnPage();
    for (const words of ['first', 'below', 'second']) {
      const typed = find(state.tr.insertText('x', at(words)));
      expect(typed?.block.textContent).toBe(`x${words}`);
      expect(typed?.type.toString()).toContain(words);
    }
  });

  it('writing it alone makes the shared types what the page is', () => {
    const { ydoc, type, state, meta, find, at } = drawnPage();
    const edit = state.tr.insertText('x', at('below'));
    const typed = find(edit);
    if (typed === null) throw new Error('nothing was found');
    updateYFragment(ydoc, typed.type, typed.block, meta);
    for (const [above, node] of typed.above) meta.mapping.set(above, node);
    expect(initProseMirrorDoc(type, schema).doc.eq(edit.doc)).toBe(true);
    expect(meta.mapping.get(type)).toBe(edit.doc);
    const next = find(state.apply(edit).tr.insertText('y', at('below')));
    expect(next?.block.textContent).toBe('yxbelow');
  });

  it('leaves to the whole comparison what is more than typing in one block', () => {
    const { state, find, at } = drawnPage();
    expect(find(state.tr)).toBeNull();
    expect(find(state.tr.insertText('x', at('second')).insertText('x', at('first')))).toBeNull();
    expect(find(state.tr.split(at('second') + 2, 2))).toBeNull();
    expect(find(state.tr.setNodeAttribute(at('second') - 2, 'id', 'other'))).toBeNull();
    expect(find(state.tr.setNodeAttribute(at('second') - 1, 'align', 'right'))).toBeNull();
  });

  it('does not trust what somebody else has changed since', () => {
    const { state, meta, type, find, at } = drawnPage();
    const group = type.get(0);
    if (!(group instanceof Y.XmlElement)) throw new Error('there is no group');
    meta.mapping.delete(group);
    expect(find(state.tr.insertText('x', at('second')))).toBeNull();
  });
});
