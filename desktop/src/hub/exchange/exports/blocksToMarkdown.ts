import { blockProp, stringProp } from '@confab/shared-types';
import type { Block, PageId, TableCell } from '@confab/shared-types';
import type {
  BlockContent,
  Blockquote,
  List,
  ListItem,
  PhrasingContent,
  Root,
  RootContent,
  TableRow,
} from 'mdast';
import { frontmatterToMarkdown } from 'mdast-util-frontmatter';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { mathToMarkdown } from 'mdast-util-math';
import { toMarkdown } from 'mdast-util-to-markdown';
import { lineToMarkdown } from './lineToMarkdown.ts';

export interface MarkdownPage {
  readonly title: string;
  readonly icon: string | null;
  readonly blocks: readonly Block[];
}

export interface MarkdownAddresses {
  /** Path of an attachment from the page, by the `url` of its block; null: it is not exported. */
  readonly file: (url: string) => string | null;
  /** Path of another page; null: it is not exported. */
  readonly page: (page: PageId) => string | null;
}

/** A page as Markdown: CommonMark with GitHub's extensions, formulas, and the title as front matter. */
export function pageToMarkdown(page: MarkdownPage, addresses: MarkdownAddresses): string {
  const front = [`title: ${JSON.stringify(page.title)}`];
  if (page.icon !== null) front.push(`icon: ${JSON.stringify(page.icon)}`);
  const root: Root = {
    type: 'root',
    children: [{ type: 'yaml', value: front.join('\n') }, ...flow(page.blocks, addresses)],
  };
  return toMarkdown(root, {
    bullet: '-',
    rule: '-',
    extensions: [gfmToMarkdown(), mathToMarkdown(), frontmatterToMarkdown(['yaml'])],
  });
}

const listTypes = new Set(['bulletListItem', 'checkListItem', 'numberedListItem']);

function flow(blocks: readonly Block[], addresses: MarkdownAddresses): RootContent[] {
  const nodes: RootContent[] = [];
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at];
    if (block === undefined) break;
    if (!listTypes.has(block.type)) {
      nodes.push(...blockToNodes(block, addresses));
      continue;
    }
    let end = at + 1;
    while (continuesList(blocks[end], block)) end++;
    nodes.push(list(blocks.slice(at, end), addresses));
    at = end - 1;
  }
  return nodes;
}

function continuesList(block: Block | undefined, first: Block): boolean {
  if (block === undefined || !listTypes.has(block.type)) return false;
  const ordered = block.type === 'numberedListItem';
  return ordered === (first.type === 'numberedListItem') && block.props?.['start'] === undefined;
}

function list(blocks: readonly Block[], addresses: MarkdownAddresses): List {
  const [first] = blocks;
  const ordered = first?.type === 'numberedListItem';
  const start = first === undefined ? undefined : blockProp(first, 'start');
  return {
    type: 'list',
    ordered,
    start: ordered && typeof start === 'number' ? start : ordered ? 1 : null,
    spread: false,
    children: blocks.map((block): ListItem => ({
      type: 'listItem',
      checked: block.type === 'checkListItem' ? blockProp(block, 'checked') === true : null,
      spread: false,
      children: inner(block, addresses),
    })),
  };
}

/** The block's own line as a paragraph, then its children. */
function inner(block: Block, addresses: MarkdownAddresses): BlockContent[] {
  const own = lineToMarkdown(block.content ?? [], addresses);
  const below = flow(block.children ?? [], addresses) as BlockContent[];
  return [{ type: 'paragraph', children: own }, ...below];
}

