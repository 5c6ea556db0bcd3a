import { expect, it } from 'vitest';
import { formatPageLink, parsePageLink } from './pageLink.ts';

const place = { workspace: 'workspace-1', page: 'page-0001' };

it('leads to the page or block it was made of', () => {
  expect(formatPageLink(place)).toBe('confab://page/workspace-1/page-0001');
  expect(parsePageLink(formatPageLink(place))).toEqual({ ...place, block: null });
  const withBlock = { ...place, block: 'block-0001' };
  expect(parsePageLink(` ${formatPageLink(withBlock)}\n`)).toEqual(withBlock);
});

it.each(['https://example.org/page/a/b', 'confab://join?link=x', 'confab://page/workspace-1', ''])(
  'takes %j for no page',
  (link) => {
    expect(parsePageLink(link)).toBeNull();
  },
);
