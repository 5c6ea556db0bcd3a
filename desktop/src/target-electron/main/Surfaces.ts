import { join } from 'node:path';
import type { Language } from '@confab/shared-types';
import type * as Electron from 'electron';
import { externalAddress } from '../../shell/externalAddress.ts';
import type { ShellCall, ShellCommand } from '../../shell/Runtime.ts';
import { shellTexts, systemLanguage } from '../../shell/shellTexts.ts';
import type { ShellTexts } from '../../shell/shellTexts.ts';
import { applicationMenu } from './applicationMenu.ts';
import type { Autostart } from './Autostart.ts';
import { Badge } from './Badge.ts';
import { CallWindow } from './CallWindow.ts';
import { GlobalMute } from './GlobalMute.ts';
import { isWayland } from './isWayland.ts';
import { KeepAwake } from './KeepAwake.ts';
import { KeptInTray } from './KeptInTray.ts';
import { NotificationService } from './NotificationService.ts';
import { RingService } from './RingService.ts';
import { ringWindow } from './ringWindow.ts';
import type { ShellMemory } from './ShellMemory.ts';
import { ThemeService } from './ThemeService.ts';
import { trayImage } from './trayImage.ts';
import { TrayService } from './TrayService.ts';
import { WindowService } from './WindowService.ts';

export interface SurfacesOptions {
  readonly electron: typeof Electron;
  /** Where the bundles and their icons are. */
  readonly folder: string;
  readonly memory: Pick<ShellMemory, 'get' | 'remember'>;
  readonly autostart: Autostart;
  readonly log: (line: string) => void;
}

/** What of a command is to be seen in the window; the others are done where the person is. */
const seenInWindow: ReadonlySet<ShellCommand['type']> = new Set([
  'open-page',
  'open-notifications',
]);

/** Everything of the shell that a person sees, tied together. */
export class Surfaces {
  readonly windows: WindowService;
  readonly theme: ThemeService;
  readonly notifications: NotificationService;
  readonly rings: RingService;
  readonly tray: TrayService;
  readonly badge: Badge;
  readonly globalMute: GlobalMute;
  readonly autostart: Autostart;
  readonly texts = (): ShellTexts => shellTexts(this.#language);
  readonly #options: SurfacesOptions;
  readonly #electron: typeof Electron;
  readonly #keepAwake: KeepAwake;
  #language: Language;

  constructor(options: SurfacesOptions) {
    const { electron } = options;
    this.#options = options;
    this.#electron = electron;
    this.#language = systemLanguage(electron.app.getPreferredSystemLanguages());
    this.#keepAwake = new KeepAwake(electron.powerSaveBlocker);
    this.autostart = options.autostart;
    this.theme = new ThemeService(electron.nativeTheme, (color) =>
      this.windows.setBackground(color),
    );
    this.windows = this.#createWindows();
    this.notifications = new NotificationService({
      isSupported: () => electron.Notification.isSupported(),
      create: (notice) => new electron.Notification(notice),
      texts: this.texts,
      focusWindow: () => this.windows.focus(),
    });
    this.rings = this.#createRings();
    this.tray = this.#createTray();
    this.badge = this.#createBadge();
    this.globalMute = new GlobalMute({
      globalShortcut: electron.globalShortcut,
      onPress: () => this.#command({ type: 'toggle-microphone' }),
    });
  }

  /** Shows the tray, which works without the hub already. */
  start(): void {
    this.drawMenus();
    this.tray.start();
    void this.#readAutostart();
  }

  /** Gives back what the system lent: nothing of the app is seen or heard from now on. */
  stop(): void {
    this.globalMute.set(null);
    this.#keepAwake.set(false);
    this.tray.stop();
  }

  /** Says everything in this language from now on. */
  setLanguage(language: Language): void {
    this.#language = language;
    this.drawMenus();
  }

  setCall(call: ShellCall | null): void {
    this.windows.setCallActive(call !== null);
    this.tray.update({ call });
    this.#keepAwake.set(call !== null);
  }

  /** Rejects when the system did not do it; the tray shows how it is. */
  async setAutostart(on: boolean): Promise<void> {
    try {
      await this.autostart.set(on);
    } finally {
      await this.#readAutostart();
    }
  }

  drawMenus(): void {
    const { Menu } = this.#electron;
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(applicationMenu(process.platform, this.texts())),
    );
    this.tray.redraw();
  }

  /** Opens a web or mail address in the person's own program; throws for any other. */
  readonly openOutside = (url: string): void => {
    void this.#electron.shell.openExternal(externalAddress(url));
  };

  readonly createWindow = (
    options: Electron.BrowserWindowConstructorOptions,
  ): Electron.BrowserWindow => new this.#electron.BrowserWindow(options);

  readonly #command = (command: ShellCommand): void => {
    if (seenInWindow.has(command.type)) this.windows.focus();
    this.windows.messages.post('command', command);
  };

  readonly #icon = (name: string): string => join(this.#options.folder, 'icons', name);

  async #readAutostart(): Promise<void> {
    try {
      this.tray.update({ autostart: await this.autostart.read() });
    } catch (error) {
      this.#options.log(`whether the app starts with the computer is unknown: ${String(error)}`);
    }
  }

  #createWindows(): WindowService {
    const { folder, memory } = this.#options;
    const { screen } = this.#electron;
    const keptInTray = new KeptInTray({
      memory,
      hasTray: () => this.tray.present,
      notify: (notice) => this.notifications.notify(notice),
      texts: this.texts,
    });
    return new WindowService({
      createWindow: this.createWindow,
      preload: join(folder, 'preload.cjs'),
      icon: this.#icon('icon.png'),
      background: () => this.theme.background(),
      openOutside: this.openOutside,
      staysInTray: () => this.tray.present || process.platform === 'darwin',
      onKept: () => keptInTray.tell(),
      onShown: () => this.badge.draw(),
      callWindow: new CallWindow({
        memory,
        workAreas: () => screen.getAllDisplays().map(({ workArea }) => workArea),
        icon: this.#icon('icon.png'),
      }),
    });
  }

  #createRings(): RingService {
    const { screen } = this.#electron;
    const showWindow = ringWindow({
      createWindow: this.createWindow,
      workArea: () => screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea,
      wayland: isWayland(process),
      texts: this.texts,
    });
    return new RingService({
      surfaces: [this.notifications.showRing, showWindow],
      command: this.#command,
      focusWindow: () => this.windows.focus(),
      onChange: (rings) => this.tray.update({ rings }),
    });
  }

  #createTray(): TrayService {
    const { app, Menu, Tray } = this.#electron;
    const { log } = this.#options;
    return new TrayService({
      createTrayInstance: (image) => new Tray(image),
      image: (picture) => this.#icon(trayImage(picture, process.platform)),
      buildMenu: (items) => Menu.buildFromTemplate(items),
      actions: {
        open: () => this.windows.focus(),
        quit: () => app.quit(),
        choose: (ring, choice) => this.rings.choose(ring, choice),
        command: this.#command,
        setAutostart: (on) => {
          this.setAutostart(on).catch((error: unknown) => log(String(error)));
        },
      },
      texts: this.texts,
      now: () => Date.now(),
      every: (ms, callback) => {
        const timer = setInterval(callback, ms);
        return () => clearInterval(timer);
      },
      log,
    });
  }

  #createBadge(): Badge {
    const { app, nativeImage } = this.#electron;
    return new Badge({
      app,
      platform: process.platform,
      window: () => this.windows.current(),
      overlay: () => nativeImage.createFromPath(this.#icon('badge.png')),
      texts: this.texts,
    });
  }
}
