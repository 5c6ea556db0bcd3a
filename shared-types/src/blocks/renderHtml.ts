import { calloutKinds } from './Block.ts';
import type { Block, BlockType, TableCell } from './Block.ts';
import { blockProp, stringProp } from './blockText.ts';
import { escapeHtml } from './escapeHtml.ts';
import { renderInline, webAddress } from './renderInline.ts';
import type { PageId } from '../ids.ts';

export interface HtmlOptions {
  /** Where the file of a media block can be loaded from, by its `url`; null: it cannot. */
  readonly fileAddress: (url: string) => string | null;
  /** HTML of a formula, on a line of its own or within one; what it answers is not escaped. */
  readonly equation: (tex: string, display: boolean) => string;
  /** Where a page that is mentioned or linked can be read; null: nowhere. */
  readonly pageAddress: (page: PageId) => string | null;
}

/** What stands around blocks of one type that follow each other. */
const lists: Partial<Record<BlockType, readonly [string, string]>> = {
  bulletListItem: ['<ul>', '</ul>'],
  checkListItem: ['<ul class="todo">', '</ul>'],
  numberedListItem: ['<ol>', '</ol>'],
};

/**
 * A page's blocks as HTML that is safe to put into any page: every text is escaped, only addresses of
 * `http`, `https` and `mailto` become links, and there are no scripts, styles or handlers in it.
 */
export function renderHtml(blocks: readonly Block[], options: HtmlOptions): string {
  const parts: string[] = [];
  for (let at = 0; at < blocks.length;) {
    const run = runFrom(blocks, at);
    parts.push(renderRun(run, options));
    at += run.length;
  }
  return parts.join('\n');
}

/** Blocks from `at` on that make one list; any other block is alone. */
function runFrom(blocks: readonly Block[], at: number): Block[] {
  let end = at + 1;
  while (continuesList(blocks[end], blocks[at])) end++;
  return blocks.slice(at, end);
}

function continuesList(block: Block | undefined, first: Block | undefined): boolean {
  if (block === undefined || block.type !== first?.type) return false;
  return lists[block.type] !== undefined && block.props?.['start'] === undefined;
}

function renderRun(run: readonly Block[], options: HtmlOptions): string {
  const [first] = run;
  if (first === undefined) return '';
  const around = lists[first.type];
  if (around === undefined) return renderBlock(first, options);
  const start = blockProp(first, 'start');
  const open =
    typeof start === 'number' && Number.isSafeInteger(start) ? `<ol start="${start}">` : around[0];
  return [open, ...run.map((block) => renderBlock(block, options)), around[1]].join('\n');
}

function renderBlock(block: Block, options: HtmlOptions): string {
  const text = renderInline(block.content ?? [], options);
  const children = renderChildren(block, options);
  switch (block.type) {
    case 'paragraph':
      return `<p${alignment(block)}>${text}</p>${indented(children)}`;
    case 'heading': {
      const level = headingLevel(block);
      const heading = `<h${level}${alignment(block)}>${text}</h${level}>`;
      if (blockProp(block, 'isToggleable') === true) return toggle(heading, children);
      return heading + indented(children);
    }
    case 'bulletListItem':
    case 'numberedListItem':
      return `<li>${text}${children}</li>`;
    case 'checkListItem': {
      const checked = blockProp(block, 'checked') === true ? ' checked' : '';
      return `<li><label><input type="checkbox" disabled${checked}> ${text}</label>${children}</li>`;
    }
    case 'toggleListItem':
      return toggle(text, children);
    case 'quote':
      return `<blockquote><p>${text}</p>${children}</blockquote>`;
    case 'callout':
      return `<aside class="callout callout-${calloutKind(block)}"><p>${text}</p>${children}</aside>`;
    case 'codeBlock':
      return `<pre><code${language(block)}>${code(block)}</code></pre>${indented(children)}`;
    case 'divider':
      return `<hr>${indented(children)}`;
    case 'equation': {
      const formula = options.equation(stringProp(block, 'source'), true);
      return `<div class="equation">${formula}</div>${indented(children)}`;
    }
    case 'bookmark':
      return bookmark(block) + indented(children);
    case 'table':
      return table(block.rows ?? [], options) + indented(children);
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
      return figure(block, options) + indented(children);
  }
}

