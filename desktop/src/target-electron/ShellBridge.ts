import type { Language } from '@confab/shared-types';
import type { Notice, ShellCall, ShellCommand } from '../shell/Runtime.ts';

/**
 * What the preload script puts into the page as `window.confabShell`: functions and plain values,
 * nothing of Electron's.
 */
export interface ShellBridge {
  readonly platform: 'mac' | 'windows' | 'linux';
  /** Whether this system gives the sound that it plays. */
  readonly systemAudio: boolean;
  /**
   * Asks for a channel. Its MessagePort arrives as a `message` event of the window with the data
   * `{ type: 'confab-hub-port', id }` and this `id`; rejects when there is no hub.
   */
  connectHub(id: number): Promise<void>;
  openExternal(url: string): Promise<void>;
  pickFolder(title: string): Promise<string | null>;
  setCall(call: ShellCall | null): Promise<void>;
  autostart(): Promise<boolean>;
  setAutostart(on: boolean): Promise<void>;
  setMuteShortcut(accelerator: string | null): Promise<boolean>;
  setBadge(count: number): Promise<void>;
  setTheme(theme: 'system' | 'light' | 'dark'): Promise<void>;
  setLanguage(language: Language): Promise<void>;
  focusWindow(): Promise<void>;
  notify(notice: Notice): Promise<boolean>;
  closeNotice(tag: string): Promise<void>;
  onDeepLink(listener: (url: string) => void): () => void;
  onShown(listener: (shown: boolean) => void): () => void;
  onCommand(listener: (command: ShellCommand) => void): () => void;
}

/** `data.type` of the window message that hands a hub's port to the page. */
export const hubPortMessage = 'confab-hub-port';
