import { join } from 'node:path';
import type { Language } from '@confab/shared-types';
import type * as Electron from 'electron';
import { externalAddress } from '../../shell/externalAddress.ts';
import type { ShellCommand } from '../../shell/Runtime.ts';
import { shellTexts, systemLanguage } from '../../shell/shellTexts.ts';
import type { ShellTexts } from '../../shell/shellTexts.ts';
import { applicationMenu } from './applicationMenu.ts';
import { KeepAwake } from './KeepAwake.ts';
import { NotificationService } from './NotificationService.ts';
import { RingService } from './RingService.ts';
import { ringWindow } from './ringWindow.ts';
import { ThemeService } from './ThemeService.ts';
import { TrayService } from './TrayService.ts';
import { WindowService } from './WindowService.ts';

/** Everything of the shell that a person sees, tied together. */
export class Surfaces {
  readonly windows: WindowService;
  readonly theme: ThemeService;
  readonly notifications: NotificationService;
  readonly rings: RingService;
  readonly tray: TrayService;
  readonly texts = (): ShellTexts => shellTexts(this.#language);
  readonly #electron: typeof Electron;
  readonly #keepAwake: KeepAwake;
  #language: Language;

  /** @param folder where the bundles and their icons are */
  constructor(electron: typeof Electron, folder: string, log: (line: string) => void) {
    this.#electron = electron;
    this.#language = systemLanguage(electron.app.getPreferredSystemLanguages());
    this.#keepAwake = new KeepAwake(electron.powerSaveBlocker);
    this.theme = new ThemeService(electron.nativeTheme, (color) =>
      this.windows.setBackground(color),
    );
    this.windows = this.#createWindows(folder);
    this.notifications = new NotificationService({
      isSupported: () => electron.Notification.isSupported(),
      create: (notice) => new electron.Notification(notice),
      texts: this.texts,
      focusWindow: () => this.windows.focus(),
    });
    this.rings = this.#createRings();
    this.tray = this.#createTray(folder, log);
  }

  /** Says everything in this language from now on. */
  setLanguage(language: Language): void {
    this.#language = language;
    this.drawMenus();
  }

  setCallActive(active: boolean): void {
    this.windows.setCallActive(active);
    this.tray.update({ callActive: active });
    this.#keepAwake.set(active);
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

  readonly #command = (command: ShellCommand): void =>
    this.windows.messages.post('command', command);

  readonly #createWindow = (
    options: Electron.BrowserWindowConstructorOptions,
  ): Electron.BrowserWindow => new this.#electron.BrowserWindow(options);

  #createWindows(folder: string): WindowService {
    return new WindowService({
      createWindow: this.#createWindow,
      preload: join(folder, 'preload.cjs'),
      icon: join(folder, 'icons', 'icon.png'),
      background: () => this.theme.background(),
      openOutside: this.openOutside,
      staysInTray: () => this.tray.present || process.platform === 'darwin',
    });
  }

  #createRings(): RingService {
    return new RingService({
      surfaces: [this.notifications.showRing, ringWindow(this.#createWindow, this.texts)],
      command: this.#command,
      focusWindow: () => this.windows.focus(),
      onChange: (rings) => this.tray.update({ rings }),
    });
  }

  #createTray(folder: string, log: (line: string) => void): TrayService {
    const { app, Menu, Tray } = this.#electron;
    const icon = process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png';
    return new TrayService({
      createTrayInstance: () => new Tray(join(folder, 'icons', icon)),
      buildMenu: (items) => Menu.buildFromTemplate(items),
      actions: {
        open: () => this.windows.focus(),
        quit: () => app.quit(),
        choose: (ring, choice) => this.rings.choose(ring, choice),
        toggleMicrophone: () => this.#command({ type: 'toggle-microphone' }),
        leaveCall: () => this.#command({ type: 'leave-call' }),
      },
      texts: this.texts,
      log,
    });
  }
}
