import type { Caption } from '@confab/shared-types';
import { addCaption, captionLifetimeMs, visibleCaptions } from './captionLines.ts';
import type { CaptionLine } from './captionLines.ts';

/** The captions on the screen: each goes when it was there long enough. */
export class CaptionBoard {
  readonly #onLines: (lines: readonly CaptionLine[]) => void;
  #lines: readonly CaptionLine[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onLines: (lines: readonly CaptionLine[]) => void) {
    this.#onLines = onLines;
  }

  show(speaker: string, name: string, caption: Caption): void {
    this.#lines = addCaption(this.#lines, { speaker, name, caption, receivedAt: Date.now() });
    this.#expire();
  }

  /** Takes off everything, or what one person said. */
  clear(speaker?: string): void {
    const left = this.#lines.filter((line) => speaker !== undefined && line.speaker !== speaker);
    if (left.length === this.#lines.length) return;
    this.#lines = left;
    this.#expire();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  /** Takes lines off that are over, and comes again when the next one is. */
  #expire(): void {
    clearTimeout(this.#timer);
    const now = Date.now();
    this.#lines = visibleCaptions(this.#lines, now);
    this.#onLines(this.#lines);
    if (this.#lines.length === 0) return;
    const next = Math.min(...this.#lines.map(({ receivedAt }) => receivedAt)) + captionLifetimeMs;
    this.#timer = setTimeout(() => this.#expire(), next - now);
  }
}
