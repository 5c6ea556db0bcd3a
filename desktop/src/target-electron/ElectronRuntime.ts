import { ConfabError } from '@confab/shared-types';
import type { Language } from '@confab/shared-types';
import { externalAddress } from '../shell/externalAddress.ts';
import type { FramePort } from '../shell/FramePort.ts';
import type { Runtime, ShellCommand } from '../shell/Runtime.ts';
import { MessagePortFrames } from './MessagePortFrames.ts';
import { hubPortMessage } from './ShellBridge.ts';
import type { NoticeText, ShellBridge } from './ShellBridge.ts';

/** Where ports that the preload script hands over arrive: the page's `window`. */
export interface PortArrivals {
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
}

/** The shell of the Electron app, as its renderer reaches it through the preload bridge. */
export class ElectronRuntime implements Runtime {
  readonly kind = 'electron';
  readonly platform: Runtime['platform'];
  readonly capabilities = { pickFolder: true, ringWhileClosed: true, tray: true };
  readonly #bridge: ShellBridge;
  readonly #arrivals: PortArrivals;
  #asked = 0;

  constructor(bridge: ShellBridge, arrivals: PortArrivals) {
    this.#bridge = bridge;
    this.#arrivals = arrivals;
    this.platform = bridge.platform;
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

  setCallActive(active: boolean): void {
    void this.#bridge.setCallActive(active);
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

  notify(notice: NoticeText): Promise<boolean> {
    return this.#bridge.notify(notice);
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
        this.#arrivals.removeEventListener('message', take);
        resolve(port);
      };
      this.#arrivals.addEventListener('message', take);
      signal.addEventListener('abort', () => this.#arrivals.removeEventListener('message', take));
    });
  }
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
