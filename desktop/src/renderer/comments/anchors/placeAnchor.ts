import type { CommentAnchor } from '@confab/shared-types';
import { fromBase64 } from 'lib0/buffer';
import type { Node } from 'prosemirror-model';
import { relativePositionToAbsolutePosition } from 'y-prosemirror';
import * as Y from 'yjs';
import { blockAt, blockId, Blocks, textOf } from './Blocks.ts';

/** What y-prosemirror's binding tells: which shared type an editor shows, and as which nodes. */
export interface Binding {
  readonly type: Y.XmlFragment;
  readonly mapping: Parameters<typeof relativePositionToAbsolutePosition>[3];
}

/** Where a thread hangs in an editor's document, in its positions. */
export interface Place {
  readonly kind: 'text' | 'block';
  readonly from: number;
  readonly to: number;
}

/** A quote this long is looked for in the whole page when its block is gone. */
const tellingQuote = 20;

/**
 * Finds what an anchor names; null: it is gone. The relative positions hold through any typing.
 * Where an editor wrote the words anew (a block was moved, split or turned into another, a deletion
 * was undone elsewhere) they point to nothing, and the quoted words are looked for where such an
 * edit leaves them; never anywhere else, so that a comment does not jump to a like word.
 *
 * Yjs remembers what an undo brought back only in the window that undid it: `undone` `as-others`
 * answers where the others see the anchor.
 */
export function placeAnchor(
  doc: Node,
  binding: Binding,
  anchor: CommentAnchor,
  blocks = new Blocks(doc),
  undone: 'followed' | 'as-others' = 'followed',
): Place | null {
  if (anchor.start === undefined || anchor.end === undefined) {
    const block = blocks.find(anchor.block);
    return block === null
      ? null
      : { kind: 'block', from: block.pos, to: block.pos + block.node.nodeSize };
  }
  const start = livePosition(binding, anchor.start, undone === 'followed');
  const end = livePosition(binding, anchor.end, undone === 'followed');
  const held = heldRange(doc, start, end);
  const line = start ?? end;
  if (line === null || isReused(doc, line, anchor, blocks)) {
    const quote = firstLine(anchor.quote);
    if (held !== null && textOf(doc, held.from, held.to) === anchor.quote) return held;
    return quote === null ? null : findAnew(blocks, anchor.block, quote);
  }
  if (held !== null) return held;
  const quote = firstLine(anchor.quote);
  return quote === null ? null : findBeside(doc, line, quote);
}

/**
 * y-prosemirror brings the shared types in line by place: when blocks move, one block's type may be
 * given the words and the id of another. Then positions in it are about nothing.
 */
function isReused(doc: Node, pos: number, { block }: CommentAnchor, blocks: Blocks): boolean {
  const here = blockAt(doc, pos);
  return (here === null ? null : blockId(here.node)) !== block && blocks.find(block) !== null;
}

function firstLine(quote: string): string | null {
  const line = quote.split('\n', 1)[0] ?? '';
  return line.trim() === '' ? null : line;
}

/** Null: what it was in is deleted, or it does not parse. */
function livePosition(
  { type, mapping }: Binding,
  encoded: string,
  followUndone: boolean,
): number | null {
  const relative = decodePosition(encoded);
  if (relative === null || type.doc === null) return null;
  const found = Y.createAbsolutePositionFromRelativePosition(relative, type.doc, followUndone);
  if (found === null || !isAlive(found.type)) return null;
  const here = Y.createRelativePositionFromTypeIndex(found.type, found.index);
  return relativePositionToAbsolutePosition(type.doc, type, here, mapping);
}

function decodePosition(encoded: string): Y.RelativePosition | null {
  try {
    return Y.decodeRelativePosition(fromBase64(encoded));
  } catch {
    // Anybody who may comment writes these bytes: what is none of a position places nothing.
    return null;
  }
}

function isAlive(type: Y.AbstractType<unknown>): boolean {
  for (let item = type._item; item !== null;) {
    if (item.deleted) return false;
    const { parent } = item;
    item = parent instanceof Y.AbstractType ? parent._item : null;
  }
  return true;
}

/** What lies between two positions; of one alone what its own line still holds. */
function heldRange(doc: Node, start: number | null, end: number | null): Place | null {
  if (start === null && end === null) return null;
  const from = start ?? doc.resolve(end ?? 0).start();
  const to = end ?? doc.resolve(from).end();
  return from < to && textOf(doc, from, to).trim() !== '' ? { kind: 'text', from, to } : null;
}

/** The words were deleted here: were they put back, or did a new line take them along? */
function findBeside(doc: Node, at: number, quote: string): Place | null {
  const $at = doc.resolve(at);
  const text = textOf(doc, $at.start(), $at.end());
  const offset = $at.parentOffset;
  for (const begin of [offset, offset - quote.length]) {
    if (begin >= 0 && text.startsWith(quote, begin)) return placeOf($at.start() + begin, quote);
  }
  if (offset !== text.length) return null;
  const next = nextLine(doc, $at.end());
  if (next === null) return null;
  const found = textOf(doc, next.from, next.to).indexOf(quote);
  return found === -1 ? null : placeOf(next.from + found, quote);
}

/** The block was written anew: the words are in the block of the same id, or moved to another. */
function findAnew(blocks: Blocks, block: string, quote: string): Place | null {
  const own = blocks.find(block);
  if (own !== null) {
    const [found] = blocks.search(quote, own);
    return found === undefined ? null : placeOf(found, quote);
  }
  if (quote.length < tellingQuote) return null;
  const [found, another] = blocks.search(quote);
  return found === undefined || another !== undefined ? null : placeOf(found, quote);
}

function nextLine(doc: Node, after: number): { readonly from: number; readonly to: number } | null {
  let line: { readonly from: number; readonly to: number } | null = null;
  doc.nodesBetween(after, doc.content.size, (node, pos) => {
    if (line !== null) return false;
    if (node.isTextblock && pos >= after) line = { from: pos + 1, to: pos + 1 + node.content.size };
    return true;
  });
  return line;
}

function placeOf(from: number, quote: string): Place {
  return { kind: 'text', from, to: from + quote.length };
}
