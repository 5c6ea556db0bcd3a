import type { BrowserWindow, BrowserWindowConstructorOptions, MessagePortMain } from 'electron';
import { appOrigin } from '../appOrigin.ts';
import { hubPortChannel } from '../shellRequests.ts';
import type { PageChannel } from '../shellRequests.ts';
import type { CallWindow } from './CallWindow.ts';
import { PageMessages } from './PageMessages.ts';
import { guardContents } from './windowPolicy.ts';

export interface WindowServiceOptions {
  readonly createWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  /** Absolute path of the preload script. */
  readonly preload: string;
  readonly icon: string;
  readonly background: () => string;
  readonly openOutside: (url: string) => void;
  /** Whether the app goes on without a window, reachable through the tray. */
  readonly staysInTray: () => boolean;
  /** The person closed the window and it was hidden instead. */
  readonly onKept: () => void;
  readonly onShown: () => void;
  readonly callWindow: Pick<CallWindow, 'windowOptions' | 'adopt' | 'close'>;
}

/** The app's one main window. */
export class WindowService {
  readonly #options: WindowServiceOptions;
  readonly messages: PageMessages;
  #window: BrowserWindow | undefined;
  #callActive = false;
  #quitting = false;

  constructor(options: WindowServiceOptions) {
    this.#options = options;
    this.messages = new PageMessages((channel: PageChannel, payload) =>
      this.#window?.webContents.send(channel, payload),
    );
  }

  get callActive(): boolean {
    return this.#callActive;
  }

  /** @param hidden made, but not shown: the app was started in the background */
  async open({ hidden }: { readonly hidden: boolean }): Promise<void> {
    const window = this.#options.createWindow({
      width: 1280,
      height: 840,
      minWidth: 480,
      minHeight: 400,
      show: false,
      icon: this.#options.icon,
      backgroundColor: this.#options.background(),
      autoHideMenuBar: true,
      webPreferences: {
        preload: this.#options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: true,
      },
    });
    this.#window = window;
    this.#guard(window);
    this.#follow(window);
    if (hidden) this.messages.post('shown', false);
    else window.once('ready-to-show', () => window.show());
    await window.loadURL(`${appOrigin}/`);
  }

  /** Brings the window to the front, making it again where it was closed. */
  focus(): void {
    const window = this.#window;
    if (window === undefined) {
      void this.open({ hidden: false });
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    // Where a program may not raise itself (Wayland) the taskbar at least says so.
    if (!window.isFocused()) window.flashFrame(true);
  }

  /** While a call is held the window hides instead of closing, and runs at full speed hidden. */
  setCallActive(active: boolean): void {
    this.#callActive = active;
    this.#window?.webContents.setBackgroundThrottling(!active);
    if (!active) this.#comeBackIfLost();
  }

  handOver(port: MessagePortMain, id: number): void {
    if (this.#window === undefined) port.close();
    else this.#window.webContents.postMessage(hubPortChannel, { id }, [port]);
  }

  setBackground(color: string): void {
    this.#window?.setBackgroundColor(color);
  }

  current(): BrowserWindow | undefined {
    return this.#window;
  }

  /** From now on a closing window closes. */
  letGo(): void {
    this.#quitting = true;
  }

  /** The page draws into the call window: it goes when the page goes, also to itself again. */
  #guard({ webContents }: BrowserWindow): void {
    const { openOutside, callWindow } = this.#options;
    guardContents(webContents, openOutside, () => callWindow.windowOptions());
    webContents.on('did-create-window', (child) => {
      callWindow.adopt(child);
      child.on('closed', () => this.#comeBackIfLost());
    });
    webContents.on('did-navigate', () => callWindow.close());
    webContents.on('did-start-loading', () => this.messages.reset());
  }

  /**
   * What hides a window hides it from the person only: unthrottled, its page goes on believing that it
   * is seen, and has to be told.
   */
  #follow(window: BrowserWindow): void {
    const tell = (shown: boolean) => () => this.messages.post('shown', shown);
    window.on('hide', tell(false));
    window.on('minimize', tell(false));
    window.on('show', tell(true));
    window.on('restore', tell(true));
    window.on('show', () => this.#options.onShown());
    window.on('close', (event) => {
      if (this.#quitting || !this.#hidesOnClose()) return;
      event.preventDefault();
      window.hide();
      this.#options.onKept();
    });
    window.on('closed', () => {
      this.#window = undefined;
      this.messages.reset();
    });
  }

  /** Hidden for a call, without a tray to be found in, and the call is over or its window closed. */
  #comeBackIfLost(): void {
    const window = this.#window;
    if (window === undefined || window.isDestroyed() || this.#quitting) return;
    if (!window.isVisible() && !this.#options.staysInTray()) this.focus();
  }

  #hidesOnClose(): boolean {
    return this.#callActive || this.#options.staysInTray();
  }
}
