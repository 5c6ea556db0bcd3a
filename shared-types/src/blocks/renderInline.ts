import type { InlineRun, Mention, StyledText, TextStyle } from './Block.ts';
import { escapeHtml } from './escapeHtml.ts';
import { parsePageLink } from './pageLinks.ts';
import type { HtmlOptions } from './renderHtml.ts';

const elements: Record<TextStyle, string> = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strike: 's',
  code: 'code',
};

/** A line of text as HTML. */
export function renderInline(runs: readonly InlineRun[], options: HtmlOptions): string {
  return runs
    .map((run) => {
      if ('text' in run) return renderText(run, options);
      if ('mention' in run) return renderMention(run.mention, options);
      return options.equation(run.equation, false);
    })
    .join('');
}

/** An address that may be a link; null for any other protocol, and for what is no address. */
export function webAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' || protocol === 'mailto:' ? href : null;
}

function renderText(run: StyledText, options: HtmlOptions): string {
  let html = escapeHtml(run.text).replaceAll('\n', '<br>');
  for (const style of run.styles ?? []) {
    const name = elements[style];
    html = `<${name}>${html}</${name}>`;
  }
  const colors = colorClass('color', run.textColor) + colorClass('background', run.backgroundColor);
  if (colors !== '') html = `<span class="${colors.trim()}">${html}</span>`;
  const address = run.link === undefined ? null : linkAddress(run.link, options);
  return address === null ? html : anchor(address, html);
}

function renderMention(mention: Mention, { pageAddress }: HtmlOptions): string {
  const label = escapeHtml(mention.label);
  if (mention.kind === 'date') {
    return `<time datetime="${escapeHtml(mention.target)}">${label}</time>`;
  }
  const address = mention.kind === 'page' ? pageAddress(mention.target) : null;
  return address === null ? `<span class="mention">${label}</span>` : anchor(address, label);
}

function linkAddress(link: string, { pageAddress }: HtmlOptions): string | null {
  const page = parsePageLink(link);
  return page === null ? webAddress(link) : pageAddress(page.page);
}

function anchor(address: string, html: string): string {
  return `<a href="${escapeHtml(address)}" rel="noopener">${html}</a>`;
}

function colorClass(name: string, color: string | undefined): string {
  if (color === undefined || color === 'default' || !/^[a-z]{1,20}$/.test(color)) return '';
  return ` ${name}-${color}`;
}
