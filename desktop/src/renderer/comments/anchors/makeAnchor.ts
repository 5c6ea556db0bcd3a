import type { CommentAnchor } from '@confab/shared-types';
import { toBase64 } from 'lib0/buffer';
import type { Node } from 'prosemirror-model';
import { absolutePositionToRelativePosition } from 'y-prosemirror';
import * as Y from 'yjs';
import { blockAt, blockId } from './Blocks.ts';
import type { Binding } from './placeAnchor.ts';

const quoteLength = 500;

/** An anchor for the words between two positions; null when there are none. */
export function anchorOfText(
  doc: Node,
  binding: Binding,
  from: number,
  to: number,
): CommentAnchor | null {
  const words = wordsBetween(doc, from, to);
  if (words === null) return null;
  const block = blockAt(doc, words.from);
  const id = block === null ? null : blockId(block.node);
  if (id === null) return null;
  return {
    block: id,
    // Typing before the first and after the last word is no longer about them.
    start: encodePosition(binding, words.from, 0),
    end: encodePosition(binding, words.to, -1),
    quote: doc.textBetween(words.from, words.to, '\n', ' ').slice(0, quoteLength),
  };
}

/** An anchor for a block as a whole: one's line, or the picture the cursor is at. */
export function anchorOfBlock(doc: Node, pos: number): CommentAnchor | null {
  const block = blockAt(doc, pos);
  const id = block === null ? null : blockId(block.node);
  if (block === null || id === null) return null;
  const quote = (block.node.firstChild?.textContent ?? '').slice(0, quoteLength);
  return { block: id, quote };
}

/** The range without the ends of lines that a selection dragged over several takes along. */
function wordsBetween(
  doc: Node,
  from: number,
  to: number,
): { readonly from: number; readonly to: number } | null {
  let first = -1;
  let last = -1;
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isInline) return true;
    if (first === -1) first = Math.max(from, pos);
    last = Math.min(to, pos + node.nodeSize);
    return false;
  });
  if (first === -1 || first >= last) return null;
  return doc.textBetween(first, last, '\n', ' ').trim() === '' ? null : { from: first, to: last };
}

function encodePosition({ type, mapping }: Binding, pos: number, assoc: 0 | -1): string {
  const { doc } = type;
  if (doc === null) throw new Error('the editor shows a type of no document');
  const relative = absolutePositionToRelativePosition(pos, type, mapping) as Y.RelativePosition;
  const found = Y.createAbsolutePositionFromRelativePosition(relative, doc);
  const sided =
    found?.type instanceof Y.XmlText
      ? Y.createRelativePositionFromTypeIndex(found.type, found.index, assoc)
      : relative;
  return toBase64(Y.encodeRelativePosition(sided));
}
