import { ConfabError } from '@confab/shared-types';
import type { Access, DocKey, ErrorCode, SyncReply, WorkspaceId } from '@confab/shared-types';
import { docKey, workspaceOf } from '../documents/docNames.ts';
import { DocumentSync } from './DocumentSync.ts';
import { DocumentSyncs } from './DocumentSyncs.ts';
import type { ServerSocketState } from './ServerSocket.ts';
import type { SyncClientOptions } from './SyncClientOptions.ts';
import { SyncConnection } from './SyncConnection.ts';
import type { WholeFrame } from './SyncConnection.ts';

const retryTroubleMs = 5_000;

/**
 * All documents of the workspaces at one server, over one WebSocket. Every document is compared at
 * every connection, those that somebody looks at first; after that edits flow as they are made.
 */
export class SyncClient {
  readonly #options: SyncClientOptions;
  readonly #connection: SyncConnection;
  readonly #followed = new Set<WorkspaceId>();
  /** Followed workspaces whose list of documents the server has sent in this connection. */
  readonly #listed = new Set<WorkspaceId>();
  /** Followed workspaces of which the server was found behind in this connection. */
  readonly #rewound = new Set<WorkspaceId>();
  readonly #documents = new DocumentSyncs((doc) => this.#createSync(doc));
  /** Why the server did not take the last try of a document. */
  readonly #errors = new Map<DocKey, ErrorCode>();
  #cancelRetry: (() => void) | null = null;

