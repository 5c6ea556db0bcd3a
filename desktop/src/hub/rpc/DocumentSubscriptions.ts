import { ConfabError } from '@confab/shared-types';
import type { Access, AccessReason, ChannelFrame, DocKey, ErrorCode } from '@confab/shared-types';
import * as Y from 'yjs';
import type { Documents } from '../documents/Documents.ts';
import type { DocumentFollower } from '../documents/LiveDocument.ts';

export interface DocumentSubscriptionsOptions {
  readonly documents: Documents;
  readonly send: (frame: ChannelFrame) => void;
  /** Runs a callback once a document is here: one never fetched from its server is not, yet. */
  readonly whenHere: (doc: DocKey, run: () => void) => void;
}

interface Subscription {
  /** Highest batch that is on disk, and the highest that the window was told of. */
  saved: number;
  told: number;
  /** Once a batch was refused, later ones are too: *Saved* covers every batch before it. */
  refusal: ErrorCode | null;
}

/** The documents one window follows: what it sends is stored, what others write reaches it. */
export class DocumentSubscriptions implements DocumentFollower {
  readonly #documents: Documents;
  readonly #send: (frame: ChannelFrame) => void;
  readonly #whenHere: DocumentSubscriptionsOptions['whenHere'];
  /** Asked for and not answered yet, with the state vector of whoever asked. */
  readonly #asked = new Map<DocKey, Uint8Array>();
  readonly #subscriptions = new Map<DocKey, Subscription>();
  readonly #savedSoon = new Set<DocKey>();

  constructor(options: DocumentSubscriptionsOptions) {
    this.#documents = options.documents;
    this.#send = options.send;
    this.#whenHere = options.whenHere;
  }

  /**
   * Answers when the document is here: an editor bound to an empty one would double its first block.
   * Throws `malformed-message` for a state vector that does not parse.
   */
  subscribe(doc: DocKey, stateVector: Uint8Array): void {
    parsed(() => Y.decodeStateVector(stateVector));
    const { access, reason } = this.#documents.permission(doc);
    if (access === 'none') return this.#send({ kind: 'access', doc, access, reason });
    this.#asked.set(doc, stateVector);
    this.#whenHere(doc, () => {
      if (this.#asked.get(doc) !== stateVector) return;
      this.#asked.delete(doc);
      this.#answer(doc, stateVector);
    });
  }

  #answer(doc: DocKey, theirs: Uint8Array): void {
    const { ydoc } = this.#documents.open(doc);
    const update = Y.encodeStateAsUpdate(ydoc, theirs);
    const live = this.#documents.follow(doc, this);
    this.#subscriptions.set(doc, { saved: 0, told: 0, refusal: null });
    const { access, reason } = this.#documents.permission(doc);
    const stateVector = Y.encodeStateVector(ydoc);
    this.#send({ kind: 'subscribed', doc, update, stateVector, access, reason });
    const cursors = live.encodeAwareness();
    if (cursors !== null) this.#send({ kind: 'awareness', doc, update: cursors });
  }

  unsubscribe(doc: DocKey): void {
    this.#asked.delete(doc);
    if (this.#subscriptions.delete(doc)) this.#documents.unfollow(doc, this);
  }

  /** Takes an edit; `saved` or `refused` follows when its fate is known. */
  update(doc: DocKey, batch: number, update: Uint8Array): void {
    const subscription = this.#subscriptions.get(doc);
    const refusal = subscription === undefined ? 'not-found' : subscription.refusal;
    if (refusal !== null) return this.#send({ kind: 'refused', doc, batch, code: refusal });
    this.#documents.write(doc, update, this, (error) => {
      if (error === null) return this.#saved(doc, batch);
      if (subscription !== undefined) subscription.refusal = error.code;
      this.#send({ kind: 'refused', doc, batch, code: error.code });
    });
  }

  /** Throws `malformed-message` for cursors that do not parse. */
  awareness(doc: DocKey, update: Uint8Array): void {
    if (!this.#subscriptions.has(doc)) return;
    parsed(() => this.#documents.open(doc).applyAwareness(update, this));
  }

  close(): void {
    this.#asked.clear();
    for (const doc of [...this.#subscriptions.keys()]) this.unsubscribe(doc);
  }

  onUpdate(doc: DocKey, update: Uint8Array): void {
    this.#send({ kind: 'update', doc, batch: 0, update });
  }

  onAwareness(doc: DocKey, update: Uint8Array): void {
    this.#send({ kind: 'awareness', doc, update });
  }

  onAccess(doc: DocKey, access: Access, reason: AccessReason | null): void {
    this.#send({ kind: 'access', doc, access, reason });
  }

  onReset(doc: DocKey): void {
    this.#subscriptions.delete(doc);
    this.#send({ kind: 'reset', doc });
  }

  /** Batches of one commit are answered by one frame. */
  #saved(doc: DocKey, batch: number): void {
    const subscription = this.#subscriptions.get(doc);
    if (subscription === undefined) return this.#send({ kind: 'saved', doc, batch });
    subscription.saved = Math.max(subscription.saved, batch);
    if (this.#savedSoon.size === 0) queueMicrotask(() => this.#tellSaved());
    this.#savedSoon.add(doc);
  }

  #tellSaved(): void {
    const docs = [...this.#savedSoon];
    this.#savedSoon.clear();
    for (const doc of docs) {
      const subscription = this.#subscriptions.get(doc);
      if (subscription === undefined || subscription.saved <= subscription.told) continue;
      subscription.told = subscription.saved;
      this.#send({ kind: 'saved', doc, batch: subscription.saved });
    }
  }
}

/** Bytes of a window that Yjs cannot read are a malformed message, not a defect of the hub. */
function parsed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ConfabError('malformed-message', 'not in Yjs encoding', { cause: error });
  }
}
