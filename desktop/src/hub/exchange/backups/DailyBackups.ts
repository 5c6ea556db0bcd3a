import type { Backup } from '@confab/shared-types';
import type { Clock } from '../../Clock.ts';

export interface DailyBackupsOptions {
  readonly clock: Clock;
  readonly wanted: () => boolean;
  readonly list: () => Promise<readonly Backup[]>;
  /** Makes one and removes the oldest; resolves when that is done. */
  readonly backUp: () => Promise<void>;
  readonly onFailed: (error: unknown) => void;
}

const dayMs = 86_400_000;
/** The start of the app is for the person. */
const firstLookMs = 2 * 60_000;
const lookEveryMs = 30 * 60_000;

/** Backs up when the app runs and the last automatic backup is older than a day. */
export class DailyBackups {
  readonly #options: DailyBackupsOptions;
  #cancel: (() => void) | null = null;
  #stopped = false;

  constructor(options: DailyBackupsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#lookAfter(firstLookMs);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  async #look(): Promise<void> {
    const { clock, wanted, list, backUp } = this.#options;
    if (!wanted()) return;
    const now = clock.now();
    // One made while the clock was wrong must not end the backups for years.
    const last = (await list()).find(({ automatic, at }) => automatic && at <= now);
    if (last === undefined || now - last.at >= dayMs) await backUp();
  }

  #lookAfter(ms: number): void {
    if (this.#stopped) return;
    this.#cancel = this.#options.clock.after(ms, () => {
      this.#look()
        .catch((error: unknown) => this.#options.onFailed(error))
        .finally(() => this.#lookAfter(lookEveryMs));
    });
  }
}
