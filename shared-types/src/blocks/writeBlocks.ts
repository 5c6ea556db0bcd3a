import * as Y from 'yjs';
import { blockProps, textBlockTypes } from './Block.ts';
import type { Block, InlineRun, StyledText, TableCell } from './Block.ts';

type Attributes = Readonly<Record<string, string | number | boolean>>;

/**
 * Writes blocks into an empty fragment, in the form BlockNote binds to: one `blockGroup` of
 * `blockContainer`s. Done here by hand because loading an editor takes a third of a second of every
 * start of the hub. `newId` makes the ids of blocks that have none; an empty page gets the empty
 * paragraph that the editor would begin it with.
 */
export function writeBlocks(
  fragment: Y.XmlFragment,
  blocks: readonly Block[],
  newId: () => string,
): void {
  const [first, ...others] = blocks;
  const written = first === undefined ? [{ type: 'paragraph' } as const] : [first, ...others];
  fragment.insert(0, [blockGroup(written, newId)]);
}

/**
 * Puts blocks into a `blockGroup` that is part of a document, before its child at an index. Blocks
 * must have ids.
 */
export function insertBlocks(group: Y.XmlElement, at: number, blocks: readonly Block[]): void {
  group.insert(
    at,
    blocks.map((block) => blockContainer(block, missingId)),
  );
}

function missingId(): never {
  throw new Error('a block without an id');
}

function blockGroup(blocks: readonly Block[], newId: () => string): Y.XmlElement {
  const group = new Y.XmlElement('blockGroup');
  group.insert(
    0,
    blocks.map((block) => blockContainer(block, newId)),
  );
  return group;
}

function blockContainer(block: Block, newId: () => string): Y.XmlElement {
  const { children = [] } = block;
  const container = element('blockContainer', { id: block.id ?? newId() }, [blockContent(block)]);
  if (children.length > 0) container.insert(1, [blockGroup(children, newId)]);
  return container;
}

function blockContent({ type, props, content = [], rows = [] }: Block): Y.XmlElement {
  return element(type, { ...blockProps[type], ...props }, inner());

  function inner(): (Y.XmlElement | Y.XmlText)[] {
    if (type === 'table') return rows.map(tableRow);
    if (type === 'codeBlock') return content.length > 0 ? [styledText(plain(content))] : [];
    return textBlockTypes.has(type) ? inline(content) : [];
  }
}

function tableRow(cells: readonly TableCell[]): Y.XmlElement {
  return element('tableRow', {}, cells.map(tableCell));
}

function tableCell({ content, header = false, colspan = 1, rowspan = 1 }: TableCell): Y.XmlElement {
  const colors = { textColor: 'default', backgroundColor: 'default', textAlignment: 'left' };
  const paragraph = element('tableParagraph', {}, inline(content));
  return element(header ? 'tableHeader' : 'tableCell', { ...colors, colspan, rowspan }, [
    paragraph,
  ]);
}

/** Lines of text in one `XmlText` each, with what stands between them. */
function inline(runs: readonly InlineRun[]): (Y.XmlElement | Y.XmlText)[] {
  const nodes: (Y.XmlElement | Y.XmlText)[] = [];
  let text: StyledText[] = [];
  const endText = (): void => {
    if (text.length > 0) nodes.push(styledText(text));
    text = [];
  };
  for (const run of runs) {
    if ('text' in run) {
      for (const [index, line] of run.text.split('\n').entries()) {
        if (index > 0) {
          endText();
          nodes.push(new Y.XmlElement('hardBreak'));
        }
        if (line !== '') text.push({ ...run, text: line });
      }
      continue;
    }
    endText();
    if ('mention' in run) nodes.push(element('mention', { ...run.mention }, []));
    else nodes.push(element('inlineEquation', { source: run.equation }, []));
  }
  endText();
  return nodes;
}

function styledText(runs: readonly StyledText[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(runs.map((run) => ({ insert: run.text, attributes: marks(run) })));
  return text;
}

function marks({ styles = [], link, textColor, backgroundColor }: StyledText): object {
  return {
    ...Object.fromEntries(styles.map((style) => [style, {}])),
    ...(link === undefined ? {} : { link: { href: link } }),
    ...(textColor === undefined ? {} : { textColor: { stringValue: textColor } }),
    ...(backgroundColor === undefined ? {} : { backgroundColor: { stringValue: backgroundColor } }),
  };
}

/** Code has no styles. */
function plain(runs: readonly InlineRun[]): StyledText[] {
  return runs.flatMap((run) => ('text' in run ? [{ text: run.text }] : []));
}

function element(
  name: string,
  attributes: Attributes,
  children: (Y.XmlElement | Y.XmlText)[],
): Y.XmlElement {
  // Yjs types attributes as strings; BlockNote stores numbers and booleans as they are.
  const made = new Y.XmlElement<Record<string, string | number | boolean>>(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (children.length > 0) made.insert(0, children);
  return made as unknown as Y.XmlElement;
}
