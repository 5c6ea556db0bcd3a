import type { Access, DocKey } from '@confab/shared-types';
import * as Y from 'yjs';
import type { DocumentFollower } from '../documents/LiveDocument.ts';
import { changeSomething } from './randomChanges.ts';
import type { SeededRandom } from './SeededRandom.ts';

/** A window's copy of one document. */
export class FuzzWindow implements DocumentFollower {
  readonly doc: DocKey;
  readonly #random: SeededRandom;
  readonly #onReset: () => void;
  #ydoc: Y.Doc;
  /** What the hub has surely got. */
  #known: Uint8Array;
  #refused = false;
  access: Access = 'none';

  constructor(doc: DocKey, random: SeededRandom, onReset: () => void) {
    this.doc = doc;
    this.#random = random;
    this.#onReset = onReset;
    this.#ydoc = this.#newDocument();
    this.#known = Y.encodeStateVector(this.#ydoc);
  }

  get ydoc(): Y.Doc {
    return this.#ydoc;
  }

  /** Answers the update; after a refusal it holds everything that the hub misses. */
  edit(): Uint8Array {
    const before = this.#refused ? this.#known : Y.encodeStateVector(this.#ydoc);
    this.#ydoc.transact(() => changeSomething(this.doc, this.#ydoc, this.#random));
    this.#refused = false;
    return Y.encodeStateAsUpdate(this.#ydoc, before);
  }

  refused(): void {
    this.#refused = true;
  }

  compared(): void {
    this.#known = Y.encodeStateVector(this.#ydoc);
    this.#refused = false;
  }

  /** Forgets everything, as a window that is opened anew. */
  startAnew(): void {
    this.#ydoc = this.#newDocument();
    this.compared();
  }

  onUpdate(_doc: DocKey, update: Uint8Array): void {
    Y.applyUpdate(this.#ydoc, update);
  }

  onAwareness(): void {
    // Cursors are not part of this.
  }

  onAccess(_doc: DocKey, access: Access): void {
    this.access = access;
  }

  onReset(): void {
    this.startAnew();
    this.#onReset();
  }

  #newDocument(): Y.Doc {
    const ydoc = new Y.Doc();
    ydoc.clientID = 1 + this.#random.below(2 ** 31);
    return ydoc;
  }
}
