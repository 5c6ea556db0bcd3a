/** As a meter shows it, 0 to 1: above the breath and the keyboard, below a quiet voice. */
const speechLevel = 0.32;
/** Of the last {@link remembered} levels, how many are speech when somebody means to be heard. */
const neededOf = 4;
const remembered = 8;
/** Levels for which the word stays after the last speech. */
const heldFor = 30;

/** Tells speaking from a cough: fed with levels at even times, ten a second. */
export class SpeakingDetector {
  #recent: boolean[] = [];
  #held = 0;

  /** Whether somebody speaks, or did until just now. */
  hear(level: number): boolean {
    this.#recent = [...this.#recent, level >= speechLevel].slice(-remembered);
    const speaking = this.#recent.filter(Boolean).length >= neededOf;
    this.#held = speaking ? heldFor : Math.max(0, this.#held - 1);
    return this.#held > 0;
  }

  reset(): void {
    this.#recent = [];
    this.#held = 0;
  }
}
