import { escapeHtml, renderHtml } from '@confab/shared-types';
import type { Block, HtmlOptions } from '@confab/shared-types';
import katex from 'katex';
import type { ExportNode } from './exportTree.ts';
import { styleSheet } from './styleSheet.ts';

export interface HtmlPage {
  readonly title: string;
  readonly icon: string | null;
  readonly blocks: readonly Block[];
  /** BCP 47, for the browser's voice and hyphens. */
  readonly language: string;
}

/** A formula as MathML, which browsers draw without a script or a font of ours. */
export function formula(tex: string, display: boolean): string {
  return katex.renderToString(tex, {
    output: 'mathml',
    displayMode: display,
    throwOnError: false,
    trust: false,
    maxSize: 20,
    maxExpand: 200,
  });
}

/** A page as an HTML file that needs nothing but its attachments. */
export function htmlDocument(page: HtmlPage, addresses: Omit<HtmlOptions, 'equation'>): string {
  const title = escapeHtml(page.title);
  const icon = page.icon === null ? '' : `<span class="icon">${escapeHtml(page.icon)}</span> `;
  const body = renderHtml(page.blocks, { ...addresses, equation: formula });
  return wholeDocument(page.language, title, `<h1 class="title">${icon}${title}</h1>\n${body}`);
}

/** A list of all exported pages. */
export function htmlIndex(
  title: string,
  language: string,
  tree: readonly ExportNode[],
  address: (node: ExportNode) => string,
): string {
  const list = (nodes: readonly ExportNode[]): string =>
    nodes.length === 0 ? '' : `<ul>\n${nodes.map(item).join('\n')}\n</ul>`;
  const item = (node: ExportNode): string =>
    `<li><a href="${escapeHtml(address(node))}">${escapeHtml(node.entry.title || '–')}</a>${list(node.children)}</li>`;
  const heading = escapeHtml(title);
  return wholeDocument(language, heading, `<h1 class="title">${heading}</h1>\n${list(tree)}`);
}

function wholeDocument(language: string, title: string, body: string): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Confab">
<title>${title}</title>
<style>${styleSheet}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}
