import type { Language } from '@confab/shared-types';
import type { ShellCommand } from '../shell/Runtime.ts';

/**
 * What the preload script puts into the page as `window.confabShell`: functions and plain values,
 * nothing of Electron's.
 */
export interface ShellBridge {
  readonly platform: 'mac' | 'windows' | 'linux';
  /**
   * Asks for a channel. Its MessagePort arrives as a `message` event of the window with the data
   * `{ type: 'confab-hub-port', id }` and this `id`; rejects when there is no hub.
   */
  connectHub(id: number): Promise<void>;
  openExternal(url: string): Promise<void>;
  pickFolder(title: string): Promise<string | null>;
  setCallActive(active: boolean): Promise<void>;
  setTheme(theme: 'system' | 'light' | 'dark'): Promise<void>;
  setLanguage(language: Language): Promise<void>;
  focusWindow(): Promise<void>;
  notify(notice: NoticeText): Promise<boolean>;
  onDeepLink(listener: (url: string) => void): () => void;
  onCommand(listener: (command: ShellCommand) => void): () => void;
}

export interface NoticeText {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
}

/** `data.type` of the window message that hands a hub's port to the page. */
export const hubPortMessage = 'confab-hub-port';
