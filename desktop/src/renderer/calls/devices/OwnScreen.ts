import type { LocalMedia } from './localMedia.ts';
import type { ScreenState } from './ownMediaState.ts';

export interface OwnScreenOptions {
  readonly open: LocalMedia['openScreen'];
  readonly onState: (state: ScreenState, sound: boolean) => void;
  /** What is to be sent; null: nothing. */
  readonly onPicture: (picture: MediaStreamTrack | null) => void;
  readonly onSound: (sound: MediaStreamTrack | null) => void;
}

interface OpenScreen {
  readonly picture: MediaStreamTrack;
  readonly sound: MediaStreamTrack | null;
}

/** What the person shows of their screen, with its sound where the system gives it. */
export class OwnScreen {
  readonly #options: OwnScreenOptions;
  #open: OpenScreen | null = null;
  #asking = false;
  #stopped = false;

  constructor(options: OwnScreenOptions) {
    this.#options = options;
  }

  /** Resolves when the person has chosen or given up. */
  async share(): Promise<void> {
    if (this.#asking || this.#open !== null || this.#stopped) return;
    this.#asking = true;
    this.#options.onState('starting', false);
    try {
      const outcome = await this.#options.open();
      if (outcome.result !== 'ok') return this.#options.onState('denied', false);
      this.#use(outcome);
    } catch (error) {
      this.#options.onState('off', false);
      throw error;
    } finally {
      this.#asking = false;
    }
  }

  end(): void {
    const open = this.#open;
    if (open === null) return;
    this.#open = null;
    this.#options.onPicture(null);
    this.#options.onSound(null);
    release(open);
    this.#options.onState('off', false);
  }

  stop(): void {
    this.#stopped = true;
    if (this.#open !== null) release(this.#open);
    this.#open = null;
  }

  #use({ picture, sound }: OpenScreen): void {
    const open = { picture, sound };
    if (this.#stopped) return release(open);
    this.#open = open;
    // The system's own bar, or the shared window, was closed.
    picture.addEventListener('ended', () => {
      if (this.#open === open) this.end();
    });
    sound?.addEventListener('ended', () => {
      if (this.#open !== open) return;
      this.#options.onSound(null);
      this.#options.onState('on', false);
    });
    this.#options.onPicture(picture);
    this.#options.onSound(sound);
    this.#options.onState('on', sound !== null);
  }
}

function release({ picture, sound }: OpenScreen): void {
  picture.stop();
  sound?.stop();
}
