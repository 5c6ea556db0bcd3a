import type { TextStyle } from '@confab/shared-types';
import type { Definition, PhrasingContent, Text } from 'mdast';
import type { FileLoss } from './ConvertedPage.ts';
import { wikiScheme } from './ConvertedPage.ts';
import { LineBuilder, plain, withStyle } from './LineBuilder.ts';
import type { LineStyle } from './LineBuilder.ts';

export interface MarkdownSource {
  readonly text: string;
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Whether a line break in the source is one on the page, as Obsidian has it. */
  readonly keepLineBreaks: boolean;
  readonly lose: (what: FileLoss['what'], detail: string) => void;
}

const tags: Readonly<Record<string, TextStyle>> = {
  u: 'underline',
  ins: 'underline',
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strike',
  del: 'strike',
  strike: 'strike',
  code: 'code',
  kbd: 'code',
};

const wikiLink = /(!?)\[\[([^[\]|#^]*)((?:#[^[\]|]*)?)(?:\|([^[\]]*))?\]\]/g;

/** Reads a line of Markdown; HTML in it that has no style of ours is kept as text. */
export function readMarkdownLine(
  nodes: readonly PhrasingContent[],
  source: MarkdownSource,
): LineBuilder {
  const line = new LineBuilder();
  readNodes(nodes, plain, line, source);
  return line;
}

function readNodes(
  nodes: readonly PhrasingContent[],
  outer: LineStyle,
  line: LineBuilder,
  source: MarkdownSource,
): void {
  const open: LineStyle[] = [];
  for (const node of nodes) {
    const style = open.at(-1) ?? outer;
    if (node.type === 'html') readTag(node.value, style, open, line, source);
    else readNode(node, style, line, source);
  }
}

function readNode(
  node: Exclude<PhrasingContent, { type: 'html' }>,
  style: LineStyle,
  line: LineBuilder,
  source: MarkdownSource,
): void {
  switch (node.type) {
    case 'text':
      return readText(node.value, rawOf(node, source), style, line, source);
    case 'strong':
      return readNodes(node.children, withStyle(style, 'bold'), line, source);
    case 'emphasis':
      return readNodes(node.children, withStyle(style, 'italic'), line, source);
    case 'delete':
      return readNodes(node.children, withStyle(style, 'strike'), line, source);
    case 'inlineCode':
      return line.text(node.value, withStyle(style, 'code'));
    case 'break':
      return line.text('\n', style);
    case 'link':
      return readNodes(node.children, { ...style, link: node.url }, line, source);
    case 'image':
      return line.media(node.url, node.alt ?? '');
    case 'linkReference': {
      const link = source.definitions.get(node.identifier)?.url;
      return readNodes(
        node.children,
        link === undefined ? style : { ...style, link },
        line,
        source,
      );
    }
    case 'imageReference': {
      const url = source.definitions.get(node.identifier)?.url;
      if (url !== undefined) line.media(url, node.alt ?? '');
      return;
    }
    case 'inlineMath':
      return readFormula(
        node.value,
        rawOf(node, source),
        node.position?.end.offset,
        style,
        line,
        source,
      );
    case 'footnoteReference':
      source.lose('markup-as-text', `[^${node.identifier}]`);
      return line.text(`[^${node.identifier}]`, style);
  }
}

/** The source of a node; escapes are only seen there. */
function rawOf({ position }: Pick<Text, 'position'>, { text }: MarkdownSource): string {
  return text.slice(position?.start.offset ?? 0, position?.end.offset ?? 0);
}

function readText(
  value: string,
  raw: string,
  style: LineStyle,
  line: LineBuilder,
  source: MarkdownSource,
): void {
  const words = source.keepLineBreaks ? value : value.replaceAll('\n', ' ');
  let at = 0;
  for (const match of words.matchAll(wikiLink)) {
    const [whole, embed, name = '', heading = '', label] = match;
    // An escaped bracket is text, and only the source shows the backslash.
    if (!raw.includes('[[') || (name === '' && heading === '')) continue;
    line.text(words.slice(at, match.index), style);
    at = match.index + whole.length;
    const target = name.trim();
    if (embed === '!' && /\.[A-Za-z0-9]{1,5}$/.test(target)) {
      line.media(wikiScheme + encodeURIComponent(target), isSize(label) ? '' : (label ?? ''));
    } else {
      const shown = label ?? (target === '' ? heading.slice(1) : target);
      line.text(shown, { ...style, link: wikiScheme + encodeURIComponent(target) });
    }
  }
  line.text(words.slice(at), style);
}

/** `![[picture.png|300]]` says how wide it is to be shown. */
function isSize(label: string | undefined): boolean {
  return label !== undefined && /^\d+(x\d+)?$/.test(label.trim());
}

/** Between two prices there is no formula: the rule is that of Pandoc and Obsidian. */
function readFormula(
  tex: string,
  raw: string,
  end: number | undefined,
  style: LineStyle,
  line: LineBuilder,
  source: MarkdownSource,
): void {
  const single = raw.startsWith('$') && !raw.startsWith('$$');
  const next = source.text.charAt(end ?? source.text.length);
  const inner = raw.slice(1, -1);
  if (single && (/^\s|\s$/.test(inner) || /\d/.test(next))) readText(raw, raw, style, line, source);
  else line.equation(tex);
}

function readTag(
  html: string,
  style: LineStyle,
  open: LineStyle[],
  line: LineBuilder,
  source: MarkdownSource,
): void {
  const [, end, tag = ''] = /^<(\/?)([a-z][a-z0-9]*)\b/i.exec(html) ?? [];
  const name = tag.toLowerCase();
  if (html.startsWith('<!--')) return;
  if (name === 'br') return line.text('\n', style);
  if (end === '/') {
    open.pop();
    return;
  }
  const styled = tags[name];
  if (styled !== undefined) open.push(withStyle(style, styled));
  else if (name === 'mark') open.push({ ...style, backgroundColor: 'yellow' });
  else if (name === 'span' || name === 'font') open.push(style);
  else if (name === 'img') readImage(html, line);
  else {
    source.lose('markup-as-text', html.slice(0, 200));
    line.text(html, style);
    if (!html.endsWith('/>')) open.push(style);
  }
}

function readImage(html: string, line: LineBuilder): void {
  const attribute = (name: string): string =>
    new RegExp(`\\s${name}\\s*=\\s*"([^"]*)"`, 'i').exec(html)?.[1] ?? '';
  if (attribute('src') !== '') line.media(attribute('src'), attribute('alt'));
}
