import { createHash } from 'node:crypto';
import { escapeHtml, pageCoverColors } from '@confab/shared-types';
import type { Catalogue } from './catalogue.ts';
import { pageColors } from './pageStyle.ts';
import type { PublicPage } from './PublicPages.ts';
import { readingStyle } from './readingStyle.ts';

const style = pageColors + readingStyle;
const styleHash = createHash('sha256').update(style).digest('base64');

/** What a public page may do: show itself, its pictures and its sounds. Nothing runs. */
export const publicPagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "img-src 'self'",
  "media-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function renderPublicPage(words: Catalogue, page: PublicPage): string {
  const title = page.title === '' ? words.untitled : page.title;
  const icon = page.icon === null ? '' : `<p class="icon">${escapeHtml(page.icon)}</p>`;
  return document(
    words,
    title,
    `${renderCover(page.cover)}
    <main>
      <header>${icon}<h1>${escapeHtml(title)}</h1></header>
      <article>
${page.body}
      </article>
    </main>
    <footer>${escapeHtml(words.readOnly)}</footer>`,
  );
}

export function renderNoPublicPage(words: Catalogue): string {
  return document(
    words,
    words.notPublicTitle,
    `<main class="nothing">
      <h1>${escapeHtml(words.notPublicTitle)}</h1>
      <p>${escapeHtml(words.notPublicHint)}</p>
    </main>
    <footer>Confab</footer>`,
  );
}

function renderCover(cover: string | null): string {
  if (cover === null) return '';
  const color = pageCoverColors.find((name) => cover === `color:${name}`);
  if (color !== undefined) return `<div class="cover cover-${color}"></div>`;
  if (cover.startsWith('color:')) return '';
  return `<img class="cover" src="${escapeHtml(cover)}" alt="">`;
}

function document(words: Catalogue, title: string, body: string): string {
  return `<!doctype html>
<html lang="${words.language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${escapeHtml(title)} · Confab</title>
    <style>${style}</style>
  </head>
  <body>
    ${body}
  </body>
</html>
`;
}
