import { ConfabError } from '@confab/shared-types';
import type { Language } from '@confab/shared-types';
import { externalAddress } from '../shell/externalAddress.ts';
import type { FramePort } from '../shell/FramePort.ts';
import type {
  Notice,
  Runtime,
  RuntimeCapabilities,
  ShellCall,
  ShellCommand,
} from '../shell/Runtime.ts';
import { miniCallFrame } from './appOrigin.ts';
import { MessagePortFrames } from './MessagePortFrames.ts';
import { hubPortMessage } from './ShellBridge.ts';
import type { ShellBridge } from './ShellBridge.ts';

/** What is used of the page's `window`; ports that the preload script hands over arrive there. */
export interface ElectronPage {
  open(url: string, target: string): Window | null;
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
}

/** The shell of the Electron app, as its renderer reaches it through the preload bridge. */
export class ElectronRuntime implements Runtime {
  readonly kind = 'electron';
  readonly platform: Runtime['platform'];
  readonly capabilities: RuntimeCapabilities;
  readonly #bridge: ShellBridge;
  readonly #page: ElectronPage;
  #asked = 0;
  #callWindow: Window | null = null;

  constructor(bridge: ShellBridge, page: ElectronPage) {
    this.#bridge = bridge;
    this.#page = page;
    this.platform = bridge.platform;
    this.capabilities = {
      pickFolder: true,
      ringWhileClosed: true,
      tray: true,
      autostart: true,
      globalShortcut: true,
      systemAudio: bridge.systemAudio,
    };
  }

  async connectHub(): Promise<FramePort> {
    const id = ++this.#asked;
    const waiting = new AbortController();
    const arrived = this.#portWith(id, waiting.signal);
    try {
      await this.#bridge.connectHub(id);
    } catch (error) {
      waiting.abort();
      throw new ConfabError('not-connected', String(error), { cause: error });
    }
    return new MessagePortFrames(await arrived);
  }

  openExternal(url: string): void {
    void this.#bridge.openExternal(externalAddress(url));
  }

  pickFolder(title: string): Promise<string | null> {
    return this.#bridge.pickFolder(title);
  }

  setCall(call: ShellCall | null): void {
    void this.#bridge.setCall(call);
  }

  /** The one there is comes back: opening it again by its name would empty it. */
  openCallWindow(): Promise<Window | null> {
    if (this.#callWindow === null || this.#callWindow.closed) {
      this.#callWindow = this.#page.open('about:blank', miniCallFrame);
    }
    return Promise.resolve(this.#callWindow);
  }

  onShown(listener: (shown: boolean) => void): () => void {
    return this.#bridge.onShown(listener);
  }

  async autostart(): Promise<boolean> {
    return this.#bridge.autostart().catch(failAutostart);
  }

  async setAutostart(on: boolean): Promise<void> {
    return this.#bridge.setAutostart(on).catch(failAutostart);
  }

  setGlobalMuteShortcut(accelerator: string | null): Promise<boolean> {
    return this.#bridge.setMuteShortcut(accelerator);
  }

  setBadge(count: number): void {
    void this.#bridge.setBadge(count);
  }

  setTheme(theme: 'system' | 'light' | 'dark'): void {
    void this.#bridge.setTheme(theme);
  }

  setLanguage(language: Language): void {
    void this.#bridge.setLanguage(language);
  }

  focusWindow(): void {
    void this.#bridge.focusWindow();
  }

  notify(notice: Notice): Promise<boolean> {
    return this.#bridge.notify(notice);
  }

  closeNotice(tag: string): void {
    void this.#bridge.closeNotice(tag);
  }

  onDeepLink(listener: (url: string) => void): () => void {
    return this.#bridge.onDeepLink(listener);
  }

  onCommand(listener: (command: ShellCommand) => void): () => void {
    return this.#bridge.onCommand(listener);
  }

  #portWith(id: number, signal: AbortSignal): Promise<MessagePort> {
    return new Promise((resolve) => {
      const take = ({ data, ports }: MessageEvent<unknown>) => {
        const port = ports[0];
        if (port === undefined || !isPortMessage(data, id)) return;
        this.#page.removeEventListener('message', take);
        resolve(port);
      };
      this.#page.addEventListener('message', take);
      signal.addEventListener('abort', () => this.#page.removeEventListener('message', take));
    });
  }
}

/** Only the text of an error comes over from the main process. */
function failAutostart(cause: unknown): never {
  throw new ConfabError('autostart-failed', String(cause), { cause });
}

function isPortMessage(data: unknown, id: number): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    data.type === hubPortMessage &&
    'id' in data &&
    data.id === id
  );
}
