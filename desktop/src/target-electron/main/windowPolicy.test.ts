import { EventEmitter } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { guardContents, isMiniCall, mayNavigate } from './windowPolicy.ts';
import type { GuardedContents } from './windowPolicy.ts';

function guarded() {
  const events = new EventEmitter();
  const openOutside = vi.fn();
  const opener: { ask: (details: unknown) => unknown } = { ask: () => undefined };
  const contents = {
    on: events.on.bind(events),
    setWindowOpenHandler: (handler: (details: never) => unknown) => {
      opener.ask = handler as (details: unknown) => unknown;
    },
  } as unknown as GuardedContents;
  guardContents(contents, openOutside, () => ({ width: 360 }));
  const goTo = (event: string, url: string) => {
    const preventDefault = vi.fn();
    events.emit(event, { url, preventDefault });
    return preventDefault.mock.calls.length === 0;
  };
  return { opener, openOutside, goTo };
}

describe('windows that a page opens', () => {
  test('are the mini call and no other', () => {
    const { opener, openOutside } = guarded();
    expect(opener.ask({ url: 'about:blank', frameName: 'confab-mini-call' })).toMatchObject({
      action: 'allow',
      overrideBrowserWindowOptions: { width: 360 },
    });
    for (const details of [
      { url: 'about:blank', frameName: '' },
      { url: 'about:blank', frameName: 'other' },
      { url: 'app://confab/', frameName: 'confab-mini-call' },
      { url: 'javascript:alert(1)', frameName: 'confab-mini-call' },
      { url: 'file:///etc/passwd', frameName: '' },
    ]) {
      expect(opener.ask(details)).toEqual({ action: 'deny' });
    }
    expect(openOutside).not.toHaveBeenCalled();
  });

  test('of the web open in the browser instead', () => {
    const { opener, openOutside } = guarded();
    expect(opener.ask({ url: 'https://example.org/', frameName: '' })).toEqual({ action: 'deny' });
    expect(openOutside).toHaveBeenCalledWith('https://example.org/');
  });

  test('are told apart exactly', () => {
    expect(isMiniCall({ url: 'about:blank', frameName: 'confab-mini-call' })).toBe(true);
    expect(isMiniCall({ url: 'about:blank#x', frameName: 'confab-mini-call' })).toBe(false);
  });
});

describe('where a page goes', () => {
  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('%s', (event) => {
    const { goTo } = guarded();
    expect(goTo(event, 'app://confab/')).toBe(true);
    for (const url of ['https://example.org/', 'file:///x', 'data:text/html,x', 'app://other/']) {
      expect(goTo(event, url)).toBe(false);
    }
  });

  test('is never one of its files', () => {
    expect(mayNavigate('app://confab/f/abc')).toBe(false);
    expect(mayNavigate('app://confab.evil/')).toBe(false);
    expect(mayNavigate('not an address')).toBe(false);
  });

  test('nothing is embedded', () => {
    expect(guarded().goTo('will-attach-webview', 'app://confab/')).toBe(false);
  });
});
