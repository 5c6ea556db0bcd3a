import type { Node } from 'prosemirror-model';
import type { ComparedBlock } from './diffBlocks.ts';

/** A line of a block, and where it begins in the editor's document. */
export interface PlacedLine {
  readonly from: number;
  readonly text: string;
}

export interface PlacedBlock {
  readonly id: string;
  /** Before the block, with what is inside it. */
  readonly pos: number;
  /** Its own content: a line, a table, a picture. */
  readonly content: Node;
  readonly lines: readonly PlacedLine[];
}

/** One character for what stands in a text and is no text, as in ProseMirror's positions. */
const leaf = '\ufffc';

/** The blocks of a document in reading order, with their places. */
export function placedBlocks(doc: Node): readonly PlacedBlock[] {
  const blocks: PlacedBlock[] = [];
  doc.descendants((node, pos) => {
    const id: unknown = node.attrs['id'];
    const content = node.firstChild;
    if (node.type.name === 'blockContainer' && typeof id === 'string' && content !== null) {
      blocks.push({ id, pos, content, lines: linesOf(content, pos + 1) });
    }
    return !node.isTextblock;
  });
  return blocks;
}

export function comparedBlock({ id, content, lines }: PlacedBlock): ComparedBlock {
  return { id, lines: lines.map(({ text }) => text), look: JSON.stringify(content.toJSON()) };
}

function linesOf(content: Node, pos: number): readonly PlacedLine[] {
  if (content.isTextblock) return [lineOf(content, pos)];
  const lines: PlacedLine[] = [];
  content.descendants((node, inner) => {
    if (!node.isTextblock) return true;
    lines.push(lineOf(node, pos + 1 + inner));
    return false;
  });
  return lines;
}

function lineOf(node: Node, pos: number): PlacedLine {
  return { from: pos + 1, text: node.textBetween(0, node.content.size, undefined, leaf) };
}
