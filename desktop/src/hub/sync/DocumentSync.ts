import { ConfabError } from '@confab/shared-types';
import type { DocKey, ErrorCode, SyncFrame } from '@confab/shared-types';
import * as Y from 'yjs';
import type { Documents } from '../documents/Documents.ts';
import type { DocumentStore } from '../documents/DocumentStore.ts';
import type { LiveDocument } from '../documents/LiveDocument.ts';
import type { WholeFrame } from './SyncConnection.ts';
import { deletedMore, encodeMissing, holdsMore, holdsUpdate } from './compareStates.ts';

/** Why a server does not take edits, and never will as things are. */
export type ForbiddenCode = Extract<ErrorCode, 'no-permission' | 'page-deleted'>;

export interface DocumentSyncOptions {
  readonly doc: DocKey;
  readonly documents: Documents;
  readonly store: DocumentStore;
  readonly send: (frame: WholeFrame) => void;
  /** The server answered an `open`: both ends can be compared. */
  readonly onOpened: () => void;
  /** The server knows less than it once said: it was restored from a backup. */
  readonly onRewound: () => void;
  /** Acknowledgements, and everything else that moves the status. */
  readonly onProgress: () => void;
  /** The server does not take what was written here. */
  readonly onForbidden: (code: ForbiddenCode) => void;
  /** The server cannot take it now (its disk, its load): try the connection again later. */
  readonly onTrouble: (error: ConfabError) => void;
}

type OpenedFrame = Extract<SyncFrame, { kind: 'opened' }>;

/** `comparing`: the server has answered, and what it sent is on its way to the disk. */
type Phase = 'closed' | 'opening' | 'comparing' | 'open';

/** More rows than this are sent as a difference of states: merging them costs their square. */
const rowsWorthMerging = 32;

/**
 * One document over one connection. Both ends say what they hold; from then on the server sends
 * what it commits, and one batch of ours at a time is under way. Rows count as acknowledged only
 * after the server has said so.
 */
export class DocumentSync {
  readonly #options: DocumentSyncOptions;
  #phase: Phase = 'closed';
  /** The batch the server has not answered yet. */
  #inFlight: number | null = null;
  /** The batch sent last, and the rows up to it that were not all in it. */
  #sent = 0;
  #parked: ReadonlySet<number> = new Set();
  /** The server's last seq that is here, or on its way to the disk. */
  #serverSeq = 0;
  #pinned: LiveDocument | null = null;
  #refusals = 0;

  constructor(options: DocumentSyncOptions) {
    this.#options = options;
  }

  get opened(): boolean {
    return this.#phase === 'open';
  }

  /** Both ends were compared, and the server has committed all that was sent to it. */
  get settled(): boolean {
    return this.opened && this.#inFlight === null;
  }

  get opening(): boolean {
    return this.#phase === 'opening' || this.#phase === 'comparing';
  }

  /** Asks the server to compare. */
  open(): void {
    const { doc, documents, send } = this.#options;
    this.#pin();
    this.#phase = 'opening';
    this.#inFlight = null;
    const { ydoc } = documents.open(doc);
    send({ kind: 'open', doc, stateVector: Y.encodeStateVector(ydoc) });
  }

  /** The connection is gone, or the document is not followed any more. */
  close(): void {
    this.#phase = 'closed';
    this.#inFlight = null;
    this.#options.documents.removeCursors(this.#options.doc, this);
    this.#unpin();
  }

