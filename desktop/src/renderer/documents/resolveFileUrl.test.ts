import { describe, expect, it } from 'vitest';
import { parseFileUrl } from './resolveFileUrl.ts';

const hash = '0123456789abcdef'.repeat(4);

describe('parseFileUrl', () => {
  it('reads workspace, hash and name', () => {
    expect(parseFileUrl(`confab-file:workspace-1/${hash}/my%20photo.png`)).toEqual({
      workspace: 'workspace-1',
      hash,
      name: 'my photo.png',
    });
  });

  it.each(['https://example.org/a.png', 'confab-file:x', `confab-file:workspace-1/abc/n.png`])(
    'refuses %s',
    (url) => expect(parseFileUrl(url)).toBeNull(),
  );

  it('takes a name with a stray percent sign as it stands', () => {
    expect(parseFileUrl(`confab-file:workspace-1/${hash}/100%.png`)?.name).toBe('100%.png');
  });
});
