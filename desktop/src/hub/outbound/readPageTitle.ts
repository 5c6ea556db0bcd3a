import { fromHtml } from 'hast-util-from-html';

export interface PageTitle {
  readonly title: string;
  readonly description: string;
}

/** The nodes of the parsed page, as far as they are looked at. */
interface Node {
  readonly type: string;
  readonly tagName?: string;
  readonly value?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly children?: readonly Node[];
}

/** What a page says it is called and about; empty where it says nothing. */
export function readPageTitle(html: string): PageTitle {
  const found = new Map<string, string>();
  const keep = (name: string, value: unknown): void => {
    const text = typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
    if (text !== '' && !found.has(name)) found.set(name, text);
  };
  const root: Node = fromHtml(html);
  const toVisit: Node[] = [root];
  for (let node = toVisit.pop(); node !== undefined; node = toVisit.pop()) {
    // A picture's title is not the page's.
    if (node.tagName === 'svg') continue;
    if (node.tagName === 'title') keep('title', textOf(node));
    if (node.tagName === 'meta') {
      const { property, name, content } = node.properties ?? {};
      for (const key of [property, name]) {
        if (typeof key === 'string') keep(key.toLowerCase(), content);
      }
    }
    toVisit.push(...(node.children ?? []).toReversed());
  }
  const title = found.get('og:title') ?? found.get('title') ?? '';
  const description = found.get('og:description') ?? found.get('description') ?? '';
  return { title: title.slice(0, 500), description: description.slice(0, 1000) };
}

function textOf(node: Node): string {
  return (node.children ?? []).map(({ value = '' }) => value).join('');
}
