import type { ShellTexts } from '../../shell/shellTexts.ts';
import type { Notice } from '../../shell/Runtime.ts';
import type { Remembered } from './ShellMemory.ts';

export interface KeptInTrayOptions {
  readonly memory: {
    get(): Pick<Remembered, 'toldOfTray'>;
    remember(change: Pick<Remembered, 'toldOfTray'>): Promise<void>;
  };
  readonly hasTray: () => boolean;
  readonly notify: (notice: Notice) => unknown;
  readonly texts: () => ShellTexts;
}

/** A window that closes and yet goes on surprises: said once in a profile's life. */
export class KeptInTray {
  readonly #options: KeptInTrayOptions;

  constructor(options: KeptInTrayOptions) {
    this.#options = options;
  }

  tell(): void {
    const { memory, hasTray, notify, texts } = this.#options;
    if (!hasTray() || memory.get().toldOfTray) return;
    void memory.remember({ toldOfTray: true });
    const [title, body] = [texts()('keptInTrayTitle'), texts()('keptInTray')];
    notify({ title, body, tag: 'kept-in-tray' });
  }
}
