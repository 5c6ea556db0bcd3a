import type { Language } from '@confab/shared-types';
import type { FramePort } from './FramePort.ts';

export interface RuntimeCapabilities {
  /** A dialog of the operating system gives a folder's path. */
  readonly pickFolder: boolean;
  /** Rings reach the person while no window is open (tray); a browser tab cannot. */
  readonly ringWhileClosed: boolean;
  readonly tray: boolean;
}

/** What the renderer may ask its shell. Implemented for Electron and for a browser tab. */
export interface Runtime {
  readonly kind: 'electron' | 'browser';
  readonly platform: 'mac' | 'windows' | 'linux';
  readonly capabilities: RuntimeCapabilities;
  /** Opens a channel to the hub; rejects with a ConfabError when there is none to be had. */
  connectHub(): Promise<FramePort>;
  /** Opens an `http(s)` or `mailto` address outside the app; throws `no-permission` for others. */
  openExternal(url: string): void;
  /** Null when the person cancelled. Rejects where `capabilities.pickFolder` is false. */
  pickFolder(title: string): Promise<string | null>;
  /** The window must not be closed, only hidden, while it holds a call. */
  setCallActive(active: boolean): void;
  setTheme(theme: 'system' | 'light' | 'dark'): void;
  /** The language of what the shell itself shows: tray, notifications, dialogs. */
  setLanguage(language: Language): void;
  /** Brings this window to the front, as far as the platform lets it. */
  focusWindow(): void;
  /** Shows a system notification; resolves true when the person clicked it, false when it went. */
  notify(notice: {
    readonly title: string;
    readonly body: string;
    readonly tag: string;
  }): Promise<boolean>;
  /** Links like `confab://join?link=…` or `confab://page/…` that opened or woke the app. */
  onDeepLink(listener: (url: string) => void): () => void;
  /** Commands of tray and system notifications. */
  onCommand(listener: (command: ShellCommand) => void): () => void;
}

export type ShellCommand =
  | { readonly type: 'answer-ring'; readonly server: string; readonly ring: string }
  | { readonly type: 'decline-ring'; readonly server: string; readonly ring: string }
  | { readonly type: 'toggle-microphone' }
  | { readonly type: 'leave-call' };
