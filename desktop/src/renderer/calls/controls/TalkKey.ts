export interface TalkKeyOptions {
  /** Whether the microphone is muted now; false also where there is none. */
  readonly isMuted: () => boolean;
  readonly setMicrophone: (on: boolean) => void;
}

/** A key that is held to be heard: mutes again what it unmuted, and nothing else. */
export class TalkKey {
  readonly #options: TalkKeyOptions;
  #talking = false;

  constructor(options: TalkKeyOptions) {
    this.#options = options;
  }

  get talking(): boolean {
    return this.#talking;
  }

  /** True when the press was taken. */
  press(): boolean {
    if (this.#talking) return true;
    if (!this.#options.isMuted()) return false;
    this.#talking = true;
    this.#options.setMicrophone(true);
    return true;
  }

  /** Also when the window loses the keyboard: the release would never be heard. */
  release(): void {
    if (!this.#talking) return;
    this.#talking = false;
    this.#options.setMicrophone(false);
  }
}
