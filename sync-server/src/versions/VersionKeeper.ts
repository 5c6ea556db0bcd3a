import { ConfabError, versionIntervalMs } from '@confab/shared-types';
import type { DocKey } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import { partsOf } from '../documents/DocumentRights.ts';
import type { Documents } from '../documents/Documents.ts';
import type { Log } from '../Log.ts';
import type { VersionStorage } from '../storage/VersionStorage.ts';
import type { Versions } from './Versions.ts';

/** A spell of editing has ended when nobody wrote for this long. */
export const spellEndsAfterMs = 2 * 60_000;
const shortestWaitMs = 1000;
const retryAfterMs = 60_000;
const versionsAtOnce = 20;

interface Spell {
  readonly firstAt: number;
  lastAt: number;
  /** The version before is too young until then. */
  notBefore: number;
}

export interface VersionKeeperOptions {
  readonly storage: Pick<VersionStorage, 'latest' | 'unversioned'>;
  readonly versions: Versions;
  readonly documents: Documents;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Keeps a version of a page when a spell of editing ends, and every ten minutes of a long one. A
 * commit costs it one entry in a map; what is due is looked for in between, a few pages at a time,
 * and after a restart in the storage.
 */
export class VersionKeeper {
  readonly #options: VersionKeeperOptions;
  readonly #spells = new Map<DocKey, Spell>();
  #unobserve: () => void = () => undefined;
  /** Null: nothing is waited for. */
  #cancel: (() => void) | null = null;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: VersionKeeperOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { storage, documents } = this.#options;
    this.#unobserve = documents.observe((doc) => this.#note(doc));
    for (const { doc, firstAt, lastAt } of await storage.unversioned()) {
      this.#spells.set(doc, { firstAt, lastAt, notBefore: 0 });
    }
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unobserve();
    this.#cancel?.();
    await this.#running;
  }

  #note(doc: DocKey): void {
    if (partsOf(doc).kind !== 'page') return;
    const now = this.#options.clock.now();
    const spell = this.#spells.get(doc);
    if (spell !== undefined) {
      spell.lastAt = now;
      return;
    }
    this.#spells.set(doc, { firstAt: now, lastAt: now, notBefore: 0 });
    this.#schedule();
  }

  /** Looks again when the first version may be due, unless that is arranged already. */
  #schedule(): void {
    const { clock, log } = this.#options;
    if (this.#cancel !== null || this.#stopped || this.#spells.size === 0) return;
    let next = Infinity;
    for (const spell of this.#spells.values()) next = Math.min(next, dueAt(spell));
    this.#cancel = clock.after(Math.max(shortestWaitMs, next - clock.now()), () => {
      this.#running = this.#check()
        .catch((error: unknown) => log.failure('versions-failed', error))
        .finally(() => {
          this.#cancel = null;
          this.#schedule();
        });
    });
  }

  /** Keeps what is due, at most twenty versions. */
  async #check(): Promise<void> {
    let kept = 0;
    for (const [doc, spell] of [...this.#spells]) {
      if (this.#stopped || kept >= versionsAtOnce) return;
      if (!(await this.#isDue(doc, spell))) continue;
      kept += 1;
      await this.#keep(doc, spell);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #isDue(doc: DocKey, spell: Spell): Promise<boolean> {
    const { storage, clock } = this.#options;
    if (clock.now() < dueAt(spell)) return false;
    const latest = await storage.latest(doc);
    spell.notBefore = latest === null ? 0 : latest.at + versionIntervalMs;
    return clock.now() >= spell.notBefore;
  }

  async #keep(doc: DocKey, spell: Spell): Promise<void> {
    const { versions, clock, log } = this.#options;
    // What is written from here on is the next spell, whether or not this version holds it too.
    this.#spells.delete(doc);
    try {
      await versions.keepSpell(doc);
    } catch (error) {
      // A page that was deleted meanwhile needs no version.
      if (error instanceof ConfabError && ['page-deleted', 'not-found'].includes(error.code))
        return;
      log.failure('version-failed', error, { doc });
      const { firstAt, lastAt } = this.#spells.get(doc) ?? spell;
      this.#spells.set(doc, { firstAt, lastAt, notBefore: clock.now() + retryAfterMs });
    }
  }
}

function dueAt({ firstAt, lastAt, notBefore }: Spell): number {
  return Math.max(notBefore, Math.min(lastAt + spellEndsAfterMs, firstAt + versionIntervalMs));
}
