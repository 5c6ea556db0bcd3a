import { describe, expect, test } from 'vitest';
import { randomBlocks } from '../testing/randomBlocks.ts';
import { seededRandom } from '../testing/seededRandom.ts';
import type { Block } from './Block.ts';
import { escapeHtml } from './escapeHtml.ts';
import { renderHtml } from './renderHtml.ts';
import type { HtmlOptions } from './renderHtml.ts';

const options: HtmlOptions = {
  fileAddress: (url) => (url.startsWith('confab-file:') ? `files/${url.slice(12)}` : url),
  equation: (tex, display) => `<math>${display ? '=' : ''}${escapeHtml(tex)}</math>`,
  pageAddress: (page) => `${page}.html`,
};

const html = (...blocks: Block[]): string => renderHtml(blocks, options);
const text = (words: string) => [{ text: words }];

test('items of a list follow each other in one list, and nest', () => {
  expect(
    html(
      { type: 'bulletListItem', content: text('a') },
      {
        type: 'bulletListItem',
        content: text('b'),
        children: [{ type: 'numberedListItem', content: text('c') }],
      },
      { type: 'numberedListItem', content: text('d'), props: { start: 4 } },
      { type: 'numberedListItem', content: text('e') },
    ),
  ).toBe(
    '<ul>\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n</ol>\n</li>\n</ul>\n' +
      '<ol start="4">\n<li>d</li>\n<li>e</li>\n</ol>',
  );
});

test.each<[string, Block, string]>([
  ['heading', { type: 'heading', props: { level: 3 }, content: text('T') }, '<h3>T</h3>'],
  [
    'to-do',
    { type: 'checkListItem', props: { checked: true }, content: text('T') },
    '<ul class="todo">\n<li><label><input type="checkbox" disabled checked> T</label></li>\n</ul>',
  ],
  [
    'toggle',
    { type: 'toggleListItem', content: text('T'), children: [{ type: 'divider' }] },
    '<details><summary>T</summary>\n<hr>\n</details>',
  ],
  [
    'callout',
    { type: 'callout', props: { kind: 'warning' }, content: text('T') },
    '<aside class="callout callout-warning"><p>T</p></aside>',
  ],
  [
    'code',
    { type: 'codeBlock', props: { language: 'c++' }, content: text('a < b\nc') },
    '<pre><code class="language-c++">a &lt; b\nc</code></pre>',
  ],
  [
    'equation',
    { type: 'equation', props: { source: 'a<b' } },
    '<div class="equation"><math>=a&lt;b</math></div>',
  ],
  [
    'bookmark',
    { type: 'bookmark', props: { url: 'https://a.org/', title: 'A' } },
    '<p class="bookmark"><a href="https://a.org/" rel="noopener">A</a></p>',
  ],
  [
    'table',
    {
      type: 'table',
      rows: [[{ content: text('h'), header: true, colspan: 2 }], [{ content: text('c') }]],
    },
    '<table>\n<tr><th colspan="2">h</th></tr>\n<tr><td>c</td></tr>\n</table>',
  ],
  [
    'image',
    { type: 'image', props: { url: 'confab-file:a.png', name: 'a.png', caption: 'A & B' } },
    '<figure><img src="files/a.png" alt="A &amp; B" loading="lazy"><figcaption>A &amp; B</figcaption></figure>',
  ],
  [
    'styled text',
    {
      type: 'paragraph',
      content: [
        { text: 'a\nb', styles: ['bold', 'code'], textColor: 'red', link: 'mailto:a@b.org' },
        { mention: { kind: 'page', target: 'page0000000', label: 'P' } },
        { mention: { kind: 'date', target: '2026-11-21', label: 'today' } },
        { equation: 'x' },
      ],
    },
    '<p><a href="mailto:a@b.org" rel="noopener"><span class="color-red"><code><strong>a<br>b</strong></code></span></a>' +
      '<a href="page0000000.html" rel="noopener">P</a><time datetime="2026-11-21">today</time><math>x</math></p>',
  ],
])('%s', (_what, block, expected) => {
  expect(html(block)).toBe(expected);
});

describe('hostile blocks', () => {
  const markup = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://a.org/x',
  ])('%j is no address', (url) => {
    const made = html(
      { type: 'paragraph', content: [{ text: 'x', link: url }] },
      { type: 'bookmark', props: { url } },
      ...(['image', 'video', 'audio', 'file'] as const).map((type) => ({
        type,
        props: { url, name: 'n' },
      })),
    );
    expect(made).not.toMatch(/href=|src=/);
  });

  test('nothing in text, names or properties becomes markup', () => {
    const nasty = { text: markup, link: `https://a.org/${markup}`, textColor: markup };
    const made = html(
      ...(['paragraph', 'heading', 'quote', 'callout', 'codeBlock', 'toggleListItem'] as const).map(
        (type): Block => ({
          type,
          props: { kind: markup, language: markup, textAlignment: markup, level: markup },
          content: [nasty, { mention: { kind: 'page', target: markup, label: markup } }],
        }),
      ),
      { type: 'image', props: { url: `https://a.org/${markup}`, name: markup, caption: markup } },
      { type: 'bookmark', props: { url: `https://a.org/${markup}`, title: markup } },
      { type: 'table', rows: [[{ content: [nasty] }]] },
    );
    expect(made).not.toMatch(/<script|<img src=x/i);
    // Quotes within text never end an attribute: every tag is one of ours, whole.
    for (const [tag] of made.matchAll(/<[^>]*>/g)) expect(tag).toMatch(wellFormed);
  });

  test.each(Array.from({ length: 20 }, (_, seed) => [seed]))(
    'tags are balanced and attributes quoted, seed %i',
    (seed) => {
      const made = renderHtml(randomBlocks(seededRandom(seed)), options);
      const open: string[] = [];
      for (const [tag, end, name] of made.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
        expect(tag).toMatch(wellFormed);
        if (['hr', 'br', 'img', 'input'].includes(name ?? '')) continue;
        if (end === '/') expect(open.pop()).toBe(name);
        else open.push(name ?? '');
      }
      expect(open).toEqual([]);
    },
  );
});

const wellFormed = /^<\/?[a-z0-9]+( [a-z]+(="[^"<>]*")?)*>$/;
