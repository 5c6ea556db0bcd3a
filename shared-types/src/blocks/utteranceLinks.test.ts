import { expect, it } from 'vitest';
import { renderHtml } from './renderHtml.ts';
import { parseUtteranceLink, utteranceLink } from './utteranceLinks.ts';

it.each(['account.track.k3x/16000', 'a', '말', 'a b%c?d#e'])('leads to %s', (id) => {
  expect(parseUtteranceLink(utteranceLink(id))).toBe(id);
});

it.each([
  'confab://page/abcdefgh/abcdefgh',
  'confab://utterance/',
  'confab://utterance/%E0%A4%A',
  'https://example.org/confab://utterance/a',
  `confab://utterance/${'a'.repeat(161)}`,
])('%s leads to none', (url) => {
  expect(parseUtteranceLink(url)).toBeNull();
});

it('is only its time on a page that is read outside the app', () => {
  const options = { fileAddress: () => null, equation: () => '', pageAddress: () => null };
  const content = [{ text: 'We ship. ' }, { text: '1:05', link: utteranceLink('a/1') }];
  expect(renderHtml([{ type: 'bulletListItem', content }], options)).toBe(
    '<ul>\n<li>We ship. 1:05</li>\n</ul>',
  );
});
