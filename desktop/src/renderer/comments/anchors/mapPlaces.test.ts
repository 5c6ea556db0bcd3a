import { Schema } from 'prosemirror-model';
import type { Node } from 'prosemirror-model';
import { EditorState } from 'prosemirror-state';
import { describe, expect, it } from 'vitest';
import { Blocks, textOf } from './Blocks.ts';
import { mapPlaces } from './mapPlaces.ts';

const schema = new Schema({
  nodes: {
    doc: { content: 'blockContainer+' },
    blockContainer: { content: 'paragraph', attrs: { id: { default: '' } } },
    paragraph: { content: 'text*' },
    text: {},
  },
});

const block = (id: string, words: string): Node =>
  schema.node('blockContainer', { id }, [schema.node('paragraph', null, [schema.text(words)])]);

const state = EditorState.create({
  doc: schema.node('doc', null, [block('one', 'the launch in June'), block('two', 'second')]),
});
const [launch = 0] = new Blocks(state.doc).search('launch');
const places = new Map([['thread', { kind: 'text' as const, from: launch, to: launch + 6 }]]);

function words(tr: typeof state.tr): string | null {
  const place = mapPlaces(places, tr).get('thread');
  return place === undefined ? null : textOf(tr.doc, place.from, place.to);
}

describe('mapPlaces', () => {
  it('follows typing', () => {
    expect(words(state.tr.insertText('now ', 2))).toBe('launch');
    expect(words(state.tr.insertText('-', launch + 3))).toBe('lau-nch');
  });

  it('follows a block that is moved', () => {
    const first = state.doc.child(0);
    const moved = state.tr.delete(0, first.nodeSize);
    expect(words(moved.insert(moved.doc.content.size, first))).toBe('launch');
  });

  it('lets go of what is deleted or typed over', () => {
    expect(words(state.tr.delete(launch, launch + 6))).toBeNull();
    expect(words(state.tr.insertText('other words', launch - 2, launch + 6))).toBeNull();
    expect(words(state.tr.delete(0, state.doc.child(0).nodeSize))).toBeNull();
  });
});
