import type { Element } from 'hast';

/** The declarations of an element's `style`, names in lower case. */
export function parseStyle(node: Element): ReadonlyMap<string, string> {
  const declarations = new Map<string, string>();
  const style = node.properties['style'];
  if (typeof style !== 'string') return declarations;
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const name = declaration.slice(0, colon).trim().toLowerCase();
    declarations.set(name, declaration.slice(colon + 1).trim());
  }
  return declarations;
}

/** The elements that say what a style shows, the outermost first. Headings are bold by themselves. */
export function marksOfStyle(style: ReadonlyMap<string, string>, tagName: string): string[] {
  const marks: string[] = [];
  const weight = style.get('font-weight') ?? '';
  const heading = /^(?:h[1-6]|th)$/u.test(tagName);
  if (!heading && (/^bold/u.test(weight) || Number(weight) >= 600)) marks.push('strong');
  if (/^(?:italic|oblique)/u.test(style.get('font-style') ?? '')) marks.push('em');
  const decoration = `${style.get('text-decoration') ?? ''} ${style.get('text-decoration-line') ?? ''}`;
  if (decoration.includes('underline')) marks.push('u');
  if (decoration.includes('line-through')) marks.push('s');
  if (/mono|courier|consolas|menlo/iu.test(style.get('font-family') ?? '')) marks.push('code');
  return marks;
}
