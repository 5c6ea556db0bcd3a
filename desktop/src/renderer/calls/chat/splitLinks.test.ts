import { describe, expect, it } from 'vitest';
import { splitLinks } from './splitLinks.ts';

const links = (text: string): (string | null)[] =>
  splitLinks(text)
    .map(({ href }) => href)
    .filter((href) => href !== null);

describe('splitLinks', () => {
  it('leaves words alone and loses none of them', () => {
    expect(splitLinks('no links here')).toEqual([{ text: 'no links here', href: null }]);
    const text = 'see https://a.example/x, then http://b.example.';
    expect(
      splitLinks(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });

  it('takes no mark that ends the sentence into an address', () => {
    expect(links('https://a.example/x, (https://b.example/y). https://c.example/?q=1!')).toEqual([
      'https://a.example/x',
      'https://b.example/y',
      'https://c.example/?q=1',
    ]);
  });

  it('keeps brackets that belong to the address', () => {
    expect(links('https://en.example/wiki/Call_(phone)')).toEqual([
      'https://en.example/wiki/Call_(phone)',
    ]);
  });

  it('makes nothing of other schemes', () => {
    expect(links('javascript:alert(1) file:///etc/passwd data:text/html,x')).toEqual([]);
  });

  it('makes nothing of what is not an address', () => {
    expect(links('https://')).toEqual([]);
    expect(links('http://[')).toEqual([]);
  });
});
