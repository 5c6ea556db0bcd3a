import type { DocKey } from '@confab/shared-types';

/** What has been promised: every edit of which somebody was told that it is saved. */
export class Ledger {
  readonly #saved = new Map<DocKey, Uint8Array[]>();

  saved(doc: DocKey, update: Uint8Array): void {
    const updates = this.#saved.get(doc);
    if (updates === undefined) this.#saved.set(doc, [update]);
    else updates.push(update);
  }

  of(doc: DocKey): readonly Uint8Array[] {
    return this.#saved.get(doc) ?? [];
  }

  /** Edits that are gone for a reason which the person was told are promised no longer. */
  excuse(doc: DocKey, isGone: (update: Uint8Array) => boolean): void {
    this.#saved.set(
      doc,
      this.of(doc).filter((update) => !isGone(update)),
    );
  }
}
