import { ConfabError } from '@confab/shared-types';
import { externalAddress } from '../shell/externalAddress.ts';
import type { FramePort } from '../shell/FramePort.ts';
import { platformOf } from '../shell/platformOf.ts';
import type { Notice, Runtime, ShellCall } from '../shell/Runtime.ts';
import { BrowserSocketPort } from './BrowserSocketPort.ts';
import { offerSubprotocols, refusedSubprotocol } from './hubSubprotocols.ts';
import { takeSessionToken } from './sessionToken.ts';
import type { TokenPage } from './sessionToken.ts';

/** `documentPictureInPicture` (WICG), as far as it is used. */
interface PictureInPicture {
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window>;
}

type BadgeNavigator = Pick<Navigator, 'userAgent'> &
  Partial<Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>>;

/** What a tab's `window` gives to this runtime. */
export interface BrowserPage extends TokenPage {
  readonly location: TokenPage['location'] & Pick<Location, 'host'>;
  readonly navigator: BadgeNavigator;
  readonly document: Pick<
    Document,
    'title' | 'visibilityState' | 'addEventListener' | 'removeEventListener'
  >;
  /** Missing in Firefox and Safari. */
  readonly documentPictureInPicture?: PictureInPicture;
  readonly WebSocket: new (url: string, protocols: string[]) => WebSocket;
  /** Missing where the browser has none. */
  readonly Notification?: typeof Notification;
  open(url: string, target: string, features: string): Window | null;
  focus(): void;
  addEventListener(type: 'beforeunload', listener: (event: Event) => void): void;
  removeEventListener(type: 'beforeunload', listener: (event: Event) => void): void;
}

/** CSS pixels. */
const callWindowSize = { width: 360, height: 240 };

/** The shell of a browser's tab, served on loopback by its hub. */
export class BrowserRuntime implements Runtime {
  readonly kind = 'browser';
  readonly platform: Runtime['platform'];
  readonly capabilities = {
    pickFolder: false,
    ringWhileClosed: false,
    tray: false,
    autostart: false,
    globalShortcut: false,
    // A tab's own sound, and on some systems all of it: the browser's picker offers what there is.
    systemAudio: true,
  };
  readonly #page: BrowserPage;
  readonly #token: string | null;
  readonly #notices = new Map<string, Notification>();
  #callWindow: Window | null = null;

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

  setCall(call: ShellCall | null): void {
    this.#page.removeEventListener('beforeunload', askBeforeLeaving);
    if (call !== null) this.#page.addEventListener('beforeunload', askBeforeLeaving);
  }

  /** Over other windows where the browser can do that, else a small window of its own. */
  async openCallWindow(): Promise<Window | null> {
    if (this.#callWindow === null || this.#callWindow.closed) {
      this.#callWindow = await this.#openCallWindow();
    }
    return this.#callWindow;
  }

  onShown(listener: (shown: boolean) => void): () => void {
    const { document } = this.#page;
    const tell = () => listener(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }

  autostart(): Promise<boolean> {
    return Promise.reject(new ConfabError('autostart-failed', 'a tab cannot start by itself'));
  }

  setAutostart(): Promise<void> {
    return Promise.reject(new ConfabError('autostart-failed', 'a tab cannot start by itself'));
  }

  /** A tab hears only its own keys; there is nothing to give back. */
  setGlobalMuteShortcut(accelerator: string | null): Promise<boolean> {
    return Promise.resolve(accelerator === null);
  }

  /** In the tab's title, and at the icon where the page is installed as an app. */
  setBadge(count: number): void {
    const { document, navigator } = this.#page;
    const title = document.title.replace(/^\(\d+\) /, '');
    document.title = count === 0 ? title : `(${count}) ${title}`;
    const shown = count === 0 ? navigator.clearAppBadge?.() : navigator.setAppBadge?.(count);
    shown?.catch((error: unknown) => console.warn('the app badge was refused', error));
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

  async notify({ title, body, tag, silent = false }: Notice): Promise<boolean> {
    const { Notification } = this.#page;
    if (Notification === undefined) return false;
    const permission =
      Notification.permission === 'default'
        ? await Notification.requestPermission()
        : Notification.permission;
    if (permission !== 'granted') return false;
    return new Promise((resolve) => {
      const shown = new Notification(title, { body, tag, silent });
      this.#notices.set(tag, shown);
      const end = (clicked: boolean): void => {
        if (this.#notices.get(tag) === shown) this.#notices.delete(tag);
        resolve(clicked);
      };
      shown.onclick = () => {
        this.#page.focus();
        end(true);
        shown.close();
      };
      shown.onclose = () => end(false);
      shown.onerror = () => end(false);
    });
  }

  closeNotice(tag: string): void {
    this.#notices.get(tag)?.close();
  }

  async #openCallWindow(): Promise<Window | null> {
    const { documentPictureInPicture } = this.#page;
    if (documentPictureInPicture !== undefined) {
      try {
        return await documentPictureInPicture.requestWindow(callWindowSize);
      } catch (error) {
        // NotAllowedError: not by a press of the person's, or turned off for this site.
        if (!(error instanceof DOMException)) throw error;
      }
    }
    const { width, height } = callWindowSize;
    const features = `popup,width=${width},height=${height}`;
    return this.#page.open('about:blank', 'confab-mini-call', features);
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
