import type { TextStyle } from '@confab/shared-types';
import type { Element, ElementContent } from 'hast';
import { property, texOf, textOf } from './hast.ts';
import type { LineBuilder, LineStyle } from './LineBuilder.ts';
import { plain, withStyle } from './LineBuilder.ts';

const styles: Readonly<Record<string, TextStyle>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  cite: 'italic',
  var: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strike',
  del: 'strike',
  strike: 'strike',
  code: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
};

const inline = new Set([
  ...Object.keys(styles),
  ...['a', 'abbr', 'bdi', 'bdo', 'big', 'br', 'data', 'dfn', 'font', 'img', 'input', 'label'],
  ...['mark', 'math', 'q', 'ruby', 'small', 'span', 'sub', 'sup', 'time', 'wbr'],
]);

/** Whether an element stands in a line of text, with all that is in it. */
export function isInline(element: Element): boolean {
  if (!inline.has(element.tagName)) return false;
  if (texOf(element) !== null) return true;
  return element.children.every((child) => child.type !== 'element' || isInline(child));
}

/** Reads elements of a line; white space is shown as a browser shows it. */
export function readHtmlLine(
  nodes: readonly ElementContent[],
  line: LineBuilder,
  style: LineStyle = plain,
): void {
  for (const node of nodes) {
    if (node.type === 'text') readText(node.value, line, style);
    else if (node.type === 'element') readElement(node, line, style);
  }
}

function readText(value: string, line: LineBuilder, style: LineStyle): void {
  const text = value.replace(/[ \t\r\n\f]+/g, ' ');
  const last = line.runs.at(-1);
  const afterSpace = last !== undefined && 'text' in last && /[ \n]$/.test(last.text);
  line.text(afterSpace ? text.replace(/^ /, '') : text, style);
}

function readElement(element: Element, line: LineBuilder, style: LineStyle): void {
  const { tagName, children } = element;
  const tex = tagName === 'span' || tagName === 'math' ? texOf(element) : null;
  if (tex !== null) return line.equation(tex);
  switch (tagName) {
    case 'br':
      return line.text('\n', style);
    case 'input':
    case 'wbr':
      return;
    case 'img':
      return readImage(element, line);
    case 'a': {
      const href = property(element, 'href');
      return readHtmlLine(children, line, href === null ? style : { ...style, link: href });
    }
    case 'mark':
      return readHtmlLine(children, line, { ...style, backgroundColor: 'yellow' });
    case 'math':
      return line.text(textOf(element), style);
    default: {
      const added = styles[tagName];
      return readHtmlLine(children, line, added === undefined ? style : withStyle(style, added));
    }
  }
}

function readImage(element: Element, line: LineBuilder): void {
  const url = property(element, 'src');
  if (url !== null) line.media(url, property(element, 'alt') ?? '');
}
