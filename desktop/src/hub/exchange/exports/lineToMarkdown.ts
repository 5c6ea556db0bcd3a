import { parsePageLink } from '@confab/shared-types';
import type { InlineRun, StyledText, TextStyle } from '@confab/shared-types';
import type { PhrasingContent } from 'mdast';
import type { MarkdownAddresses } from './blocksToMarkdown.ts';

export interface LineForm {
  /** `html`: as `<br>`, where Markdown has no line breaks of its own. */
  readonly breaks: 'markdown' | 'html';
}

/** From the outside in. */
const nesting: readonly Exclude<TextStyle, 'code'>[] = ['bold', 'italic', 'underline', 'strike'];

/** A line of text as Markdown's nodes; neighbours with a style in common share the node of it. */
export function lineToMarkdown(
  runs: readonly InlineRun[],
  addresses: MarkdownAddresses,
  form: LineForm = { breaks: 'markdown' },
): PhrasingContent[] {
  return linked(
    runs.map((run) => atLink(run, addresses)),
    form,
  );
}

interface LinkedRun {
  readonly run: InlineRun;
  readonly url: string | null;
}

function atLink(run: InlineRun, { page }: MarkdownAddresses): LinkedRun {
  if ('mention' in run) {
    const url = run.mention.kind === 'page' ? page(run.mention.target) : null;
    return { run: { text: run.mention.label }, url };
  }
  if (!('text' in run) || run.link === undefined) return { run, url: null };
  const place = parsePageLink(run.link);
  return { run, url: (place === null ? null : page(place.page)) ?? run.link };
}

function linked(runs: readonly LinkedRun[], form: LineForm): PhrasingContent[] {
  return groups(runs, ({ url }) => url ?? '').flatMap((group): PhrasingContent[] => {
    const url = group[0]?.url ?? null;
    const nodes = styled(
      group.map(({ run }) => run),
      nesting,
      form,
    );
    return url === null ? nodes : [{ type: 'link', url, children: nodes }];
  });
}

function styled(
  runs: readonly InlineRun[],
  [style, ...inner]: readonly Exclude<TextStyle, 'code'>[],
  form: LineForm,
): PhrasingContent[] {
  if (style === undefined) return runs.flatMap((run) => plainNodes(run, form));
  const has = (run: InlineRun): boolean => 'text' in run && (run.styles ?? []).includes(style);
  return groups(runs, (run) => String(has(run))).flatMap((group): PhrasingContent[] => {
    const nodes = styled(group, inner, form);
    const [first] = group;
    if (first === undefined || !has(first)) return nodes;
    return wrapped(style, nodes);
  });
}

function wrapped(
  style: Exclude<TextStyle, 'code'>,
  children: PhrasingContent[],
): PhrasingContent[] {
  switch (style) {
    case 'bold':
      return [{ type: 'strong', children }];
    case 'italic':
      return [{ type: 'emphasis', children }];
    case 'strike':
      return [{ type: 'delete', children }];
    case 'underline':
      return [{ type: 'html', value: '<u>' }, ...children, { type: 'html', value: '</u>' }];
  }
}

function plainNodes(run: InlineRun, form: LineForm): PhrasingContent[] {
  if ('equation' in run) return [{ type: 'inlineMath', value: run.equation }];
  if (!('text' in run)) return [];
  return run.text
    .split('\n')
    .flatMap((line, index) => [...(index > 0 ? [lineBreak(form)] : []), ...words(line, run)]);
}

function words(value: string, { styles = [] }: StyledText): PhrasingContent[] {
  if (value === '') return [];
  return [styles.includes('code') ? { type: 'inlineCode', value } : { type: 'text', value }];
}

function lineBreak({ breaks }: LineForm): PhrasingContent {
  return breaks === 'html' ? { type: 'html', value: '<br>' } : { type: 'break' };
}

/** Neighbours with the same key, together. */
function groups<T>(values: readonly T[], key: (value: T) => string): T[][] {
  const found: T[][] = [];
  for (const value of values) {
    const last = found.at(-1);
    const [first] = last ?? [];
    if (last !== undefined && first !== undefined && key(first) === key(value)) last.push(value);
    else found.push([value]);
  }
  return found;
}
