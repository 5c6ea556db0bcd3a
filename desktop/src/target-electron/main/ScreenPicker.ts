import type {
  DesktopCapturer,
  DesktopCapturerSource,
  DisplayMediaRequestHandlerHandlerRequest,
  MenuItemConstructorOptions,
  Session,
  Streams,
} from 'electron';
import type { ShellTexts } from '../../shell/shellTexts.ts';
import { isOwnOrigin } from './PermissionService.ts';

export interface ScreenPickerOptions {
  readonly session: Pick<Session, 'setDisplayMediaRequestHandler'>;
  readonly desktopCapturer: Pick<DesktopCapturer, 'getSources'>;
  readonly platform: NodeJS.Platform;
  /** Whether this is a Wayland session, whose portal has let the person choose already. */
  readonly wayland: boolean;
  /** Shows a menu; `onClose` is called after a choice too. */
  readonly popUp: (items: MenuItemConstructorOptions[], onClose: () => void) => void;
  readonly texts: () => ShellTexts;
  readonly log: (line: string) => void;
}

/** Lets the person choose what to share when the page asks for the screen. */
export class ScreenPicker {
  readonly #options: ScreenPickerOptions;

  constructor(options: ScreenPickerOptions) {
    this.#options = options;
  }

  install(): void {
    this.#options.session.setDisplayMediaRequestHandler(
      (request, callback) => {
        this.#choose(request).then(callback, (error: unknown) => {
          this.#options.log(`the screen could not be offered: ${String(error)}`);
          callback(null);
        });
      },
      // macOS 15 and later have a picker of their own; this handler is for all others.
      { useSystemPicker: true },
    );
  }

  async #choose(request: DisplayMediaRequestHandlerHandlerRequest): Promise<Streams | null> {
    const { desktopCapturer, platform, wayland } = this.#options;
    if (!isOwnOrigin(request.securityOrigin) || !request.videoRequested) return null;
    const sources = await desktopCapturer.getSources({
      types: ['screen', 'window'],
      thumbnailSize: { width: 96, height: 54 },
    });
    const [only] = sources;
    const source = wayland && sources.length === 1 ? only : await this.#ask(sources);
    if (source === undefined) return null;
    const video = { id: source.id, name: source.name };
    // Only Windows can give what the machine plays.
    return request.audioRequested && platform === 'win32'
      ? { video, audio: 'loopback' }
      : { video };
  }

  #ask(sources: readonly DesktopCapturerSource[]): Promise<DesktopCapturerSource | undefined> {
    const { popUp, texts } = this.#options;
    return new Promise((resolve) => {
      const items = sources.map((source) => ({
        label: source.name,
        icon: source.thumbnail,
        click: () => resolve(source),
      }));
      popUp(
        [{ label: texts()('shareWhat'), enabled: false }, { type: 'separator' }, ...items],
        // A click is told after the menu has closed.
        () => setImmediate(() => resolve(undefined)),
      );
    });
  }
}
