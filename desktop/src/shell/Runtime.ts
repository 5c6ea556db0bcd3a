import type { Language } from '@confab/shared-types';
import type { FramePort } from './FramePort.ts';

export interface RuntimeCapabilities {
  /** A dialog of the operating system gives a folder's path. */
  readonly pickFolder: boolean;
  /** Rings reach the person while no window is open (tray); a browser tab cannot. */
  readonly ringWhileClosed: boolean;
  readonly tray: boolean;
  /** The app can start with the person's session, hidden in the tray. */
  readonly autostart: boolean;
  /** A key combination can be heard while another program has the keyboard. */
  readonly globalShortcut: boolean;
  /** Sound of the whole system can be shared with the screen. */
  readonly systemAudio: boolean;
}

/** The call of this window as tray and call window show it. */
export interface ShellCall {
  readonly title: string;
  /** Milliseconds since the epoch, this device's clock. */
  readonly startedAt: number;
  readonly microphone: 'on' | 'muted' | 'none';
  readonly camera: 'on' | 'off' | 'none';
}

/** A system notification; one of the same tag replaces it. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  /** Without a sound of the system's. */
  readonly silent?: boolean | undefined;
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
  /** Told with each change; null: no call. While there is one the window hides instead of closing. */
  setCall(call: ShellCall | null): void;
  /**
   * Opens the small always-on-top window of a call, empty (`about:blank`): the page draws into it, in
   * its own process, so that live tracks need not travel. Null where the shell does not let it; must be
   * called by a press of the person's in `browser`. Rejects with nothing: a refusal is null.
   */
  openCallWindow(): Promise<Window | null>;
  /** Whether this window can be seen; false when hidden, minimised or another tab is in front. */
  onShown(listener: (shown: boolean) => void): () => void;
  /** Both reject where `capabilities.autostart` is false. */
  autostart(): Promise<boolean>;
  setAutostart(on: boolean): Promise<void>;
  /** False: the system or another program has this combination. Null gives the last one back. */
  setGlobalMuteShortcut(accelerator: string | null): Promise<boolean>;
  /** Missed calls beside the app's icon; 0: none. */
  setBadge(count: number): void;
  setTheme(theme: 'system' | 'light' | 'dark'): void;
  /** The language of what the shell itself shows: tray, notifications, dialogs. */
  setLanguage(language: Language): void;
  /** Brings this window to the front, as far as the platform lets it. */
  focusWindow(): void;
  /** Shows a system notification; resolves true when the person clicked it, false when it went. */
  notify(notice: Notice): Promise<boolean>;
  /** Takes back the notification of this tag where it still shows; its `notify` resolves false. */
  closeNotice(tag: string): void;
  /** Links like `confab://join?link=…` or `confab://page/…` that opened or woke the app. */
  onDeepLink(listener: (url: string) => void): () => void;
  /** Commands of tray and system notifications. */
  onCommand(listener: (command: ShellCommand) => void): () => void;
}

export type ShellCommand =
  | { readonly type: 'answer-ring'; readonly server: string; readonly ring: string }
  | { readonly type: 'decline-ring'; readonly server: string; readonly ring: string }
  /** Bring up the ring's card with the field for a message. */
  | { readonly type: 'message-ring'; readonly server: string; readonly ring: string }
  | { readonly type: 'toggle-microphone' }
  | { readonly type: 'toggle-camera' }
  | { readonly type: 'open-page'; readonly workspace: string; readonly page: string }
  | { readonly type: 'open-notifications' }
  | { readonly type: 'set-do-not-disturb'; readonly on: boolean }
  | { readonly type: 'leave-call' };
