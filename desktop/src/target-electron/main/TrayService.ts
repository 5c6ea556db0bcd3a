import type { Menu, MenuItemConstructorOptions } from 'electron';
import type { ShellTexts } from '../../shell/shellTexts.ts';
import { callTime, syncText, trayMenu } from './trayMenu.ts';
import type { TrayActions, TrayContent } from './trayMenu.ts';

/** What the icon itself says, where nothing else of the tray is seen. */
export type TrayPicture = 'idle' | 'call' | 'muted' | 'missed';

/** What is used of Electron's `Tray`. */
export interface TrayIcon {
  setContextMenu(menu: Menu | null): void;
  setToolTip(text: string): void;
  setImage(path: string): void;
  /** Beside the icon; only macOS shows it. */
  setTitle(text: string): void;
  on(event: 'click', listener: () => void): unknown;
  destroy(): void;
}

export interface TrayServiceOptions {
  /** Throws where the system has no tray. */
  readonly createTrayInstance: (image: string) => TrayIcon;
  /** The file of a picture. */
  readonly image: (picture: TrayPicture) => string;
  readonly buildMenu: (items: MenuItemConstructorOptions[]) => Menu;
  readonly actions: TrayActions;
  readonly texts: () => ShellTexts;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls back again and again until the answer is called. */
  readonly every: (ms: number, callback: () => void) => () => void;
  readonly log: (line: string) => void;
}

const nothing: TrayContent = {
  sync: [],
  rings: [],
  call: null,
  missed: 0,
  doNotDisturb: false,
  recentPages: [],
  autostart: null,
};

/** The app's icon in the system's tray. */
export class TrayService {
  readonly #options: TrayServiceOptions;
  #tray: TrayIcon | undefined;
  #content = nothing;
  #picture: TrayPicture = 'idle';
  #stopTimer: (() => void) | undefined;

  constructor(options: TrayServiceOptions) {
    this.#options = options;
  }

  /** Whether there is one: without it a closed window could not be found again. */
  get present(): boolean {
    return this.#tray !== undefined;
  }

  start(): void {
    const { createTrayInstance, image, actions, log } = this.#options;
    try {
      this.#tray = createTrayInstance(image(this.#picture));
    } catch (error) {
      log(`there is no tray here: ${String(error)}`);
      return;
    }
    this.#tray.on('click', () => actions.open());
    this.#draw();
  }

  update(change: Partial<TrayContent>): void {
    this.#content = { ...this.#content, ...change };
    this.#draw();
    this.#time();
  }

  /** Says everything again, as after a change of the language. */
  redraw(): void {
    this.#draw();
  }

  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#tray?.destroy();
    this.#tray = undefined;
  }

  /** A call's minutes count while there is one. */
  #time(): void {
    const timed = this.#content.call !== null && this.present;
    if (timed) {
      this.#stopTimer ??= this.#options.every(60_000, () => this.#draw());
    } else {
      this.#stopTimer?.();
      this.#stopTimer = undefined;
    }
  }

  /** A menu that was set is not changed by Linux' trays: each change sets a new one. */
  #draw(): void {
    const tray = this.#tray;
    if (tray === undefined) return;
    const { buildMenu, actions, image, texts, now } = this.#options;
    const { call, sync } = this.#content;
    tray.setContextMenu(buildMenu(trayMenu(this.#content, actions, texts(), now())));
    const time = call === null ? '' : callTime(call, now(), texts());
    const state =
      call === null ? texts()(syncText(sync)) : texts()('inCallFor', { title: call.title, time });
    tray.setToolTip(`Confab · ${state}`);
    tray.setTitle(time);
    const picture = pictureOf(this.#content);
    if (picture !== this.#picture) tray.setImage(image(picture));
    this.#picture = picture;
  }
}

function pictureOf({ call, missed }: TrayContent): TrayPicture {
  if (call !== null) return call.microphone === 'on' ? 'call' : 'muted';
  return missed > 0 ? 'missed' : 'idle';
}
