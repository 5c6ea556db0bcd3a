import type { Block, BlockType, TableCell } from '@confab/shared-types';
import type {
  Blockquote,
  Definition,
  List,
  ListItem,
  PhrasingContent,
  RootContent,
  Table,
} from 'mdast';
import { calloutStart } from './callouts.ts';
import type { ConvertedPage, FileLoss } from './ConvertedPage.ts';
import { readFrontMatter } from './frontMatter.ts';
import { htmlToBlocks } from './htmlToBlocks.ts';
import type { LineBuilder } from './LineBuilder.ts';
import { parseMarkdown } from './parseMarkdown.ts';
import { readMarkdownLine } from './readMarkdownLine.ts';
import type { MarkdownSource } from './readMarkdownLine.ts';

export interface MarkdownOptions {
  /** Whether a line break in the source is one on the page, as Obsidian has it. */
  readonly keepLineBreaks: boolean;
}

/** The editor's headings go down to this level. */
const deepestHeading = 4;

/** A Markdown file as blocks: CommonMark, GitHub's and Obsidian's extensions, formulas, front matter. */
export function markdownToBlocks(text: string, options: MarkdownOptions): ConvertedPage {
  const losses: FileLoss[] = [];
  const lose = (what: FileLoss['what'], detail: string): void => {
    losses.push({ what, detail: detail.slice(0, 300) });
  };
  const { children } = parseMarkdown(text);
  const source = { text, definitions: definitionsIn(children), lose, ...options };
  const [first] = children;
  const matter = first?.type === 'yaml' ? readFrontMatter(first.value) : null;
  const blocks = readFlow(children, source);
  if (matter === null || matter.rest === '') {
    return { title: matter?.title ?? null, icon: matter?.icon ?? null, blocks, losses };
  }
  lose('markup-as-text', matter.rest);
  const kept: Block = {
    type: 'codeBlock',
    props: { language: 'yaml' },
    content: [{ text: matter.rest }],
  };
  return { title: matter.title, icon: matter.icon, blocks: [kept, ...blocks], losses };
}

function definitionsIn(nodes: readonly RootContent[]): Map<string, Definition> {
  const found = new Map<string, Definition>();
  for (const node of nodes) {
    if (node.type === 'definition') found.set(node.identifier, node);
    else if (node.type === 'blockquote' || node.type === 'listItem' || node.type === 'list') {
      for (const [name, each] of definitionsIn(node.children)) found.set(name, each);
    }
  }
  return found;
}

function readFlow(nodes: readonly RootContent[], source: MarkdownSource): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (node === undefined) break;
    const end = node.type === 'html' ? endOfContainer(nodes, at, node.value) : null;
    if (end === null) {
      blocks.push(...readNode(node, source));
    } else {
      blocks.push(...readContainer(nodes.slice(at, end + 1), source));
      at = end;
    }
  }
  return blocks;
}

function readNode(node: RootContent, source: MarkdownSource): Block[] {
  switch (node.type) {
    case 'paragraph':
      return textBlock('paragraph', node.children, source);
    case 'heading': {
      const level = Math.min(node.depth, deepestHeading);
      return textBlock('heading', node.children, source, level === 1 ? undefined : { level });
    }
    case 'list':
      return readList(node, source);
    case 'blockquote':
      return readQuote(node, source);
    case 'code': {
      const language = node.lang ?? 'text';
      const props = language === 'text' ? {} : { props: { language } };
      return [{ type: 'codeBlock', ...props, ...textContent(node.value) }];
    }
    case 'math':
      return [{ type: 'equation', props: { source: node.value } }];
    case 'thematicBreak':
      return [{ type: 'divider' }];
    case 'table':
      return [{ type: 'table', rows: readRows(node, source) }];
    case 'html': {
      const { blocks, losses } = htmlToBlocks(node.value);
      for (const { what, detail } of losses) source.lose(what, detail);
      return [...blocks];
    }
    case 'footnoteDefinition': {
      source.lose('markup-as-text', `[^${node.identifier}]:`);
      const [first, ...others] = readFlow(node.children, source);
      const content = [{ text: `[^${node.identifier}]: ` }, ...(first?.content ?? [])];
      return [{ ...(first ?? { type: 'paragraph' }), content }, ...others];
    }
    case 'yaml':
    case 'definition':
      return [];
    default:
      return textBlock('paragraph', [node as PhrasingContent], source);
  }
}

/** A block of one line; pictures in it follow as blocks, and it is left out when it was only them. */
function textBlock(
  type: BlockType,
  nodes: readonly PhrasingContent[],
  source: MarkdownSource,
  props?: Block['props'],
): Block[] {
  const line = readMarkdownLine(nodes, source);
  const block: Block = { type, ...(props === undefined ? {} : { props }), ...contentOf(line) };
  const onlyMedia = type === 'paragraph' && line.blocks.length > 0 && block.content === undefined;
  return [...(onlyMedia ? [] : [block]), ...line.blocks];
}

function contentOf(line: LineBuilder): Pick<Block, 'content'> {
  const content = line.trimmed();
  return content.length > 0 ? { content } : {};
}

