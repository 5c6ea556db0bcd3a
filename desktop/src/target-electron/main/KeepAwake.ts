import type { PowerSaveBlocker } from 'electron';

/** Keeps the machine and its screen awake while a call is on. */
export class KeepAwake {
  readonly #blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  #id: number | undefined;

  constructor(blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>) {
    this.#blocker = blocker;
  }

  set(awake: boolean): void {
    if (awake) {
      this.#id ??= this.#blocker.start('prevent-display-sleep');
    } else if (this.#id !== undefined) {
      this.#blocker.stop(this.#id);
      this.#id = undefined;
    }
  }
}
