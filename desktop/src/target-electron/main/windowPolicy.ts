import type { BrowserWindowConstructorOptions, HandlerDetails, WebContents } from 'electron';
import { externalAddress } from '../../shell/externalAddress.ts';
import { appOrigin, miniCallFrame } from '../appOrigin.ts';

/** The one window a page opens: a blank one that it draws the running call into. */
export function isMiniCall(details: Pick<HandlerDetails, 'url' | 'frameName'>): boolean {
  return details.frameName === miniCallFrame && details.url === 'about:blank';
}

/** A page may load itself again and nothing else; files of pages are not pages. */
export function mayNavigate(url: string): boolean {
  const target = URL.parse(url);
  return (
    target !== null &&
    `${target.protocol}//${target.host}` === appOrigin &&
    !target.pathname.startsWith('/f/')
  );
}

export type GuardedContents = Pick<WebContents, 'setWindowOpenHandler'> & {
  on(
    event: 'will-navigate' | 'will-redirect' | 'will-frame-navigate',
    listener: (details: { readonly url: string; preventDefault(): void }) => void,
  ): unknown;
  on(
    event: 'will-attach-webview',
    listener: (details: { preventDefault(): void }) => void,
  ): unknown;
};

/**
 * Holds a page to its place: it opens no window but the mini call, goes nowhere else and embeds
 * nothing. A link out of the app is handed to the person's browser.
 */
export function guardContents(
  contents: GuardedContents,
  openOutside: (url: string) => void,
  miniCallWindow: () => BrowserWindowConstructorOptions,
): void {
  contents.setWindowOpenHandler((details) => {
    if (isMiniCall(details)) {
      return { action: 'allow', overrideBrowserWindowOptions: miniCallWindow() };
    }
    if (URL.parse(details.url)?.protocol.startsWith('http') === true) {
      openOutside(externalAddress(details.url));
    }
    return { action: 'deny' };
  });
  const hold = (details: { readonly url: string; preventDefault(): void }) => {
    if (!mayNavigate(details.url)) details.preventDefault();
  };
  contents.on('will-navigate', hold);
  contents.on('will-redirect', hold);
  contents.on('will-frame-navigate', hold);
  contents.on('will-attach-webview', (details) => details.preventDefault());
}