  onOpened(frame: OpenedFrame): void {
    const { doc, documents, store } = this.#options;
    const { ydoc } = documents.open(doc);
    const rewound = frame.seq < store.serverSeq(doc);
    // Told before the server's new state is remembered: a crash in between tells it again.
    if (rewound) this.#options.onRewound();
    this.#serverSeq = frame.seq;
    this.#phase = 'comparing';
    const compare = (error: ConfabError | null): void => {
      if (error !== null) return this.#options.onTrouble(error);
      if (this.#phase !== 'comparing') return;
      this.#phase = 'open';
      // Whatever it once acknowledged is here again.
      store.repaired(doc, 'synced');
      this.#sendMissing(frame, rewound);
      const cursors = documents.open(doc).encodeAwareness();
      if (cursors !== null) this.sendAwareness(cursors);
      this.#options.onOpened();
    };
    if (holdsUpdate(ydoc, frame.update)) {
      if (store.serverSeq(doc) !== frame.seq) store.setServerSeq(doc, frame.seq);
      compare(null);
    } else {
      documents.receive(doc, frame.update, frame.seq, compare);
    }
  }

  onEdits({ seq, update }: Extract<SyncFrame, { kind: 'edits' }>): void {
    if (!this.#isFollowing || seq <= this.#serverSeq) return;
    if (seq > this.#serverSeq + 1) return this.open();
    this.#serverSeq = seq;
    const { doc, documents } = this.#options;
    documents.receive(doc, update, seq, (error) => {
      // Not on disk: the next comparison brings it again.
      if (error !== null) this.#options.onTrouble(error);
    });
  }

  onAck({ batch, seq }: Extract<SyncFrame, { kind: 'ack' }>): void {
    const { doc, store } = this.#options;
    const gap = seq > this.#serverSeq + 1;
    if (!gap) this.#serverSeq = Math.max(this.#serverSeq, seq);
    if (this.#inFlight === batch) this.#inFlight = null;
    this.#refusals = 0;
    const acknowledged = { upTo: batch, except: this.#parked };
    store.acknowledge(doc, acknowledged, gap ? this.#serverSeq : seq, (error) => {
      if (error !== null) return this.#options.onTrouble(error);
      this.#options.onProgress();
      this.flush();
    });
    if (gap && this.#isFollowing) this.open();
  }

  onRefused({ batch, code }: Extract<SyncFrame, { kind: 'refused' }>): void {
    // No batch of ours counts from 0: it is about the document as a whole.
    if (batch === 0) return this.onDenied(code === 'page-deleted' ? code : 'no-permission');
    if (this.#inFlight !== batch) return;
    this.#inFlight = null;
    this.#refusals++;
    if (code === 'no-permission' || code === 'page-deleted') {
      return this.#options.onForbidden(code);
    }
    if (code === 'resync-needed' && this.#refusals < 3) return this.open();
    this.#unpin();
    this.#options.onTrouble(new ConfabError(code));
  }

  /** Sends what waits, unless a batch is under way: then it follows the answer to that. */
  flush(): void {
    if (this.#phase !== 'open' || this.#inFlight !== null) return;
    const { doc, documents, store } = this.#options;
    if (store.waiting(doc).count === 0) return this.#unpin();
    const live = documents.open(doc);
    // What is parked waits for edits that are not here; all else of these rows was sent.
    if (live.incomplete && live.appliedSeq <= this.#sent) return this.#unpin();
    const rows = store.unacknowledged(doc, live.appliedSeq).map(({ payload }) => payload);
    const [first] = rows;
    if (first === undefined) return;
    if (live.incomplete || rows.length > rowsWorthMerging) {
      return this.open();
    }
    this.#send(live.appliedSeq, rows.length === 1 ? first : Y.mergeUpdates(rows));
  }

  /** Rights have changed: what could not be sent before may be now, and the other way round. */
  onAccess(): void {
    if (this.#phase === 'open') this.open();
  }

  /** The server keeps this document from us: there is nothing to compare. */
  onDenied(code: ForbiddenCode): void {
    const { doc, store } = this.#options;
    this.#phase = 'open';
    this.#inFlight = null;
    this.#unpin();
    if (store.waiting(doc).count > 0) this.#options.onForbidden(code);
    this.#options.onOpened();
  }

  /** Cursors of this machine. */
  sendAwareness(update: Uint8Array): void {
    const { doc, send } = this.#options;
    if (this.#phase === 'open') send({ kind: 'awareness', doc, update });
  }

  /** Cursors of others; followed only while somebody here looks at the document. */
  receiveAwareness(update: Uint8Array): void {
    const { doc, documents } = this.#options;
    const live = documents.open(doc);
    if (live.followers.size > 0) live.applyAwareness(update, this);
  }

  /** The server sends what is committed from now on. */
  get #isFollowing(): boolean {
    return this.#phase === 'comparing' || this.#phase === 'open';
  }

  #sendMissing(theirs: Pick<OpenedFrame, 'stateVector' | 'update'>, rewound: boolean): void {
    const { doc, documents, store } = this.#options;
    // What a newer app wrote may not be edited here, but what was written before it still counts.
    const { access, reason } = documents.permission(doc);
    if (access !== 'write' && reason !== 'newer-schema') {
      if (store.waiting(doc).count > 0) return this.#options.onForbidden('no-permission');
      return this.#unpin();
    }
    const live = documents.open(doc);
    const wanted =
      store.waiting(doc).count > 0 ||
      rewound ||
      holdsMore(live.ydoc, theirs.stateVector) ||
      deletedMore(live.ydoc, theirs.update);
    if (!wanted || live.appliedSeq === 0) return this.#unpin();
    this.#send(live.appliedSeq, encodeMissing(live.ydoc, theirs.stateVector));
  }

  #send(batch: number, update: Uint8Array): void {
    this.#pin();
    this.#inFlight = batch;
    this.#sent = batch;
    this.#parked = this.#findParked();
    this.#options.send({ kind: 'edit', doc: this.#options.doc, batch, update });
  }

  /** Rows that Yjs has parked because others are missing: they are not part of what is sent. */
  #findParked(): ReadonlySet<number> {
    const { doc, documents, store } = this.#options;
    const live = documents.open(doc);
    if (!live.incomplete) return new Set();
    const rows = store.unacknowledged(doc, live.appliedSeq);
    return new Set(rows.filter(({ payload }) => !live.isWhole(payload)).map(({ seq }) => seq));
  }

  /** Kept in memory while it is compared or waits for an answer. */
  #pin(): void {
    const live = this.#options.documents.open(this.#options.doc);
    if (this.#pinned === live) return;
    this.#unpin();
    live.pins++;
    this.#pinned = live;
  }

  #unpin(): void {
    if (this.#pinned !== null) this.#pinned.pins--;
    this.#pinned = null;
  }
}
