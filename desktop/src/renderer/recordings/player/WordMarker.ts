/** A word as it is drawn, with its times on the clock of the transcript. */
interface DrawnWord {
  readonly element: HTMLElement;
  readonly at: number;
  readonly until: number;
}

/**
 * Lights the word that is being said, in place: an attribute of its element, so that no line is drawn
 * anew. Words that overlap (two people at once) are lit together.
 */
export class WordMarker {
  readonly #root: HTMLElement;
  readonly #observer: MutationObserver;
  #words: readonly DrawnWord[] | null = null;
  #lit: readonly DrawnWord[] = [];

  constructor(root: HTMLElement) {
    this.#root = root;
    // Lines are drawn as they come into view, and while they are corrected.
    this.#observer = new MutationObserver(() => (this.#words = null));
    this.#observer.observe(root, { childList: true, subtree: true });
  }

  /** Lights what is said at a moment; answers its element, null where no word that is drawn is said. */
  mark(moment: number): HTMLElement | null {
    const said = this.#find().filter(({ at, until }) => moment >= at && moment < until);
    if (said.length !== this.#lit.length || said.some((word, at) => word !== this.#lit[at])) {
      this.#light(said);
    }
    return said[0]?.element ?? null;
  }

  clear(): void {
    this.#light([]);
  }

  close(): void {
    this.#observer.disconnect();
    this.clear();
  }

  #light(words: readonly DrawnWord[]): void {
    for (const { element } of this.#lit) delete element.dataset['playing'];
    for (const { element } of words) element.dataset['playing'] = '';
    this.#lit = words;
  }

  #find(): readonly DrawnWord[] {
    this.#words ??= [...this.#root.querySelectorAll<HTMLElement>('[data-word-at]')].map(
      (element) => ({
        element,
        at: Number(element.dataset['wordAt']),
        until: Number(element.dataset['wordUntil']),
      }),
    );
    return this.#words;
  }
}
