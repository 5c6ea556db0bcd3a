import { ConfabError } from '@confab/shared-types';
import { externalAddress } from '../shell/externalAddress.ts';
import type { FramePort } from '../shell/FramePort.ts';
import { platformOf } from '../shell/platformOf.ts';
import type { Runtime } from '../shell/Runtime.ts';
import { BrowserSocketPort } from './BrowserSocketPort.ts';
import { offerSubprotocols, refusedSubprotocol } from './hubSubprotocols.ts';
import { takeSessionToken } from './sessionToken.ts';
import type { TokenPage } from './sessionToken.ts';

/** What a tab's `window` gives to this runtime. */
export interface BrowserPage extends TokenPage {
  readonly location: TokenPage['location'] & Pick<Location, 'host'>;
  readonly navigator: Pick<Navigator, 'userAgent'>;
  readonly WebSocket: new (url: string, protocols: string[]) => WebSocket;
  /** Missing where the browser has none. */
  readonly Notification?: typeof Notification;
  open(url: string, target: string, features: string): unknown;
  focus(): void;
  addEventListener(type: 'beforeunload', listener: (event: Event) => void): void;
  removeEventListener(type: 'beforeunload', listener: (event: Event) => void): void;
}

/** The shell of a browser's tab, served on loopback by its hub. */
export class BrowserRuntime implements Runtime {
  readonly kind = 'browser';
  readonly platform: Runtime['platform'];
  readonly capabilities = { pickFolder: false, ringWhileClosed: false, tray: false };
  readonly #page: BrowserPage;
  readonly #token: string | null;

  constructor(page: BrowserPage) {
    this.#page = page;
    this.platform = platformOf(page.navigator.userAgent);
    this.#token = takeSessionToken(page);
  }

  connectHub(): Promise<FramePort> {
    if (this.#token === null) {
      return Promise.reject(new ConfabError('unauthenticated', 'opened without a token'));
    }
    const socket = new this.#page.WebSocket(
      `ws://${this.#page.location.host}/hub`,
      offerSubprotocols(this.#token),
    );
    const port = new BrowserSocketPort(socket);
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => {
        if (socket.protocol === refusedSubprotocol) {
          reject(new ConfabError('unauthenticated', 'the token is not valid'));
        } else resolve(port);
      });
      // After `open` this no longer counts.
      socket.addEventListener('close', ({ code, reason }) =>
        reject(new ConfabError('not-connected', reason || `closed with ${code}`)),
      );
    });
  }

  openExternal(url: string): void {
    this.#page.open(externalAddress(url), '_blank', 'noopener,noreferrer');
  }

  pickFolder(): Promise<string | null> {
    return Promise.reject(new ConfabError('not-found', 'a tab has no dialog that gives a path'));
  }

  setCallActive(active: boolean): void {
    this.#page.removeEventListener('beforeunload', askBeforeLeaving);
    if (active) this.#page.addEventListener('beforeunload', askBeforeLeaving);
  }

  setTheme(): void {
    // The page's own styles are all there is to theme.
  }

  setLanguage(): void {
    // This shell shows no text of its own.
  }

  focusWindow(): void {
    this.#page.focus();
  }

  async notify(notice: Parameters<Runtime['notify']>[0]): Promise<boolean> {
    const { Notification } = this.#page;
    if (Notification === undefined) return false;
    const permission =
      Notification.permission === 'default'
        ? await Notification.requestPermission()
        : Notification.permission;
    if (permission !== 'granted') return false;
    return new Promise((resolve) => {
      const shown = new Notification(notice.title, { body: notice.body, tag: notice.tag });
      shown.onclick = () => {
        this.#page.focus();
        resolve(true);
        shown.close();
      };
      shown.onclose = () => resolve(false);
      shown.onerror = () => resolve(false);
    });
  }

  /** The operating system gives no links to a tab. */
  onDeepLink(): () => void {
    return () => undefined;
  }

  /** A tab has neither tray nor notification buttons. */
  onCommand(): () => void {
    return () => undefined;
  }
}

/** Makes the browser ask before it closes the tab; the words are its own. */
function askBeforeLeaving(event: Event): void {
  event.preventDefault();
}
