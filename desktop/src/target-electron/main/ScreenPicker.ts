import type {
  DesktopCapturer,
  DesktopCapturerSource,
  DisplayMediaRequestHandlerHandlerRequest,
  Session,
  Streams,
} from 'electron';
import { isOwnOrigin } from './PermissionService.ts';
import type { AskForScreen } from './pickerWindow.ts';

export interface ScreenPickerOptions {
  readonly session: Pick<Session, 'setDisplayMediaRequestHandler'>;
  readonly desktopCapturer: Pick<DesktopCapturer, 'getSources'>;
  /** Whether this is a Wayland session: its portal asks the person, and gives one answer or none. */
  readonly wayland: boolean;
  /** Whether this system gives the sound that it plays. */
  readonly systemAudio: boolean;
  readonly ask: AskForScreen;
  readonly log: (line: string) => void;
}

/** Lets the person choose what to share when the page asks for the screen. */
export class ScreenPicker {
  readonly #options: ScreenPickerOptions;

  constructor(options: ScreenPickerOptions) {
    this.#options = options;
  }

  install(): void {
    // Not macOS' own picker, which offers no sound.
    this.#options.session.setDisplayMediaRequestHandler((request, callback) => {
      this.#choose(request).then(callback, (error: unknown) => {
        this.#options.log(`the screen could not be offered: ${String(error)}`);
        callback(null);
      });
    });
  }

  async #choose(request: DisplayMediaRequestHandlerHandlerRequest): Promise<Streams | null> {
    const { desktopCapturer, wayland, systemAudio, ask } = this.#options;
    if (!isOwnOrigin(request.securityOrigin) || !request.videoRequested) return null;
    const sources = await desktopCapturer.getSources({
      types: ['screen', 'window'],
      thumbnailSize: { width: 320, height: 180 },
    });
    if (wayland && sources.length <= 1) return given(sources[0]);
    const offersSound = systemAudio && request.audioRequested;
    const choice = await ask(sources, offersSound);
    const streams = given(sources.find(({ id }) => id === choice?.id));
    if (streams === null || choice === null) return null;
    return offersSound && choice.sound ? { ...streams, audio: 'loopback' } : streams;
  }
}

function given(source: DesktopCapturerSource | undefined): Streams | null {
  return source === undefined ? null : { video: { id: source.id, name: source.name } };
}