  constructor(options: SyncClientOptions) {
    this.#options = options;
    const { listener } = options;
    this.#connection = new SyncConnection({
      ...options,
      onState: (state) => {
        if (state !== 'online') this.#disconnected();
        listener.onState(state);
      },
      onRejected: (why) => listener.onRejected(why),
      onWelcome: () => {
        for (const workspace of this.#followed) this.#sendFollow(workspace);
      },
      onControl: (message) => this.#control(message),
      onFrame: (frame) => this.#frame(frame),
    });
  }

  get state(): ServerSocketState {
    return this.#connection.state;
  }

  start(): void {
    this.#connection.start();
  }

  stop(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#connection.stop();
  }

  wake(): void {
    this.#connection.wake();
  }

  /** Keeps all documents of a workspace the same here and at the server. */
  follow(workspace: WorkspaceId): void {
    if (this.#followed.has(workspace)) return;
    this.#followed.add(workspace);
    if (this.state === 'online') this.#sendFollow(workspace);
  }

  unfollow(workspace: WorkspaceId): void {
    if (!this.#followed.delete(workspace)) return;
    this.#drop(workspace);
    if (this.state === 'online') this.#connection.request({ type: 'unfollow', workspace });
  }

  follows(workspace: WorkspaceId): boolean {
    return this.#followed.has(workspace);
  }

  /** Whether every document of a workspace was compared in this connection, and sent edits committed. */
  caughtUp(workspace: WorkspaceId): boolean {
    if (this.state !== 'online' || !this.#listed.has(workspace)) return false;
    return this.#documents.settled(workspace);
  }

  /** Why the server did not take the last try of a document; null: it did, or none was made. */
  error(doc: DocKey): ErrorCode | null {
    return this.#errors.get(doc) ?? null;
  }

  /** Tries now what would be tried later. */
  retry(): void {
    if (this.state !== 'online') this.wake();
    else if (this.#errors.size > 0) this.#connection.reconnect();
  }

  /** A document was deleted here for good: it is not synced any more. */
  forget(doc: DocKey): void {
    this.#documents.forget(doc);
    this.#errors.delete(doc);
  }

  isOpened(doc: DocKey): boolean {
    return this.#documents.get(doc)?.opened === true;
  }

  /** Somebody looks at a document, or it changed here: it is compared before the others. */
  openSoon(doc: DocKey): void {
    if (this.state !== 'online' || !this.#followed.has(workspaceOf(doc))) return;
    if (!this.#options.isDeleted(doc)) this.#documents.openSoon(doc);
  }

  /** Edits made here are on disk. */
  localUpdate(doc: DocKey): void {
    const sync = this.#documents.get(doc);
    if (sync?.opened === true) sync.flush();
    else this.openSoon(doc);
  }

  /** Compares a document once more: part of it, or all, is gone here. */
  compareAgain(doc: DocKey): void {
    const sync = this.#documents.get(doc);
    if (sync !== undefined && this.state === 'online') sync.open();
  }

  /** Cursors changed here; those that came from the server are not sent back. */
  sendCursors(doc: DocKey, update: Uint8Array, from: unknown): void {
    const sync = this.#documents.get(doc);
    if (sync !== from) sync?.sendAwareness(update);
  }

  #control(message: Exclude<SyncReply, { type: 'welcome' | 'error' }>): void {
    switch (message.type) {
      case 'docs':
        return this.#list(message);
      case 'doc':
        if (!this.#followed.has(message.workspace)) return;
        return this.openSoon(docKey(message.workspace, message.name));
      case 'unfollowed':
        this.#followed.delete(message.workspace);
        this.#drop(message.workspace);
        return this.#options.listener.onUnfollowed(message.workspace, message.error.code);
    }
  }

  #list({ workspace, role, docs }: Extract<SyncReply, { type: 'docs' }>): void {
    if (!this.#followed.has(workspace)) return;
    const { listener, store, isDeleted } = this.#options;
    listener.onRole(workspace, role);
    this.#listed.add(workspace);
    const there = docs.map(({ name }) => docKey(workspace, name));
    const all = new Set([...there, ...store.list(workspace)]);
    this.#documents.openAll([...all].filter((doc) => !isDeleted(doc)));
    listener.onProgress();
  }

  #frame(frame: WholeFrame): void {
    const sync = this.#documents.get(frame.doc);
    switch (frame.kind) {
      case 'opened':
        this.#tellAccess(frame.doc, frame.access);
        return sync?.onOpened(frame);
      case 'edits':
        return sync?.onEdits(frame);
      case 'ack':
        return sync?.onAck(frame);
      case 'refused':
        if (frame.code === 'page-deleted') this.#tellDeleted(frame.doc);
        return sync?.onRefused(frame);
      case 'access':
        this.#tellAccess(frame.doc, frame.access);
        if (frame.access === 'none') return sync?.onDenied('no-permission');
        return sync?.onAccess();
      case 'awareness':
        return sync?.receiveAwareness(frame.update);
      case 'open':
      case 'edit':
      case 'close':
        throw new ConfabError('unknown-message', frame.kind);
    }
  }

  #tellAccess(doc: DocKey, access: Access): void {
    // What comes behind the end of following is about the server's copy alone.
    if (!this.#followed.has(workspaceOf(doc))) return;
    this.#options.access.tell(doc, access);
    this.#options.documents.refreshAccess((key) => key === doc);
  }

  #tellDeleted(doc: DocKey): void {
    if (!this.#followed.has(workspaceOf(doc))) return;
    this.#options.access.tellDeleted(doc);
    this.#options.documents.refreshAccess((key) => key === doc);
    this.#options.listener.onDeleted(doc);
  }

  #createSync(doc: DocKey): DocumentSync {
    const { documents, store, listener } = this.#options;
    return new DocumentSync({
      doc,
      documents,
      store,
      send: (frame) => this.#connection.send(frame),
      onOpened: () => {
        this.#documents.openNext();
        listener.onOpened(doc);
        this.#progressed(doc);
      },
      onRewound: () => this.#tellRewound(workspaceOf(doc)),
      onProgress: () => this.#progressed(doc),
      onForbidden: (code) => listener.onForbidden(doc, code),
      onTrouble: (error) => this.#trouble(doc, error),
    });
  }

  #progressed(doc: DocKey): void {
    if (this.#options.store.waiting(doc).count === 0) this.#errors.delete(doc);
    this.#options.listener.onProgress();
  }

  #tellRewound(workspace: WorkspaceId): void {
    if (this.#rewound.has(workspace)) return;
    this.#rewound.add(workspace);
    this.#options.listener.onRewound(workspace);
  }

  #sendFollow(workspace: WorkspaceId): void {
    this.#connection.request({ type: 'follow', workspace });
  }

  #trouble(doc: DocKey, error: ConfabError): void {
    this.#options.log(`document could not be synced: ${error.code}`);
    this.#errors.set(doc, error.code);
    this.#options.listener.onNotice(error.code, doc);
    this.#cancelRetry ??= this.#options.clock.after(retryTroubleMs, () => {
      this.#cancelRetry = null;
      if (this.state === 'online') this.#connection.reconnect();
    });
  }

  #drop(workspace: WorkspaceId): void {
    this.#listed.delete(workspace);
    this.#documents.drop(workspace);
  }

  #disconnected(): void {
    this.#listed.clear();
    this.#rewound.clear();
    this.#documents.clear();
  }
}
