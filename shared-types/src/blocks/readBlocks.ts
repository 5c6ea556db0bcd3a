import * as Y from 'yjs';
import { blockProps, textBlockTypes } from './Block.ts';
import type { Block, BlockType, InlineRun, StyledText, TableCell, TextStyle } from './Block.ts';
import { appendRun } from './appendRun.ts';
import { markName } from './knownNodes.ts';
import { readMention } from './readMention.ts';

/** Deeper nesting than any editor can make is shown as text: what reads it calls itself. */
const depthLimit = 100;

type Node = Y.XmlElement | Y.XmlText | Y.XmlHook;

/**
 * The blocks of a page, of a document's `blocks`. What the editor does not know becomes a paragraph
 * of its text; nothing that may stand in a document makes it throw. Properties that have the
 * editor's defaults are left out, and a line break is `\n` in a text.
 */
export function readBlocks(fragment: Y.XmlFragment): Block[] {
  return fragment.toArray().flatMap((node) => readGroup(node, 0));
}

/** The blocks of a `blockGroup`; anything else in its place is read as text. */
function readGroup(group: Node, depth: number): Block[] {
  if (!(group instanceof Y.XmlElement) || group.nodeName !== 'blockGroup' || depth > depthLimit) {
    return textOf(group) === '' ? [] : [paragraphOf(group)];
  }
  return group.toArray().map((node) => {
    const known = node instanceof Y.XmlElement && node.nodeName === 'blockContainer';
    return known ? readContainer(node, depth) : paragraphOf(node);
  });
}

function readContainer(container: Y.XmlElement, depth: number): Block {
  const [content, ...groups] = container.toArray();
  const id: unknown = container.getAttribute('id');
  const children = groups.flatMap((group) => readGroup(group, depth + 1));
  return {
    ...(content === undefined ? { type: 'paragraph' as const } : readContent(content)),
    ...(typeof id === 'string' && id !== '' ? { id } : {}),
    ...(children.length > 0 ? { children } : {}),
  };
}

function readContent(node: Node): Block {
  if (!(node instanceof Y.XmlElement) || !isBlockType(node.nodeName)) return paragraphOf(node);
  const type = node.nodeName;
  const props = readProps(type, node);
  const common = { type, ...(Object.keys(props).length > 0 ? { props } : {}) };
  if (type === 'table') return { ...common, rows: readRows(node) };
  if (!textBlockTypes.has(type)) return common;
  const content = readInline(node);
  return { ...common, ...(content.length > 0 ? { content } : {}) };
}

function readProps(type: BlockType, node: Y.XmlElement): Record<string, string | number | boolean> {
  const defaults: Readonly<Record<string, unknown>> = blockProps[type];
  const props: Record<string, string | number | boolean> = {};
  // Yjs types attributes as strings; they are whatever was written.
  for (const [name, value] of Object.entries(node.getAttributes() as Record<string, unknown>)) {
    if (value === defaults[name]) continue;
    const kind = typeof value;
    if (kind === 'string' || kind === 'number' || kind === 'boolean') {
      props[name] = value as string | number | boolean;
    }
  }
  return props;
}

function readRows(table: Y.XmlElement): TableCell[][] {
  return elementsIn(table).map((row) =>
    elementsIn(row).map((cell) => {
      const colspan = spanOf(cell, 'colspan');
      const rowspan = spanOf(cell, 'rowspan');
      return {
        content: joined(elementsIn(cell).map(readInline)),
        ...(cell.nodeName === 'tableHeader' ? { header: true } : {}),
        ...(colspan > 1 ? { colspan } : {}),
        ...(rowspan > 1 ? { rowspan } : {}),
      };
    }),
  );
}

function spanOf(cell: Y.XmlElement, name: string): number {
  const span: unknown = cell.getAttribute(name);
  return typeof span === 'number' && Number.isInteger(span) && span > 1 ? Math.min(span, 1000) : 1;
}

/** Paragraphs of one cell, as lines. */
function joined(lines: readonly InlineRun[][]): InlineRun[] {
  const runs: InlineRun[] = [];
  for (const [index, line] of lines.entries()) {
    if (index > 0) appendRun(runs, { text: '\n' });
    for (const run of line) appendRun(runs, run);
  }
  return runs;
}

function readInline(parent: Y.XmlElement): InlineRun[] {
  const runs: InlineRun[] = [];
  for (const node of parent.toArray()) {
    if (node instanceof Y.XmlText) for (const run of readText(node)) appendRun(runs, run);
    else if (node instanceof Y.XmlElement) appendRun(runs, readInlineNode(node, runs.at(-1)));
  }
  return runs;
}

function readInlineNode(node: Y.XmlElement, before: InlineRun | undefined): InlineRun {
  switch (node.nodeName) {
    case 'hardBreak':
      // A break has no styles of its own: it goes with the text it ends.
      return before !== undefined && 'text' in before ? { ...before, text: '\n' } : { text: '\n' };
    case 'mention':
      return readMention(node.getAttributes());
    case 'inlineEquation': {
      const source: unknown = node.getAttribute('source');
      return { equation: typeof source === 'string' ? source : '' };
    }
    default:
      return { text: textOf(node) };
  }
}

interface DeltaRun {
  readonly insert: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

function readText(text: Y.XmlText): StyledText[] {
  return (text.toDelta() as DeltaRun[]).flatMap(({ insert, attributes = {} }) =>
    typeof insert === 'string' ? [{ text: insert, ...readMarks(attributes) }] : [],
  );
}

const styleOrder: readonly TextStyle[] = ['bold', 'italic', 'underline', 'strike', 'code'];

function readMarks(attributes: Readonly<Record<string, unknown>>): Omit<StyledText, 'text'> {
  const values = new Map<string, unknown>();
  for (const [stored, value] of Object.entries(attributes)) {
    const name = markName(stored);
    if (value !== null && !values.has(name)) values.set(name, value);
  }
  const styles = styleOrder.filter((style) => values.has(style));
  const link = stringIn(values.get('link'), 'href');
  const textColor = stringIn(values.get('textColor'), 'stringValue');
  const backgroundColor = stringIn(values.get('backgroundColor'), 'stringValue');
  return {
    ...(styles.length > 0 ? { styles } : {}),
    ...(link === null ? {} : { link }),
    ...(textColor === null ? {} : { textColor }),
    ...(backgroundColor === null ? {} : { backgroundColor }),
  };
}

function stringIn(value: unknown, key: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const found: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
  return typeof found === 'string' && found !== '' ? found : null;
}

function paragraphOf(node: Node): Block {
  const text = textOf(node);
  return text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ text }] };
}

/** All text in a node, whatever is around it. */
function textOf(node: Node): string {
  if (node instanceof Y.XmlText)
    return readText(node)
      .map(({ text }) => text)
      .join('');
  if (!(node instanceof Y.XmlElement)) return '';
  const texts = [...node.createTreeWalker((each) => each instanceof Y.XmlText)];
  return texts.map((text) => (text instanceof Y.XmlText ? textOf(text) : '')).join(' ');
}

function elementsIn(parent: Y.XmlElement): Y.XmlElement[] {
  return parent.toArray().filter((node) => node instanceof Y.XmlElement);
}

function isBlockType(name: string): name is BlockType {
  return Object.hasOwn(blockProps, name);
}
