import { expect, test } from 'vitest';
import { parseInvitationLink } from './parseInvitationLink.ts';

const code = 'abcdefghijklmnop_-12';

test.each([
  [`http://127.0.0.1:4100/i/${code}`, 'http://127.0.0.1:4100'],
  [`  https://confab.example.org/i/${code}/ `, 'https://confab.example.org'],
  [`https://example.org/team/i/${code}?from=mail`, 'https://example.org/team'],
  [
    `confab://join?link=${encodeURIComponent(`https://example.org/i/${code}`)}`,
    'https://example.org',
  ],
])('%s is understood', (link, url) => {
  expect(parseInvitationLink(link)).toEqual({ url, code });
});

test.each([
  'hello',
  '',
  `ftp://example.org/i/${code}`,
  'https://example.org/i/short',
  `https://example.org/${code}`,
  'confab://page/abc',
  'confab://join',
  `confab://join?link=${encodeURIComponent('confab://join?link=x')}`,
])('%j is not an invitation', (link) => {
  expect(() => parseInvitationLink(link)).toThrow(
    expect.objectContaining({ code: 'invitation-invalid' }),
  );
});
