import type { Element, RootContent } from 'hast';

/** The first element that fits, in document order; not within `outside`. */
export function findElement(
  nodes: readonly RootContent[],
  fits: (element: Element) => boolean,
  outside: readonly string[] = [],
): Element | null {
  for (const node of nodes) {
    if (node.type !== 'element' || outside.includes(node.tagName)) continue;
    if (fits(node)) return node;
    const inner = findElement(node.children, fits, outside);
    if (inner !== null) return inner;
  }
  return null;
}

/** A property as text; null when it is not there. Names are those of hast (`colSpan`). */
export function property(element: Element, name: string): string | null {
  const value = element.properties[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : null;
}

export function classesOf(element: Element): readonly string[] {
  const classes = element.properties['className'];
  return Array.isArray(classes) ? classes.map(String) : [];
}

/** All text in an element, as it stands. */
export function textOf(element: Element): string {
  const texts: string[] = [];
  const waiting: RootContent[] = [element];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'text') texts.push(node.value);
    else if (node.type === 'element') waiting.push(...node.children.toReversed());
  }
  return texts.join('');
}

/** The TeX that KaTeX and MathJax leave beside their MathML; null when there is none. */
export function texOf(element: Element): string | null {
  const annotation = findElement(
    [element],
    (each) => each.tagName === 'annotation' && property(each, 'encoding') === 'application/x-tex',
  );
  return annotation === null ? null : textOf(annotation).trim();
}
