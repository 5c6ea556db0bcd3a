import { describe, expect, test } from 'vitest';
import { deepLinkIn, DeepLinkService, parseDeepLink } from './DeepLinkService.ts';

const join = 'confab://join?link=http%3A%2F%2F127.0.0.1%2Fi%2Fabc';

describe('deep links', () => {
  test('are of our own scheme and of sane length', () => {
    expect(parseDeepLink(join)).toBe(join);
    for (const text of [
      'https://example.org',
      '--minimized',
      '',
      'confab',
      `confab://${'x'.repeat(5000)}`,
    ]) {
      expect(parseDeepLink(text)).toBeNull();
    }
  });

  test('are found among arguments, the last one counts', () => {
    const argv = ['/opt/confab', '--no-sandbox', 'confab://page/old', join, '--profile=bob'];
    expect(deepLinkIn(argv)).toBe(join);
    expect(deepLinkIn(['/opt/confab', '.'])).toBeNull();
  });

  test('that come before the window wait for it, in order', () => {
    const delivered: string[] = [];
    const links = new DeepLinkService({ deliver: (url) => delivered.push(url) });
    links.openUrl('confab://page/1');
    links.openArguments(['confab', 'confab://page/2']);
    links.openUrl('https://example.org');
    expect(delivered).toEqual([]);
    links.begin();
    links.openUrl('confab://page/3');
    expect(delivered).toEqual(['confab://page/1', 'confab://page/2', 'confab://page/3']);
  });
});
