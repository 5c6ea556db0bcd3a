import { ConfabError } from '@confab/shared-types';
import type { Access, AccessReason, ChannelFrame, DocKey, ErrorCode } from '@confab/shared-types';
import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness';
import * as Y from 'yjs';
import { holdsMore } from './holdsMore.ts';

export type DocumentState = 'opening' | 'saving' | 'saved' | 'refused';

export type DocumentFrame = Extract<
  ChannelFrame,
  {
    readonly kind: 'subscribed' | 'update' | 'saved' | 'refused' | 'access' | 'awareness' | 'reset';
  }
>;

export interface DocumentChannel {
  send(frame: ChannelFrame): void;
  /** State, access or refusal changed. */
  onChange(): void;
  /** Nobody holds the document and nothing of it waits: it is destroyed after this. */
  onUnused(): void;
}

interface AwarenessChange {
  readonly added: number[];
  readonly updated: number[];
  readonly removed: number[];
}

/**
 * One document as this window holds it. Edits made here are sent in numbered batches and count as
 * unsaved until the hub says that they are on disk; after a lost channel everything the hub may
 * miss is sent again as one batch, deletions included.
 */
export class DocumentHandle {
  readonly key: DocKey;
  #doc = new Y.Doc();
  #awareness = new Awareness(this.#doc);
  readonly #channel: DocumentChannel;
  readonly #listeners = new Set<() => void>();
  #holders = 1;
  #destroyed = false;
  #subscribed = false;
  #opened = false;
  #sentBatch = 0;
  #savedBatch = 0;
  /** Edits made while the hub could not be reached or did not take them. */
  #unsent = false;
  #access: Access = 'none';
  #reason: AccessReason | null = null;
  #refusal: ErrorCode | null = null;
  #holds = 0;
  readonly #heldFrames: DocumentFrame[] = [];

  constructor(key: DocKey, channel: DocumentChannel) {
    this.key = key;
    this.#channel = channel;
    this.#listen();
  }

  /** Another one after a reset: bind to what this returns now, and again when it changed. */
  get doc(): Y.Doc {
    return this.#doc;
  }

  get awareness(): Awareness {
    return this.#awareness;
  }

