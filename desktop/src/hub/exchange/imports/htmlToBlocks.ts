import type { Block, BlockType, CalloutKind, TableCell } from '@confab/shared-types';
import { calloutKinds } from '@confab/shared-types';
import type { Element, ElementContent, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import type { ConvertedPage, FileLoss } from './ConvertedPage.ts';
import { classesOf, findElement, property, texOf, textOf } from './hast.ts';
import { LineBuilder } from './LineBuilder.ts';
import { isInline, readHtmlLine } from './readHtmlLine.ts';

/** Never shown, and never kept. */
const ignored = new Set(['head', 'script', 'style', 'template', 'noscript', 'nav', 'svg']);
/** What stands for something that runs or loads elsewhere. */
const lost = new Set([
  'iframe',
  'object',
  'embed',
  'canvas',
  'form',
  'button',
  'select',
  'textarea',
]);
/** Deeper nesting than this is read as text. */
const depthLimit = 60;

interface Reading {
  readonly lose: (what: FileLoss['what'], detail: string) => void;
  readonly depth: number;
}

/** An HTML file, or a piece of one, as blocks; Notion's export and our own are known by their classes. */
export function htmlToBlocks(html: string): ConvertedPage {
  const losses: FileLoss[] = [];
  const lose = (what: FileLoss['what'], detail: string): void => {
    losses.push({ what, detail: detail.slice(0, 300) });
  };
  const root = fromHtml(html, { fragment: !/<(html|body|head)\b/i.test(html) });
  const title = findElement(root.children, ({ tagName }) => tagName === 'title');
  const page = findElement(root.children, (element) => classesOf(element).includes('page-body'));
  const from = page?.children ?? root.children;
  return {
    title: title === null ? null : textOf(title).trim() || null,
    icon: null,
    blocks: readNodes(from, { lose, depth: 0 }),
    losses,
  };
}

function readNodes(nodes: readonly RootContent[], reading: Reading): Block[] {
  const blocks: Block[] = [];
  let line: ElementContent[] = [];
  const endLine = (): void => {
    blocks.push(...textBlock('paragraph', line));
    line = [];
  };
  for (const node of nodes) {
    if (node.type === 'comment' || node.type === 'doctype') continue;
    if (node.type === 'text' || isInline(node)) {
      line.push(node);
      continue;
    }
    endLine();
    blocks.push(...readElement(node, reading));
  }
  endLine();
  return blocks;
}

function readElement(element: Element, { lose, depth }: Reading): Block[] {
  const { tagName, children } = element;
  const reading = { lose, depth: depth + 1 };
  if (ignored.has(tagName)) return [];
  if (lost.has(tagName)) {
    lose('markup-as-text', `<${tagName}>`);
    return textBlock('paragraph', [{ type: 'text', value: textOf(element) }]);
  }
  if (depth > depthLimit) return textBlock('paragraph', [{ type: 'text', value: textOf(element) }]);
  switch (tagName) {
    case 'p':
      return paragraph(element, reading);
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6': {
      const level = Math.min(Number(tagName.slice(1)), 4);
      return textBlock('heading', children, level === 1 ? {} : { level });
    }
    case 'ul':
    case 'ol':
    case 'menu':
      return readList(element, reading);
    case 'details':
      return [toggle(element, reading)];
    case 'blockquote':
      return [item('quote', {}, children, reading)];
    case 'aside':
      return [item('callout', calloutProps(calloutKindOf(element)), children, reading)];
    case 'pre':
      return [codeBlock(element)];
    case 'hr':
      return [{ type: 'divider' }];
    case 'table':
      return [{ type: 'table', rows: readRows(element) }];
    case 'figure':
      return readFigure(element, reading);
    case 'img':
    case 'video':
    case 'audio':
      return media(element, '');
    default:
      if (classesOf(element).includes('equation')) {
        const tex = texOf(element);
        if (tex !== null) return [{ type: 'equation', props: { source: tex } }];
      }
      return readNodes(children, reading);
  }
}

/** A paragraph may hold blocks in what people's programs write: it is taken apart then. */
function paragraph(element: Element, reading: Reading): Block[] {
  const isLine = element.children.every((child) => child.type !== 'element' || isInline(child));
  return isLine ? textBlock('paragraph', element.children) : readNodes(element.children, reading);
}

function textBlock(
  type: BlockType,
  nodes: readonly ElementContent[],
  props: NonNullable<Block['props']> = {},
): Block[] {
  const line = new LineBuilder();
  readHtmlLine(nodes, line);
  const content = line.trimmed();
  if (type === 'paragraph' && content.length === 0) return [...line.blocks];
  return [{ type, ...given('props', props), ...given('content', content) }, ...line.blocks];
}

function readList(list: Element, reading: Reading): Block[] {
  const items = list.children.filter((node) => node.type === 'element');
  const start = Number(property(list, 'start') ?? 1);
  return items.flatMap((element, index) => {
    if (element.tagName !== 'li') return readElement(element, reading);
    const toggled = element.children.find(
      (child) => child.type === 'element' && child.tagName === 'details',
    );
    if (toggled?.type === 'element') return [toggle(toggled, reading)];
    const box = checkbox(element);
    if (box !== null) return [item('checkListItem', box, element.children, reading)];
    if (list.tagName !== 'ol') return [item('bulletListItem', {}, element.children, reading)];
    const numbered = index === 0 && Number.isInteger(start) && start !== 1 ? { start } : {};
    return [item('numberedListItem', numbered, element.children, reading)];
  });
}

