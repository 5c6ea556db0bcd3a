import { randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The rotating secret that resumes a session. Using a token issues the next one; the used one stays
 * valid until that next one is first used, because the answer that carried it may be lost.
 */
export class ResumeTokens {
  #current: string = randomToken();
  #next: string | null = null;

  /** What the client gets when it joins. */
  get first(): string {
    return this.#current;
  }

  /** Answers the token to use next time; null: this one is not valid (any more). */
  use(token: string): string | null {
    if (this.#next !== null && equal(token, this.#next)) this.#current = this.#next;
    else if (!equal(token, this.#current)) return null;
    this.#next = randomToken();
    return this.#next;
  }
}

function randomToken(): string {
  return randomBytes(24).toString('base64url');
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.byteLength === right.byteLength && timingSafeEqual(left, right);
}
