import { describe, expect, test, vi } from 'vitest';
import { runtimeContract } from '../shell/runtimeContract.ts';
import { BrowserRuntime } from './BrowserRuntime.ts';
import type { BrowserPage } from './BrowserRuntime.ts';
import { refusedSubprotocol } from './hubSubprotocols.ts';

type SocketEnd = 'open' | 'refused' | 'closed';

/** A tab's window, as far as the runtime uses it. */
function fakePage(hash = '#token=secret') {
  const storage = new Map<string, string>();
  const guards = new Set<(event: Event) => void>();
  const shown: { click: () => void; close: () => void }[] = [];
  const seen = { opened: [] as string[], address: '', protocols: [] as string[], url: '' };
  const state = { end: 'open' as SocketEnd, permission: 'granted' as NotificationPermission };

  class FakeSocket extends EventTarget {
    static readonly OPEN = 1;
    readonly bufferedAmount = 0;
    readonly protocol = state.end === 'refused' ? refusedSubprotocol : 'confab.hub';
    constructor(url: string, protocols: string[]) {
      super();
      Object.assign(seen, { url, protocols });
      const type = state.end === 'closed' ? 'close' : 'open';
      queueMicrotask(() => {
        this.dispatchEvent(Object.assign(new Event(type), { code: 1006, reason: '' }));
      });
    }
    send(): void {}
    close(): void {}
  }

  class FakeNotification {
    static get permission(): NotificationPermission {
      return state.permission;
    }
    static readonly requestPermission = vi.fn(() => Promise.resolve('denied' as const));
    onclick?: () => void;
    onclose?: () => void;
    constructor() {
      shown.push({ click: () => this.onclick?.(), close: () => this.onclose?.() });
    }
    close(): void {
      this.onclose?.();
    }
  }

  const callWindow = { closed: false };
  const tab: { title: string; visibilityState: DocumentVisibilityState } = {
    title: 'Plan · Confab',
    visibilityState: 'visible',
  };
  const document = Object.assign(new EventTarget(), tab);

  const page: BrowserPage = {
    document,
    location: { hash, pathname: '/page/1', search: '?a=b', host: '127.0.0.1:4321' },
    history: { state: null, replaceState: (_state, _title, url) => (seen.address = String(url)) },
    sessionStorage: {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
    },
    navigator: { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)' },
    WebSocket: FakeSocket as unknown as BrowserPage['WebSocket'],
    Notification: FakeNotification as unknown as typeof Notification,
    open: (url) => {
      if (url !== 'about:blank') seen.opened.push(url);
      return callWindow.closed ? null : (callWindow as Window);
    },
    focus: vi.fn(),
    addEventListener: (_type, listener) => void guards.add(listener),
    removeEventListener: (_type, listener) => void guards.delete(listener),
  };
  return { page, storage, guards, shown, seen, state, callWindow, document, FakeNotification };
}

runtimeContract('browser tab', () => {
  const { page, guards, shown, seen, state, callWindow, document } = fakePage();
  return {
    runtime: new BrowserRuntime(page),
    opened: seen.opened,
    closingIsGuarded: () => {
      const event = new Event('beforeunload', { cancelable: true });
      for (const guard of guards) guard(event);
      return event.defaultPrevented;
    },
    noticeShows: () => vi.waitFor(() => expect(shown).toHaveLength(1)),
    answerNotice: async (clicked) => {
      await vi.waitFor(() => expect(shown).toHaveLength(1));
      if (clicked) shown[0]?.click();
      else shown[0]?.close();
    },
    removeHub: () => (state.end = 'closed'),
    setShown: (shown) => {
      document.visibilityState = shown ? 'visible' : 'hidden';
      document.dispatchEvent(new Event('visibilitychange'));
    },
    refuseCallWindow: () => (callWindow.closed = true),
    badge: () => Number(/^\((\d+)\) Plan · Confab$/.exec(document.title)?.[1] ?? 0),
  };
});

describe('BrowserRuntime', () => {
  test('takes the token out of the address bar and keeps it for reloads', async () => {
    const { page, seen, storage } = fakePage('#token=secret&at=2');
    new BrowserRuntime(page);
    expect(seen.address).toBe('/page/1?a=b#at=2');
    const reloaded = fakePage('');
    for (const [key, value] of storage) reloaded.storage.set(key, value);
    await new BrowserRuntime(reloaded.page).connectHub();
    expect(reloaded.seen.protocols).toContain('confab.token.secret');
    expect(reloaded.seen.url).toBe('ws://127.0.0.1:4321/hub');
  });

  test('says by code that the token is missing or wrong', async () => {
    await expect(new BrowserRuntime(fakePage('').page).connectHub()).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    const { page, state } = fakePage();
    state.end = 'refused';
    await expect(new BrowserRuntime(page).connectHub()).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  test('floats the call over other windows where the browser can, else opens a popup', async () => {
    const { page, callWindow } = fakePage();
    const floating = { closed: false } as Window;
    const requestWindow = vi.fn(() => Promise.resolve(floating));
    const runtime = new BrowserRuntime({ ...page, documentPictureInPicture: { requestWindow } });
    expect(await runtime.openCallWindow()).toBe(floating);

    requestWindow.mockRejectedValue(new DOMException('turned off', 'NotAllowedError'));
    const refused = new BrowserRuntime({ ...page, documentPictureInPicture: { requestWindow } });
    expect(await refused.openCallWindow()).toBe(callWindow);
  });

  test('badges the installed app too, and lets go of it', () => {
    const { page } = fakePage();
    const setAppBadge = vi.fn(() => Promise.resolve());
    const clearAppBadge = vi.fn(() => Promise.resolve());
    const navigator = { ...page.navigator, setAppBadge, clearAppBadge };
    const runtime = new BrowserRuntime({ ...page, navigator });
    runtime.setBadge(2);
    runtime.setBadge(0);
    expect(setAppBadge).toHaveBeenCalledExactlyOnceWith(2);
    expect(clearAppBadge).toHaveBeenCalledOnce();
    expect(page.document.title).toBe('Plan · Confab');
  });

  test('asks once for the permission to notify and accepts the answer', async () => {
    const { page, state, shown, FakeNotification } = fakePage();
    state.permission = 'default';
    const notice = { title: 'Anna', body: '', tag: 'a' };
    expect(await new BrowserRuntime(page).notify(notice)).toBe(false);
    expect(FakeNotification.requestPermission).toHaveBeenCalledOnce();
    expect(shown).toEqual([]);
  });
});
