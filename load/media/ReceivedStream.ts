import type { MediaKind } from '@confab/shared-types';

/** What arrived of one stream, by its sequence numbers (RFC 3550 appendix A.1). */
export class ReceivedStream {
  readonly kind: MediaKind;
  #base: number | null = null;
  #highest = 0;
  #packets = 0;
  #bytes = 0;
  #firstAt: number | null = null;
  #lastAt = 0;
  #longestPauseMs = 0;
  #before = { packets: 0, expected: 0, bytes: 0 };

  constructor(kind: MediaKind) {
    this.kind = kind;
  }

  /** When its first packet came, on `performance.now()`'s clock. */
  get firstAt(): number | null {
    return this.#firstAt;
  }

  /** When its last packet came. */
  get lastAt(): number {
    return this.#lastAt;
  }

  get packets(): number {
    return this.#packets - this.#before.packets;
  }

  get bytes(): number {
    return this.#bytes - this.#before.bytes;
  }

  /** Numbers that were left out; one that only comes late is not lost. */
  get lost(): number {
    const expected = this.#expected - this.#before.expected;
    return Math.max(0, expected - this.packets);
  }

  /** Between two packets that followed each other. */
  get longestPauseMs(): number {
    return this.#longestPauseMs;
  }

  note(sequenceNumber: number, bytes: number, now: number): void {
    if (this.#base === null) {
      this.#base = sequenceNumber;
      this.#highest = sequenceNumber;
      this.#firstAt = now;
    } else {
      // Within half the number space forwards: newer; else an older one that was overtaken.
      const ahead = (sequenceNumber - (this.#highest & 0xffff) + 0x1_0000) & 0xffff;
      if (ahead < 0x8000) this.#highest += ahead;
      this.#longestPauseMs = Math.max(this.#longestPauseMs, now - this.#lastAt);
    }
    this.#lastAt = now;
    this.#packets += 1;
    this.#bytes += bytes;
  }

  /** Counts from nothing; the stream goes on. */
  resetCounts(): void {
    this.#before = { packets: this.#packets, expected: this.#expected, bytes: this.#bytes };
    this.#longestPauseMs = 0;
  }

  get #expected(): number {
    return this.#base === null ? 0 : this.#highest - this.#base + 1;
  }
}
