import type { App, BrowserWindow, NativeImage } from 'electron';
import type { ShellTexts } from '../../shell/shellTexts.ts';

export interface BadgeOptions {
  readonly app: Pick<App, 'setBadgeCount'>;
  readonly platform: NodeJS.Platform;
  readonly window: () => Pick<BrowserWindow, 'setOverlayIcon'> | undefined;
  /** Laid over the app's icon in Windows' taskbar, which takes no number. */
  readonly overlay: () => NativeImage;
  readonly texts: () => ShellTexts;
}

/** Missed calls at the app's icon in dock, launcher or taskbar. */
export class Badge {
  readonly #options: BadgeOptions;
  #count = 0;

  constructor(options: BadgeOptions) {
    this.#options = options;
  }

  set(count: number): void {
    this.#count = count;
    this.draw();
  }

  /** Also after the window was shown again: a new button in the taskbar has no overlay. */
  draw(): void {
    const { app, platform, window, overlay, texts } = this.#options;
    const count = this.#count;
    if (platform !== 'win32') app.setBadgeCount(count);
    else if (count === 0) window()?.setOverlayIcon(null, '');
    else window()?.setOverlayIcon(overlay(), texts()('missedCalls', { count }));
  }
}
