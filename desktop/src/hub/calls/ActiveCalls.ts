import type { CallId } from '@confab/shared-types';

/** The calls that windows of this profile are in, each window in one at most. */
export class ActiveCalls {
  readonly #calls = new Map<object, CallId>();
  readonly #onChange: (left: readonly CallId[]) => void;

  /** `onChange` is told which calls no window is in any more, also when there are none of those. */
  constructor(onChange: (left: readonly CallId[]) => void) {
    this.#onChange = onChange;
  }

  get any(): boolean {
    return this.#calls.size > 0;
  }

  has(call: CallId): boolean {
    return [...this.#calls.values()].includes(call);
  }

  /** `window` is only compared with others; null: it is in none. */
  set(window: object, call: CallId | null): void {
    const before = this.#calls.get(window) ?? null;
    if (before === call) return;
    if (call === null) this.#calls.delete(window);
    else this.#calls.set(window, call);
    this.#onChange(before === null || this.has(before) ? [] : [before]);
  }
}