function textContent(text: string): Pick<Block, 'content'> {
  return text === '' ? {} : { content: [{ text }] };
}

function readList(list: List, source: MarkdownSource): Block[] {
  return list.children.map((item, index) => {
    const ordered = list.ordered === true;
    const start = list.start ?? 1;
    const props = {
      ...(item.checked === true ? { checked: true } : {}),
      ...(ordered && index === 0 && start !== 1 ? { start } : {}),
    };
    return readItem(itemType(item, ordered), props, item, source);
  });
}

function itemType({ checked }: ListItem, ordered: boolean): BlockType {
  if (typeof checked === 'boolean') return 'checkListItem';
  return ordered ? 'numberedListItem' : 'bulletListItem';
}

function readItem(
  type: BlockType,
  props: NonNullable<Block['props']>,
  { children }: { readonly children: readonly RootContent[] },
  source: MarkdownSource,
): Block {
  const [first, ...others] = children;
  const line = first?.type === 'paragraph' ? readMarkdownLine(first.children, source) : null;
  const below = [...(line?.blocks ?? []), ...readFlow(line === null ? children : others, source)];
  return {
    type,
    ...(Object.keys(props).length > 0 ? { props } : {}),
    ...(line === null ? {} : contentOf(line)),
    ...(below.length > 0 ? { children: below } : {}),
  };
}

function readQuote(quote: Blockquote, source: MarkdownSource): Block[] {
  const [first] = quote.children;
  const words = first?.type === 'paragraph' ? first.children[0] : undefined;
  const start = words?.type === 'text' ? calloutStart(words.value) : null;
  if (first?.type !== 'paragraph' || words?.type !== 'text' || start === null) {
    return [readItem('quote', {}, quote, source)];
  }
  const rest = { ...words, value: words.value.slice(start.length) };
  const paragraph = { ...first, children: [rest, ...first.children.slice(1)] };
  const props: Record<string, string> = start.kind === 'note' ? {} : { kind: start.kind };
  const children = [paragraph, ...quote.children.slice(1)];
  // A line of its own in it is the callout's title.
  return [readItem('callout', props, { children }, { ...source, keepLineBreaks: true })];
}

function readRows({ children }: Table, source: MarkdownSource): TableCell[][] {
  return children.map((row, index) =>
    row.children.map((cell) => ({
      content: readMarkdownLine(cell.children, source).trimmed(),
      ...(index === 0 ? { header: true } : {}),
    })),
  );
}

const containerStart = /^<(details|aside)\b[^>]*>/i;

/** Where the HTML element that begins at a node ends, when Markdown stands in it; null: it has none. */
function endOfContainer(nodes: readonly RootContent[], at: number, html: string): number | null {
  const name = containerStart.exec(html)?.[1]?.toLowerCase();
  if (name === undefined) return null;
  let depth = 0;
  for (const [index, node] of nodes.entries()) {
    if (index < at || node.type !== 'html') continue;
    depth += node.value.split(new RegExp(`<${name}\\b`, 'i')).length - 1;
    depth -= node.value.split(new RegExp(`</${name}>`, 'i')).length - 1;
    if (depth <= 0) return index > at ? index : null;
  }
  return null;
}

/** A toggle (`details`) or a callout (`aside`) around Markdown, as Notion and we write them. */
function readContainer(nodes: readonly RootContent[], source: MarkdownSource): Block[] {
  const start = nodes[0]?.position?.start.offset ?? 0;
  const end = nodes.at(-1)?.position?.end.offset ?? 0;
  const raw = source.text.slice(start, end);
  const inner = raw.replace(containerStart, '').replace(/<\/(details|aside)>[^<]*$/i, '');
  const [, summary = ''] = /^\s*<summary>([\s\S]*?)<\/summary>/i.exec(inner) ?? [];
  const body = inner.replace(/^\s*<summary>[\s\S]*?<\/summary>/i, '');
  const isToggle = /^<details/i.test(raw);
  const nested = (text: string): Block[] => {
    const { blocks, losses } = markdownToBlocks(unindented(text), {
      keepLineBreaks: source.keepLineBreaks,
    });
    for (const { what, detail } of losses) source.lose(what, detail);
    return [...blocks];
  };
  if (!isToggle) return [firstLineOf('callout', nested(body))];
  return [firstLineOf('toggleListItem', [...nested(summary).slice(0, 1), ...nested(body)])];
}

/** A block that has the first paragraph for its own text, and the others in it. */
function firstLineOf(type: BlockType, blocks: readonly Block[]): Block {
  const [first, ...others] = blocks;
  const own = first?.type === 'paragraph' || first?.type === 'heading' ? first : null;
  const children = [...(own?.children ?? []), ...(own === null ? blocks : others)];
  return {
    type,
    ...(own?.content === undefined ? {} : { content: own.content }),
    ...(children.length > 0 ? { children } : {}),
  };
}

/** Without the indentation that all of its lines share. */
function unindented(text: string): string {
  const lines = text.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const shared = Math.min(...indents, 80);
  return lines
    .map((line) => line.slice(Math.min(shared, line.search(/\S|$/))))
    .join('\n')
    .trim();
}
