import { utteranceLink } from '@confab/shared-types';
import { expect, it } from 'vitest';
import { isValidLink } from './isValidLink.ts';

it.each([
  'https://example.org/a?b=c',
  'mailto:anna@example.org',
  '/there',
  '#here',
  'example.org',
  '',
  utteranceLink('account.track/16000'),
])('takes %s', (url) => {
  expect(isValidLink(url)).toBe(true);
});

it.each([
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  ' JavaScript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,x',
  'confab://join?link=x',
  'file:///etc/passwd',
])('refuses %j', (url) => {
  expect(isValidLink(url)).toBe(false);
});
