import type { Element, ElementContent, Root, RootContent } from 'hast';
import { parseStyle } from './pastedStyle.ts';

interface Item {
  readonly level: number;
  readonly ordered: boolean;
  readonly content: ElementContent[];
}

/**
 * Word writes a list as paragraphs with `mso-list: l0 level2 lfo1` and the bullet as text. Answers
 * the tree with real lists in their place.
 */
export function listsOfWord(root: Root): Root {
  return { ...root, children: gather(root.children) };
}

function gather<T extends RootContent>(nodes: readonly T[]): T[] {
  const gathered: T[] = [];
  let items: Item[] = [];
  const flush = (): void => {
    if (items.length > 0) gathered.push(...(nest(items) as T[]));
    items = [];
  };
  for (const node of nodes) {
    const item = node.type === 'element' ? readItem(node) : null;
    if (item !== null) {
      items.push(item);
      continue;
    }
    // White space between two paragraphs of a list does not end it.
    if (items.length > 0 && node.type === 'text' && node.value.trim() === '') continue;
    flush();
    if (node.type !== 'element') gathered.push(node);
    else gathered.push({ ...node, children: gather(node.children) });
  }
  flush();
  return gathered;
}

function readItem(node: Element): Item | null {
  if (node.tagName !== 'p') return null;
  const level = /\blevel(\d+)\b/u.exec(parseStyle(node).get('mso-list') ?? '')?.[1];
  if (level === undefined) return null;
  const sign = textOf(node.children.filter(isSign)).trim();
  const ordered = /^(?:\d+|[a-z]{1,4}|[가-힣])[.)]/iu.test(sign);
  const content = node.children.filter((child) => !isSign(child));
  return { level: Number(level), ordered, content };
}

function isSign(node: ElementContent): boolean {
  if (node.type !== 'element') return false;
  if (parseStyle(node).get('mso-list') === 'Ignore') return true;
  return node.children.length === 1 && node.children.every(isSign);
}

function textOf(nodes: readonly ElementContent[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.value;
      return node.type === 'element' ? textOf(node.children) : '';
    })
    .join('');
}

/** Items with levels as lists within items. */
function nest(items: readonly Item[]): Element[] {
  const lists: Element[] = [];
  let at = 0;
  while (at < items.length) {
    const first = items[at];
    if (first === undefined) break;
    const list = element(first.ordered ? 'ol' : 'ul');
    lists.push(list);
    for (; at < items.length; at++) {
      const item = items[at];
      if (item === undefined || item.level < first.level) break;
      if (item.level === first.level) {
        if (item.ordered !== first.ordered) break;
        list.children.push(element('li', [element('p', item.content)]));
        continue;
      }
      const deeper: Item[] = [];
      for (let next = items[at]; next !== undefined && next.level > first.level; next = items[at]) {
        deeper.push(next);
        at++;
      }
      at--;
      const parent = list.children.at(-1);
      if (parent?.type === 'element') parent.children.push(...nest(deeper));
    }
  }
  return lists;
}

function element(tagName: string, children: ElementContent[] = []): Element {
  return { type: 'element', tagName, properties: {}, children };
}
