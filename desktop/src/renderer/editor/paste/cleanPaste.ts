import type { Element, ElementContent, Root, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { listsOfWord } from './listsOfWord.ts';
import { marksOfStyle, parseStyle } from './pastedStyle.ts';

/** A picture that came inside the HTML: its `src` is now a token, its bytes are to be added. */
export interface PastedPicture {
  readonly token: string;
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}

export interface CleanPaste {
  readonly html: string;
  readonly pictures: readonly PastedPicture[];
}

/** Begins the address of a picture that is still on its way to disk. */
export const pastedPictureScheme = 'pasted:';

const dropped = new Set(['script', 'style', 'meta', 'link', 'title', 'head', 'xml', 'o:p']);
const unwrapped = new Set(['font', 'center', 'article', 'section', 'main']);
const keptAttributes: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  img: ['src', 'alt', 'width'],
  td: ['colSpan', 'rowSpan'],
  th: ['colSpan', 'rowSpan'],
  input: ['type', 'checked'],
  ol: ['start'],
  code: ['className'],
  details: ['open'],
};

/**
 * Makes of other editors' HTML (Word's, Google Docs', Notion's, web pages') the plain one a person
 * meant: lists for paragraphs that look like one, marks for spans that look like them, nothing of
 * fonts, sizes and colours. `token` names the pictures.
 */
export function cleanPaste(html: string, token: () => string): CleanPaste {
  const root = fromHtml(fragmentOf(html), { fragment: true });
  const pictures: PastedPicture[] = [];
  const lists = listsOfWord(root);
  const cleaned: Root = { type: 'root', children: lists.children.flatMap(cleanNode) };
  return { html: toHtml(cleaned), pictures };

  function cleanNode(node: RootContent): ElementContent[] {
    if (node.type === 'text') return [node];
    if (node.type !== 'element' || isHidden(node)) return [];
    if (isFormula(node)) return [node];
    const children = node.children.flatMap(cleanNode);
    if (node.tagName === 'img') return cleanPicture(node);
    if (isCheckbox(node)) return [checkbox(node)];
    if (unwrapped.has(node.tagName) || isWrapper(node)) return children;
    if (node.tagName === 'span') return marked(node, children);
    const { tagName } = node;
    const marks = marksOfStyle(parseStyle(node), tagName);
    return [
      {
        type: 'element',
        tagName,
        properties: keptProperties(node),
        children: marks.reduceRight<ElementContent[]>(
          (content, mark) => (isTextBlock(tagName) ? [wrap(mark, content)] : content),
          children,
        ),
      },
    ];
  }

  function cleanPicture(node: Element): ElementContent[] {
    const src = String(node.properties['src'] ?? '');
    const alt = String(node.properties['alt'] ?? '');
    const data = /^data:(image\/[a-z+.-]+);base64,(.+)$/su.exec(src);
    if (data !== null) {
      const picture = {
        token: pastedPictureScheme + token(),
        name: alt,
        type: data[1] ?? '',
        base64: data[2] ?? '',
      };
      pictures.push(picture);
      return [{ ...node, properties: { src: picture.token, alt }, children: [] }];
    }
    if (src.startsWith('confab-file:')) return [{ ...node, properties: keptProperties(node) }];
    // Nothing is fetched from elsewhere; what was there stays reachable.
    if (!/^https?:/u.test(src)) return alt === '' ? [] : [{ type: 'text', value: alt }];
    const words: ElementContent = { type: 'text', value: alt === '' ? src : alt };
    return [{ type: 'element', tagName: 'a', properties: { href: src }, children: [words] }];
  }
}

/** What was selected: Windows puts it between two comments. */
function fragmentOf(html: string): string {
  const selected = /<!--StartFragment-->(.*)<!--EndFragment-->/su.exec(html)?.[1];
  // Word marks the signs of its lists with conditional comments around what is to be read.
  return (selected ?? html).replace(/<!\[(?:if|endif)[^>]*\]>/gu, '');
}

function isHidden(node: Element): boolean {
  if (dropped.has(node.tagName) || node.tagName.startsWith('o:')) return true;
  const style = parseStyle(node);
  return style.get('display') === 'none' || style.get('mso-list') === 'Ignore';
}

function isFormula(node: Element): boolean {
  return node.tagName === 'math' || classOf(node).includes('katex');
}

/** Google Docs puts everything into a `<b>` that is not bold. */
function isWrapper(node: Element): boolean {
  const bold = node.tagName === 'b' || node.tagName === 'strong';
  return bold && parseStyle(node).get('font-weight') === 'normal';
}

function isTextBlock(tagName: string): boolean {
  return /^(?:p|h[1-6]|li|td|th|div|blockquote)$/u.test(tagName);
}

function isCheckbox(node: Element): boolean {
  const names = classOf(node);
  return names.includes('checkbox-on') || names.includes('checkbox-off');
}

function checkbox(node: Element): Element {
  const checked = classOf(node).includes('checkbox-on');
  return { ...node, tagName: 'input', properties: { type: 'checkbox', checked }, children: [] };
}

function marked(node: Element, children: ElementContent[]): ElementContent[] {
  const marks = marksOfStyle(parseStyle(node), node.tagName);
  return marks.reduceRight<ElementContent[]>((content, mark) => [wrap(mark, content)], children);
}

function wrap(tagName: string, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: {}, children };
}

function keptProperties(node: Element): Element['properties'] {
  const kept: Element['properties'] = {};
  for (const name of keptAttributes[node.tagName] ?? []) {
    const value = node.properties[name];
    if (value !== undefined) kept[name] = value;
  }
  const href = kept['href'];
  if (typeof href === 'string' && !/^(?:https?|mailto|tel|confab):/iu.test(href)) {
    delete kept['href'];
  }
  return kept;
}

function classOf(node: Element): readonly string[] {
  const { className } = node.properties;
  return Array.isArray(className) ? className.map(String) : [];
}
