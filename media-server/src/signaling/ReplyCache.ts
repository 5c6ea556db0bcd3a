import { ConfabError, type WireError } from '@confab/shared-types';

export type Outcome = { readonly ok: unknown } | { readonly error: WireError };

const keptKeys = 256;

/** Idempotency: a key that was seen gets its first outcome again, also while that is in the making. */
export class ReplyCache {
  readonly #outcomes = new Map<string, { type: string; outcome: Promise<Outcome> }>();

  /** `run` must not reject. A key that returns with another type of request is refused. */
  once(key: string | undefined, type: string, run: () => Promise<Outcome>): Promise<Outcome> {
    if (key === undefined) return run();
    const known = this.#outcomes.get(key);
    if (known && known.type !== type) {
      return Promise.resolve({ error: new ConfabError('already-done', known.type).toWire() });
    }
    if (known) return known.outcome;
    const outcome = run();
    this.#outcomes.set(key, { type, outcome });
    const [oldest] = this.#outcomes.keys();
    if (this.#outcomes.size > keptKeys && oldest !== undefined) this.#outcomes.delete(oldest);
    return outcome;
  }
}