function blockToNodes(block: Block, addresses: MarkdownAddresses): RootContent[] {
  const below = flow(block.children ?? [], addresses);
  switch (block.type) {
    case 'heading': {
      const level = blockProp(block, 'level');
      const depth = typeof level === 'number' && level >= 1 && level <= 6 ? level : 1;
      const children = lineToMarkdown(block.content ?? [], addresses, { breaks: 'html' });
      return [{ type: 'heading', depth: depth as 1, children }, ...below];
    }
    case 'quote':
      return [{ type: 'blockquote', children: inner(block, addresses) }];
    case 'callout':
      return [callout(block, addresses)];
    case 'toggleListItem':
      return toggle(block, addresses);
    case 'codeBlock':
      return [codeBlock(block), ...below];
    case 'divider':
      return [{ type: 'thematicBreak' }, ...below];
    case 'equation':
      return [{ type: 'math', value: stringProp(block, 'source') }, ...below];
    case 'bookmark':
      return [bookmark(block), ...below];
    case 'table':
      return [...table(block.rows ?? [], addresses), ...below];
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
      return [media(block, addresses), ...below];
    default: {
      const line = lineToMarkdown(block.content ?? [], addresses);
      return line.length === 0 ? below : [{ type: 'paragraph', children: line }, ...below];
    }
  }
}

/** GitHub's alerts, which Obsidian reads as callouts too. */
function callout(block: Block, addresses: MarkdownAddresses): Blockquote {
  const mark = `[!${stringProp(block, 'kind').toUpperCase() || 'NOTE'}]`;
  const [own, ...below] = inner(block, addresses);
  const words = own?.type === 'paragraph' ? own.children : [];
  const start: PhrasingContent = { type: 'html', value: words.length === 0 ? mark : `${mark}\n` };
  return {
    type: 'blockquote',
    children: [{ type: 'paragraph', children: [start, ...words] }, ...below],
  };
}

function toggle(block: Block, addresses: MarkdownAddresses): RootContent[] {
  const summary = lineToMarkdown(block.content ?? [], addresses, { breaks: 'html' });
  return [
    {
      type: 'paragraph',
      children: [
        { type: 'html', value: '<details>\n<summary>' },
        ...summary,
        { type: 'html', value: '</summary>' },
      ],
    },
    ...flow(block.children ?? [], addresses),
    { type: 'html', value: '</details>' },
  ];
}

function codeBlock(block: Block): RootContent {
  const language = stringProp(block, 'language');
  const value = (block.content ?? []).map((run) => ('text' in run ? run.text : '')).join('');
  return { type: 'code', lang: language === 'text' || language === '' ? null : language, value };
}

function bookmark(block: Block): RootContent {
  const url = stringProp(block, 'url');
  const title = stringProp(block, 'title');
  const words: PhrasingContent = { type: 'text', value: title === '' ? url : title };
  return { type: 'paragraph', children: [{ type: 'link', url, children: [words] }] };
}

/** Pictures as pictures, other files as links: that is what other programs show. */
function media(block: Block, { file }: MarkdownAddresses): RootContent {
  const original = stringProp(block, 'url');
  const url = file(original) ?? original;
  const name = stringProp(block, 'name');
  const caption = stringProp(block, 'caption');
  const words = caption === '' ? name : caption;
  if (block.type === 'image') {
    return { type: 'paragraph', children: [{ type: 'image', url, alt: words }] };
  }
  const children: PhrasingContent[] = [{ type: 'text', value: words === '' ? url : words }];
  return { type: 'paragraph', children: [{ type: 'link', url, children: children }] };
}

/** Spans are filled up with empty cells, and the first row is the heading: Markdown knows no other. */
function table(
  rows: readonly (readonly TableCell[])[],
  addresses: MarkdownAddresses,
): RootContent[] {
  if (rows.length === 0) return [];
  const children = rows.map((cells): TableRow => ({
    type: 'tableRow',
    children: cells.flatMap(({ content, colspan = 1 }) => [
      {
        type: 'tableCell' as const,
        children: lineToMarkdown(content, addresses, { breaks: 'html' }),
      },
      ...Array.from({ length: colspan - 1 }, () => ({
        type: 'tableCell' as const,
        children: [],
      })),
    ]),
  }));
  return [{ type: 'table', children }];
}
