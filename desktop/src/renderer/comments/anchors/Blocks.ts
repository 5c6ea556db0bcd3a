import type { Node } from 'prosemirror-model';

/** What stands for a mention, a formula or a line break in a text: one character, as in positions. */
const leaf = '\ufffc';

export interface PlacedBlock {
  readonly node: Node;
  readonly pos: number;
}

/** The blocks of an editor's document by id, read when first asked for. */
export class Blocks {
  readonly #doc: Node;
  #byId: Map<string, PlacedBlock> | null = null;

  constructor(doc: Node) {
    this.#doc = doc;
  }

  find(id: string): PlacedBlock | null {
    this.#byId ??= readBlocks(this.#doc);
    return this.#byId.get(id) ?? null;
  }

  /** Positions where words stand within one line: of a block's own content, or of the whole page. */
  search(words: string, within?: PlacedBlock): number[] {
    const found: number[] = [];
    const from = within === undefined ? 0 : within.pos + 1;
    const to =
      within === undefined
        ? this.#doc.content.size
        : from + (within.node.firstChild?.nodeSize ?? 0);
    this.#doc.nodesBetween(from, to, (node, pos) => {
      if (!node.isTextblock) return true;
      const text = textOf(node, 0, node.content.size);
      for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + words.length)) {
        found.push(pos + 1 + at);
      }
      return false;
    });
    return found;
  }
}

/** Text between two positions, as long as they are apart within a line. */
export function textOf(node: Node, from: number, to: number): string {
  return node.textBetween(from, to, '\n', leaf);
}

/** The block that holds a position. */
export function blockAt(doc: Node, pos: number): PlacedBlock | null {
  const $pos = doc.resolve(pos);
  for (let depth = $pos.depth; depth > 0; depth--) {
    const node = $pos.node(depth);
    if (blockId(node) !== null) return { node, pos: $pos.before(depth) };
  }
  const after = $pos.nodeAfter;
  return after !== null && blockId(after) !== null ? { node: after, pos } : null;
}

export function blockId(node: Node): string | null {
  const id: unknown = node.type.name === 'blockContainer' ? node.attrs['id'] : null;
  return typeof id === 'string' ? id : null;
}

function readBlocks(doc: Node): Map<string, PlacedBlock> {
  const blocks = new Map<string, PlacedBlock>();
  doc.descendants((node, pos) => {
    const id = blockId(node);
    if (id !== null) blocks.set(id, { node, pos });
    return !node.isTextblock;
  });
  return blocks;
}
