import { versionIntervalMs } from '@confab/shared-types';
import type { DocKey } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';

/** A spell of editing has ended when nobody wrote for this long. */
export const spellPauseMs = 3 * 60_000;

interface Spell {
  readonly startedAt: number;
  lastAt: number;
}

/** Notices when a spell of editing a document ends: by a pause, or because it has lasted long. */
export class EditingSpells {
  readonly #clock: Clock;
  readonly #onEnd: (doc: DocKey, lastAt: number) => void;
  readonly #spells = new Map<DocKey, Spell>();
  readonly #cancels = new Map<DocKey, () => void>();

  constructor(clock: Clock, onEnd: (doc: DocKey, lastAt: number) => void) {
    this.#clock = clock;
    this.#onEnd = onEnd;
  }

  /** Notes an edit in a spell; answers whether there is one. */
  edited(doc: DocKey): boolean {
    const spell = this.#spells.get(doc);
    if (spell === undefined) return false;
    spell.lastAt = this.#clock.now();
    return true;
  }

  /** A spell begins with an edit made now. */
  begin(doc: DocKey): void {
    const now = this.#clock.now();
    this.#spells.set(doc, { startedAt: now, lastAt: now });
    this.#wait(doc, spellPauseMs);
  }

  /** The spell is over, however it came to that; nobody is told. */
  end(doc: DocKey): void {
    this.#cancels.get(doc)?.();
    this.#cancels.delete(doc);
    this.#spells.delete(doc);
  }

  close(): void {
    for (const doc of [...this.#spells.keys()]) this.end(doc);
  }

  #wait(doc: DocKey, ms: number): void {
    this.#cancels.set(
      doc,
      this.#clock.after(ms, () => this.#look(doc)),
    );
  }

  /** One timer a spell, not one an edit: it is looked at when the pause could be over. */
  #look(doc: DocKey): void {
    const spell = this.#spells.get(doc);
    if (spell === undefined) return;
    const now = this.#clock.now();
    const end = Math.min(spell.lastAt + spellPauseMs, spell.startedAt + versionIntervalMs);
    if (now < end) return this.#wait(doc, end - now);
    this.end(doc);
    this.#onEnd(doc, spell.lastAt);
  }
}
