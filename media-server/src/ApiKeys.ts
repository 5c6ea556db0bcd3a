import type { ApiKey } from './apiKey.ts';

/** The keys whose holders may mint tokens; the first is what this server signs with itself. */
export class ApiKeys {
  readonly own: ApiKey;
  readonly #secrets: ReadonlyMap<string, string>;

  constructor(own: ApiKey, others: readonly ApiKey[] = []) {
    this.own = own;
    this.#secrets = new Map([own, ...others].map(({ key, secret }) => [key, secret]));
  }

  /** Null when nobody has that key. */
  secretOf(key: string): string | null {
    return this.#secrets.get(key) ?? null;
  }
}
