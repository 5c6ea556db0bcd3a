import type { App } from 'electron';
import type { Autostart } from './Autostart.ts';

export interface LoginItemAutostartOptions {
  readonly app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>;
  readonly platform: 'darwin' | 'win32';
  /** Program and arguments; macOS starts the app as it is and takes neither. */
  readonly command: readonly string[];
}

/** Windows and macOS: an item in the system's own list of what starts at login. */
export class LoginItemAutostart implements Autostart {
  readonly #options: LoginItemAutostartOptions;

  constructor(options: LoginItemAutostartOptions) {
    this.#options = options;
  }

  /** Windows lists an item on that the person has turned off in the Task Manager. */
  read(): Promise<boolean> {
    const { app, platform } = this.#options;
    const settings = app.getLoginItemSettings(this.#item());
    const starts = platform === 'darwin' || settings.executableWillLaunchAtLogin;
    return Promise.resolve(settings.openAtLogin && starts);
  }

  async set(on: boolean): Promise<void> {
    this.#options.app.setLoginItemSettings({ ...this.#item(), openAtLogin: on });
    if ((await this.read()) !== on) throw new Error('the system did not take the login item');
  }

  #item(): { readonly path?: string; readonly args?: string[] } {
    const [path = '', ...args] = this.#options.command;
    if (this.#options.platform === 'darwin') return {};
    // They become one line of the registry.
    return { path, args: args.map((arg) => (/\s/.test(arg) ? `"${arg}"` : arg)) };
  }
}
