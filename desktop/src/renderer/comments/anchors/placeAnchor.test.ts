import type { CommentAnchor } from '@confab/shared-types';
import { Fragment, Schema } from 'prosemirror-model';
import type { Node } from 'prosemirror-model';
import { EditorState } from 'prosemirror-state';
import type { Transaction } from 'prosemirror-state';
import { describe, expect, it } from 'vitest';
import { initProseMirrorDoc, updateYFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { Blocks, textOf } from './Blocks.ts';
import { anchorOfBlock, anchorOfText } from './makeAnchor.ts';
import { placeAnchor } from './placeAnchor.ts';

/** The editor's shape of a page, with as few kinds of blocks as these tests need. */
const schema = new Schema({
  nodes: {
    doc: { content: 'blockGroup' },
    blockGroup: { content: 'blockContainer+' },
    blockContainer: { content: 'blockContent blockGroup?', attrs: { id: { default: '' } } },
    paragraph: { content: 'inline*', group: 'blockContent' },
    heading: { content: 'inline*', group: 'blockContent' },
    text: { group: 'inline' },
    mention: { group: 'inline', inline: true, atom: true },
  },
});

function block(id: string, words: string, type = 'paragraph'): Node {
  const content = schema.node(type, null, words === '' ? [] : [schema.text(words)]);
  return schema.node('blockContainer', { id }, [content]);
}

/** A page in an editor bound as y-prosemirror binds it, without a window. */
class BoundPage {
  readonly ydoc = new Y.Doc();
  readonly type = this.ydoc.getXmlFragment('blocks');
  #state: EditorState;
  #meta;

  constructor(blocks: readonly Node[] | BoundPage) {
    if (blocks instanceof BoundPage) Y.applyUpdate(this.ydoc, Y.encodeStateAsUpdate(blocks.ydoc));
    else {
      const doc = schema.node('doc', null, [schema.node('blockGroup', null, [...blocks])]);
      updateYFragment(this.ydoc, this.type, doc, { mapping: new Map(), isOMark: new Map() });
    }
    const bound = initProseMirrorDoc(this.type, schema);
    this.#state = EditorState.create({ doc: bound.doc });
    this.#meta = bound.meta;
  }

  get doc(): Node {
    return this.#state.doc;
  }

  get mapping() {
    return this.#meta.mapping;
  }

  edit(change: (tr: Transaction) => Transaction): void {
    this.#state = this.#state.apply(change(this.#state.tr));
    this.ydoc.transact(() => {
      updateYFragment(this.ydoc, this.type, this.#state.doc, this.#meta);
    }, this);
  }

  /** Takes over what was done in another replica, as the editor does: everything is drawn anew. */
  receive(other: BoundPage): void {
    Y.applyUpdate(this.ydoc, Y.encodeStateAsUpdate(other.ydoc));
    this.redraw();
  }

  redraw(): void {
    const bound = initProseMirrorDoc(this.type, schema);
    this.#state = EditorState.create({ doc: bound.doc });
    this.#meta = bound.meta;
  }

  at(words: string): number {
    const [found] = new Blocks(this.doc).search(words);
    if (found === undefined) throw new Error(`“${words}” is not on the page`);
    return found;
  }

  comment(words: string): CommentAnchor {
    const from = this.at(words);
    const anchor = anchorOfText(this.doc, this, from, from + words.length);
    if (anchor === null) throw new Error('nothing to comment on');
    return anchor;
  }

  /** The words a comment is about now; null: they are gone. */
  words(anchor: CommentAnchor): string | null {
    const place = placeAnchor(this.doc, this, anchor);
    return place === null ? null : textOf(this.doc, place.from, place.to);
  }
}

const page = (): BoundPage =>
  new BoundPage([block('one', 'A plan for the launch in June'), block('two', 'Second thoughts')]);

describe('a comment on words', () => {
  it('names them, with the block they are in', () => {
    const here = page();
    const anchor = here.comment('the launch');
    expect(anchor).toMatchObject({ block: 'one', quote: 'the launch' });
    expect(here.words(anchor)).toBe('the launch');
  });

  it('stays through typing before, in, after and right beside them', () => {
    const here = page();
    const anchor = here.comment('the launch');
    here.edit((tr) => tr.insertText('Today: ', here.at('A plan')));
    expect(here.words(anchor)).toBe('the launch');
    here.edit((tr) => tr.insertText('big ', here.at('launch')));
    expect(here.words(anchor)).toBe('the big launch');
    here.edit((tr) => tr.insertText('all ', here.at('the big')));
    here.edit((tr) => tr.insertText('ing', here.at('launch') + 'launch'.length));
    expect(here.words(anchor)).toBe('the big launch');
  });

  it('stays through typing elsewhere on the page, by somebody else', () => {
    const here = page();
    const there = new BoundPage(here);
    const anchor = here.comment('the launch');
    there.edit((tr) => tr.insertText('Before it. ', there.at('A plan')));
    there.edit((tr) => tr.insert(1, block('zero', 'On top')));
    here.receive(there);
    expect(here.words(anchor)).toBe('the launch');
  });

  it('keeps what is left of them', () => {
    const here = page();
    const anchor = here.comment('the launch');
    here.edit((tr) => tr.delete(here.at('the launch'), here.at('launch')));
    expect(here.words(anchor)).toBe('launch');
  });

  it('is about nothing once they are deleted, even when the same words stand elsewhere', () => {
    const here = page();
    const anchor = here.comment('plan');
    here.edit((tr) => tr.insertText('Another plan. ', here.at('Second')));
    here.edit((tr) => tr.insertText('no plan, ', here.at('for')));
    here.edit((tr) => tr.delete(here.at('plan'), here.at('plan') + 4));
    expect(here.words(anchor)).toBeNull();
  });

  it('comes back with an undo, here and at everybody else', () => {
    const here = page();
    const anchor = here.comment('the launch');
    const undo = new Y.UndoManager(here.type, { trackedOrigins: new Set([here]) });
    here.edit((tr) => tr.delete(here.at('the launch'), here.at('the launch') + 10));
    expect(here.words(anchor)).toBeNull();
    undo.undo();
    here.redraw();
    expect(here.words(anchor)).toBe('the launch');
    const there = new BoundPage(here);
    expect(there.words(anchor)).toBe('the launch');
  });

  it('tells where others see it after an undo that brought back part of it anew', () => {
    const here = page();
    const anchor = here.comment('the launch in');
    const undo = new Y.UndoManager(here.type, { trackedOrigins: new Set([here]) });
    here.edit((tr) => tr.insertText('big ', here.at('launch')));
    undo.stopCapturing();
    here.edit((tr) => tr.delete(here.at('the big'), here.at(' June')));
    undo.undo();
    here.redraw();
    expect(here.words(anchor)).toBe('the big launch in');
    const seen = placeAnchor(here.doc, here, anchor, new Blocks(here.doc), 'as-others');
    const there = new BoundPage(here);
    expect(seen).toEqual(placeAnchor(there.doc, there, anchor));
    expect(seen).not.toEqual(placeAnchor(here.doc, here, anchor));
  });

  it('goes along when its line is split before it', () => {
    const here = page();
    const anchor = here.comment('the launch');
    here.edit((tr) => {
      const at = here.at('for');
      const end = tr.doc.resolve(at).end();
      const tail = tr.doc.textBetween(at, end);
      return tr.delete(at, end).insert(tr.doc.resolve(at).after(2), block('three', tail));
    });
    expect(here.words(anchor)).toBe('the launch');
  });

  it('goes along when its block is moved or turned into another', () => {
    const here = page();
    const anchor = here.comment('the launch');
    here.edit((tr) => {
      const first = tr.doc.firstChild?.firstChild;
      if (first === null || first === undefined) throw new Error('no first block');
      return tr.delete(1, 1 + first.nodeSize).insert(tr.doc.content.size - 1, first);
    });
    expect(here.doc.textContent).toBe('Second thoughtsA plan for the launch in June');
    expect(here.words(anchor)).toBe('the launch');
    here.edit((tr) => {
      const at = here.at('A plan') - 1;
      const heading = schema.node('heading', null, tr.doc.nodeAt(at)?.content ?? Fragment.empty);
      return tr.replaceWith(at, at + heading.nodeSize, heading);
    });
    expect(here.words(anchor)).toBe('the launch');
  });

  it('is found in another block only by many words', () => {
    const here = page();
    const short = here.comment('launch');
    const long = here.comment('A plan for the launch in June');
    const first = here.doc.firstChild?.firstChild?.nodeSize ?? 0;
    here.edit((tr) => tr.delete(1, 1 + first));
    here.edit((tr) => tr.insert(1, block('new', 'Pasted: A plan for the launch in June')));
    expect(here.words(long)).toBe('A plan for the launch in June');
    expect(here.words(short)).toBeNull();
  });

  it('may go over several lines', () => {
    const here = page();
    const from = here.at('June');
    const anchor = anchorOfText(here.doc, here, from, here.at('thoughts'));
    if (anchor === null) throw new Error('no anchor');
    expect(anchor.quote).toBe('June\nSecond ');
    expect(here.words(anchor)).toBe('June\nSecond ');
  });

  it('does not break on what is no position', () => {
    const here = page();
    const anchor = { ...here.comment('launch'), start: 'AAAA', end: '!!' };
    expect(here.words(anchor)).toBe('launch');
    expect(here.words({ ...anchor, block: 'gone' })).toBeNull();
  });

  it('needs words', () => {
    const here = page();
    expect(anchorOfText(here.doc, here, here.at('plan'), here.at('plan'))).toBeNull();
  });
});

describe('a comment on a block', () => {
  it('stays with the block wherever it goes, and not without it', () => {
    const here = page();
    const anchor = anchorOfBlock(here.doc, here.at('Second'));
    expect(anchor).toEqual({ block: 'two', quote: 'Second thoughts' });
    if (anchor === null) return;
    expect(here.words(anchor)).toContain('Second thoughts');
    const first = here.doc.firstChild?.firstChild?.nodeSize ?? 0;
    here.edit((tr) => tr.delete(1, 1 + first));
    expect(placeAnchor(here.doc, here, anchor)).toMatchObject({ kind: 'block', from: 1 });
    here.edit((tr) => tr.insert(1, block('four', 'x')));
    here.edit((tr) => tr.delete(4 + 1, tr.doc.content.size - 1));
    expect(placeAnchor(here.doc, here, anchor)).toBeNull();
  });
});