  /** `opening` until the hub answered for the first time: an editor must not bind before. */
  get state(): DocumentState {
    if (this.#refusal !== null) return 'refused';
    if (!this.#opened) return 'opening';
    return this.#unsent || this.#savedBatch < this.#sentBatch ? 'saving' : 'saved';
  }

  get access(): Access {
    return this.#access;
  }

  /** Why the document may not be written; null when it may. */
  get reason(): AccessReason | null {
    return this.#reason;
  }

  /** Why the hub did not take an edit: later ones wait with it for {@link retry}. */
  get refusal(): ErrorCode | null {
    return this.#refusal;
  }

  /** Calls back when state, access, its reason or refusal changed; returns how to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when the hub has answered for the first time. */
  async opened(): Promise<void> {
    if (this.#opened) return;
    await new Promise<void>((resolve) => {
      const stop = this.onChange(() => {
        if (!this.#opened) return;
        stop();
        resolve();
      });
    });
  }

  retain(): void {
    this.#holders++;
  }

  release(): void {
    if (this.#holders === 0) throw new ConfabError('internal', 'document released twice');
    this.#holders--;
    // A remount releases and opens again in one turn: the document outlives it.
    queueMicrotask(() => this.#retireWhenUnused());
  }

  /** Offers what the hub refused once more. */
  retry(): void {
    this.#refusal = null;
    this.#unsent = true;
    this.connected();
    this.#changed();
  }

  /** Gives up what is not on disk and takes the document anew from the hub. */
  reset(): void {
    this.#doc.off('update', this.#onUpdate);
    this.#awareness.destroy();
    this.#doc.destroy();
    this.#doc = new Y.Doc();
    this.#awareness = new Awareness(this.#doc);
    this.#listen();
    this.#subscribed = false;
    this.#opened = false;
    this.#unsent = false;
    this.#refusal = null;
    this.#heldFrames.length = 0;
    this.#savedBatch = this.#sentBatch;
    this.connected();
    this.#changed();
  }

  connected(): void {
    this.#channel.send({
      kind: 'subscribe',
      doc: this.key,
      stateVector: Y.encodeStateVector(this.#doc),
    });
  }

  disconnected(): void {
    this.#subscribed = false;
    if (this.#savedBatch < this.#sentBatch) this.#unsent = true;
    const others = [...this.#awareness.getStates().keys()].filter(
      (client) => client !== this.#doc.clientID,
    );
    removeAwarenessStates(this.#awareness, others, this);
    this.#changed();
  }

  /**
   * Keeps back what others do, in order, until the returned function is called: while a syllable is
   * being composed nothing may touch the text around it. Own edits go out meanwhile.
   */
  hold(): () => void {
    this.#holds++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holds--;
      if (this.#holds > 0) return;
      for (const frame of this.#heldFrames.splice(0)) this.receive(frame);
    };
  }

  receive(frame: DocumentFrame): void {
    if (this.#holds > 0 && touchesContent(frame)) {
      this.#heldFrames.push(frame);
      return;
    }
    switch (frame.kind) {
      case 'subscribed':
        return this.#onSubscribed(frame);
      case 'update':
        return Y.applyUpdate(this.#doc, frame.update, this);
      case 'saved':
        this.#savedBatch = Math.max(this.#savedBatch, frame.batch);
        this.#changed();
        return this.#retireWhenUnused();
      case 'refused':
        this.#refusal = frame.code;
        this.#changed();
        return this.#retireWhenUnused();
      case 'access':
        this.#access = frame.access;
        this.#reason = frame.reason;
        return this.#changed();
      case 'awareness':
        return applyAwarenessUpdate(this.#awareness, frame.update, this);
      case 'reset':
        return this.reset();
    }
  }

  destroy(): void {
    this.#destroyed = true;
    this.#awareness.destroy();
    this.#doc.destroy();
    this.#listeners.clear();
  }

  #listen(): void {
    this.#doc.on('update', this.#onUpdate);
    this.#awareness.on('update', this.#onAwareness);
  }

  #onSubscribed(frame: Extract<DocumentFrame, { readonly kind: 'subscribed' }>): void {
    const { update, stateVector, access, reason } = frame;
    Y.applyUpdate(this.#doc, update, this);
    this.#subscribed = true;
    this.#opened = true;
    this.#access = access;
    this.#reason = reason;
    const owes = this.#unsent || holdsMore(this.#doc, stateVector);
    if (owes && this.#refusal === null) {
      this.#unsent = false;
      this.#sendBatch(Y.encodeStateAsUpdate(this.#doc, stateVector));
    }
    if (this.#awareness.getLocalState() !== null) this.#sendAwareness([this.#doc.clientID]);
    this.#changed();
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return;
    if (this.#subscribed && this.#refusal === null) this.#sendBatch(update);
    else this.#unsent = true;
    this.#changed();
  };

  readonly #onAwareness = (change: AwarenessChange, origin: unknown): void => {
    if (origin === this || !this.#subscribed) return;
    this.#sendAwareness([...change.added, ...change.updated, ...change.removed]);
  };

  #sendBatch(update: Uint8Array): void {
    this.#sentBatch++;
    this.#channel.send({ kind: 'update', doc: this.key, batch: this.#sentBatch, update });
  }

  #sendAwareness(clients: number[]): void {
    const update = encodeAwarenessUpdate(this.#awareness, clients);
    this.#channel.send({ kind: 'awareness', doc: this.key, update });
  }

  #retireWhenUnused(): void {
    if (this.#destroyed || this.#holders > 0 || this.state === 'saving') return;
    // Followers see the cursor leave at once, not when it times out.
    this.#awareness.setLocalState(null);
    this.#channel.onUnused();
    this.destroy();
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
    this.#channel.onChange();
  }
}

function touchesContent({ kind }: DocumentFrame): boolean {
  return kind === 'update' || kind === 'subscribed' || kind === 'awareness';
}