/** Whether a list item has a box, and it is ticked; null when it has none. */
function checkbox(element: Element): { checked?: boolean } | null {
  const box = findElement(
    element.children,
    (each) => {
      const isBox = each.tagName === 'input' && property(each, 'type') === 'checkbox';
      return isBox || classesOf(each).includes('checkbox');
    },
    ['ul', 'ol'],
  );
  if (box === null) return null;
  const checked = 'checked' in box.properties || classesOf(box).includes('checkbox-on');
  return checked ? { checked } : {};
}

/** A block with the first line of text for its own, and all else in it. */
function item(
  type: BlockType,
  props: NonNullable<Block['props']>,
  nodes: readonly ElementContent[],
  reading: Reading,
): Block {
  const [first, ...others] = readNodes(nodes, reading);
  const own = first?.type === 'paragraph' ? first : null;
  const all = own === null && first !== undefined ? [first, ...others] : others;
  const children = [...(own?.children ?? []), ...all];
  return {
    type,
    ...given('props', props),
    ...given('content', own?.content ?? []),
    ...given('children', children),
  };
}

function toggle(element: Element, reading: Reading): Block {
  const [summary, ...rest] = [
    ...element.children.filter((node) => isSummary(node)),
    ...element.children.filter((node) => !isSummary(node)),
  ];
  const titled = summary !== undefined && isSummary(summary);
  const [title] = titled ? textBlock('paragraph', summary.children) : [];
  const children = readNodes(titled ? rest : element.children, reading);
  return {
    type: 'toggleListItem',
    ...given('content', title?.content ?? []),
    ...given('children', children),
  };
}

function isSummary(node: ElementContent): node is Element {
  return node.type === 'element' && node.tagName === 'summary';
}

function calloutProps(kind: CalloutKind): NonNullable<Block['props']> {
  return kind === 'note' ? {} : { kind };
}

function calloutKindOf(element: Element): CalloutKind {
  const classes = classesOf(element);
  return calloutKinds.find((kind) => classes.includes(`callout-${kind}`)) ?? 'note';
}

function codeBlock(element: Element): Block {
  const code = findElement(element.children, ({ tagName }) => tagName === 'code') ?? element;
  const named = [...classesOf(element), ...classesOf(code)].find((name) => /^lang/.test(name));
  const language = named?.replace(/^lang(uage)?-/, '').toLowerCase() ?? 'text';
  const text = textOf(code).replace(/\n$/, '');
  return {
    type: 'codeBlock',
    ...given('props', language === 'text' ? {} : { language }),
    ...given('content', text === '' ? [] : [{ text }]),
  };
}

function readRows(table: Element): TableCell[][] {
  return rowsIn(table).map((row) =>
    row.children.flatMap((cell): TableCell[] => {
      if (cell.type !== 'element' || !/^t[hd]$/.test(cell.tagName)) return [];
      const line = new LineBuilder();
      readHtmlLine(cell.children, line);
      const colspan = Number(property(cell, 'colSpan') ?? 1);
      const rowspan = Number(property(cell, 'rowSpan') ?? 1);
      return [
        {
          content: line.trimmed(),
          ...(cell.tagName === 'th' ? { header: true } : {}),
          ...(colspan > 1 ? { colspan } : {}),
          ...(rowspan > 1 ? { rowspan } : {}),
        },
      ];
    }),
  );
}

function rowsIn({ children }: Element): Element[] {
  return children.flatMap((child) => {
    if (child.type !== 'element') return [];
    if (child.tagName === 'tr') return [child];
    return /^t(head|body|foot)$/.test(child.tagName) ? rowsIn(child) : [];
  });
}

function readFigure(figure: Element, reading: Reading): Block[] {
  const classes = classesOf(figure);
  if (classes.includes('callout')) return [item('callout', {}, figure.children, reading)];
  const tex = classes.includes('equation') ? texOf(figure) : null;
  if (tex !== null) return [{ type: 'equation', props: { source: tex } }];
  const bookmark = findElement(figure.children, (each) => classesOf(each).includes('bookmark'));
  if (bookmark !== null) return [bookmarkBlock(bookmark)];
  const caption = findElement(figure.children, ({ tagName }) => tagName === 'figcaption');
  const shown = findElement(figure.children, ({ tagName }) => /^(img|video|audio)$/.test(tagName));
  if (shown !== null) return media(shown, caption === null ? '' : textOf(caption).trim());
  return readNodes(figure.children, reading);
}

function bookmarkBlock(link: Element): Block {
  const title = findElement(link.children, (each) => classesOf(each).includes('bookmark-title'));
  const about = findElement(link.children, (each) =>
    classesOf(each).includes('bookmark-description'),
  );
  return {
    type: 'bookmark',
    props: {
      url: property(link, 'href') ?? '',
      ...given('title', title === null ? '' : textOf(title).trim()),
      ...given('description', about === null ? '' : textOf(about).trim()),
    },
  };
}

function media(element: Element, caption: string): Block[] {
  const source = findElement(element.children, ({ tagName }) => tagName === 'source');
  const url = property(element, 'src') ?? (source === null ? null : property(source, 'src'));
  if (url === null) return [];
  const line = new LineBuilder();
  line.media(url, caption === '' ? (property(element, 'alt') ?? '') : caption);
  return [...line.blocks];
}

/** A property of an object, left out where there is nothing in it. */
function given<K extends string, V extends string | readonly unknown[] | object>(
  name: K,
  value: V,
): Partial<Record<K, V>> {
  const size = typeof value === 'string' ? value.length : Object.keys(value).length;
  return size > 0 ? ({ [name]: value } as Record<K, V>) : {};
}
