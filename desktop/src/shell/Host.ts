import type { Ring, SyncStatus } from '@confab/shared-types';

/** A port to the transcriber process; messages are structured clones (see transcription/messages). */
export interface TranscriberPort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once when the process is gone, however it went. */
  onClose(listener: (reason: string) => void): void;
  /** Ends the process. */
  close(): void;
}

/** Where session secrets are kept. `file` and `basic_text` are said to the person. */
export type SecretProtection = 'os' | 'basic_text' | 'file';

export interface SecretStore {
  readonly protection: SecretProtection;
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
}

export interface TrayState {
  readonly sync: readonly SyncStatus[];
  readonly ringing: number;
  /** Notifications that were not read. */
  readonly missed: number;
  readonly doNotDisturb: boolean;
  /** Last opened first, at most five. */
  readonly recentPages: readonly RecentPage[];
}

export interface RecentPage {
  readonly workspace: string;
  readonly page: string;
  readonly title: string;
}

/** What the hub may ask its shell. Implemented for Electron (over IPC) and for plain Node. */
export interface Host {
  readonly secrets: SecretStore;
  /** Starts a transcriber process of its own; rejects with a ConfabError when it cannot. */
  startTranscriber(): Promise<TranscriberPort>;
  /**
   * Shows the ring outside the window, without a sound to somebody in a call; false: this shell can
   * only show it in an open tab. `about`: the title of the page it is from, where there is one.
   */
  showRing(server: string, ring: Ring, about: string | null): boolean;
  endRing(ring: Ring): void;
  setTray(state: TrayState): void;
  /** A second start of the profile asked for this one: its window comes forward. */
  focusWindow(): void;
}
