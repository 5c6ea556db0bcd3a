import type { Menu, MenuItemConstructorOptions } from 'electron';
import type { ShellTexts } from '../../shell/shellTexts.ts';
import { syncText, trayMenu } from './trayMenu.ts';
import type { TrayActions, TrayContent } from './trayMenu.ts';

/** What is used of Electron's `Tray`. */
export interface TrayIcon {
  setContextMenu(menu: Menu | null): void;
  setToolTip(text: string): void;
  on(event: 'click', listener: () => void): unknown;
  destroy(): void;
}

export interface TrayServiceOptions {
  /** Throws where the system has no tray. */
  readonly createTrayInstance: () => TrayIcon;
  readonly buildMenu: (items: MenuItemConstructorOptions[]) => Menu;
  readonly actions: TrayActions;
  readonly texts: () => ShellTexts;
  readonly log: (line: string) => void;
}

/** The app's icon in the system's tray. */
export class TrayService {
  readonly #options: TrayServiceOptions;
  #tray: TrayIcon | undefined;
  #content: TrayContent = { sync: [], rings: [], callActive: false };

  constructor(options: TrayServiceOptions) {
    this.#options = options;
  }

  /** Whether there is one: without it a closed window could not be found again. */
  get present(): boolean {
    return this.#tray !== undefined;
  }

  start(): void {
    try {
      this.#tray = this.#options.createTrayInstance();
    } catch (error) {
      this.#options.log(`there is no tray here: ${String(error)}`);
      return;
    }
    this.#tray.on('click', () => this.#options.actions.open());
    this.#draw();
  }

  update(change: Partial<TrayContent>): void {
    this.#content = { ...this.#content, ...change };
    this.#draw();
  }

  /** Says everything again, as after a change of the language. */
  redraw(): void {
    this.#draw();
  }

  stop(): void {
    this.#tray?.destroy();
    this.#tray = undefined;
  }

  /** A menu that was set is not changed by Linux' trays: each change sets a new one. */
  #draw(): void {
    const { buildMenu, actions, texts } = this.#options;
    this.#tray?.setContextMenu(buildMenu(trayMenu(this.#content, actions, texts())));
    this.#tray?.setToolTip(`Confab · ${texts()(syncText(this.#content.sync))}`);
  }
}