function renderChildren({ children = [] }: Block, options: HtmlOptions): string {
  return children.length > 0 ? `\n${renderHtml(children, options)}\n` : '';
}

function indented(children: string): string {
  return children === '' ? '' : `\n<div class="indented">${children}</div>`;
}

function toggle(summary: string, children: string): string {
  return `<details><summary>${summary}</summary>${children}</details>`;
}

function alignment(block: Block): string {
  const align = blockProp(block, 'textAlignment');
  return align === 'center' || align === 'right' || align === 'justify'
    ? ` class="align-${align}"`
    : '';
}

function headingLevel(block: Block): number {
  const level = blockProp(block, 'level');
  return typeof level === 'number' && Number.isInteger(level) && level >= 1 && level <= 6
    ? level
    : 1;
}

function calloutKind(block: Block): string {
  const kind = stringProp(block, 'kind');
  return calloutKinds.find((each) => each === kind) ?? 'note';
}

function language(block: Block): string {
  const name = stringProp(block, 'language');
  const plain = name === 'text' || !/^[A-Za-z0-9+#._-]{1,40}$/.test(name);
  return plain ? '' : ` class="language-${name}"`;
}

function code({ content = [] }: Block): string {
  return content.map((run) => ('text' in run ? escapeHtml(run.text) : '')).join('');
}

function bookmark(block: Block): string {
  const url = stringProp(block, 'url');
  const title = stringProp(block, 'title');
  const description = stringProp(block, 'description');
  const address = webAddress(url);
  const named = escapeHtml(title === '' ? url : title);
  const link =
    address === null ? named : `<a href="${escapeHtml(address)}" rel="noopener">${named}</a>`;
  const more = description === '' ? '' : `<br><span>${escapeHtml(description)}</span>`;
  return `<p class="bookmark">${link}${more}</p>`;
}

function table(rows: readonly (readonly TableCell[])[], options: HtmlOptions): string {
  const lines = rows.map((cells) => {
    const row = cells.map((cell) => {
      const name = cell.header === true ? 'th' : 'td';
      const spans = span('colspan', cell.colspan) + span('rowspan', cell.rowspan);
      return `<${name}${spans}>${renderInline(cell.content, options)}</${name}>`;
    });
    return `<tr>${row.join('')}</tr>`;
  });
  return `<table>\n${lines.join('\n')}\n</table>`;
}

function span(name: string, value = 1): string {
  return value > 1 ? ` ${name}="${value}"` : '';
}

function figure(block: Block, { fileAddress }: HtmlOptions): string {
  const name = stringProp(block, 'name');
  const caption = stringProp(block, 'caption');
  const address = safeAddress(fileAddress(stringProp(block, 'url')));
  const below = caption === '' ? '' : `<figcaption>${escapeHtml(caption)}</figcaption>`;
  return `<figure>${mediaElement(block, address, name, caption)}${below}</figure>`;
}

function mediaElement(block: Block, address: string | null, name: string, caption: string): string {
  if (address === null) return `<span class="missing">${escapeHtml(name)}</span>`;
  const source = escapeHtml(address);
  const shown = blockProp(block, 'showPreview') !== false;
  if (block.type === 'image' && shown) {
    return `<img src="${source}" alt="${escapeHtml(caption === '' ? name : caption)}" loading="lazy">`;
  }
  if (block.type === 'video' && shown) return `<video controls src="${source}"></video>`;
  if (block.type === 'audio' && shown) return `<audio controls src="${source}"></audio>`;
  return `<a href="${source}" download="${escapeHtml(name)}">${escapeHtml(name === '' ? address : name)}</a>`;
}

/** An address of the web, or one relative to the page; null for whatever else a block may hold. */
function safeAddress(address: string | null): string | null {
  if (address === null || address === '') return null;
  if (/^[a-z][a-z0-9+.-]*:/i.test(address.replace(/[\s\p{Cc}]/gu, ''))) return webAddress(address);
  return address;
}
