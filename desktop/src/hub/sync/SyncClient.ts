import {
  ConfabError,
  decodeSyncFrame,
  encodeSyncFrame,
  protocolVersions,
  syncReplySchema,
} from '@confab/shared-types';
import type {
  Access,
  AccountId,
  DocKey,
  ErrorCode,
  Role,
  SyncFrame,
  SyncReply,
  WorkspaceId,
} from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import type { Documents } from '../documents/Documents.ts';
import type { DocumentStore } from '../documents/DocumentStore.ts';
import { docKey, workspaceOf } from '../documents/docNames.ts';
import type { Log } from '../log.ts';
import type { DocumentAccess } from '../workspaces/DocumentAccess.ts';
import { DocumentSync } from './DocumentSync.ts';
import { PieceCollector, inPieces } from './pieces.ts';
import { ServerSocket } from './ServerSocket.ts';
import type { Rejection, ServerSocketState } from './ServerSocket.ts';
import type { OpenSocket } from './Socket.ts';

export interface SyncClientListener {
  onState(state: ServerSocketState): void;
  onRejected(why: Rejection): void;
  onRole(workspace: WorkspaceId, role: Role): void;
  /** The workspace may no longer be followed. */
  onUnfollowed(workspace: WorkspaceId): void;
  /** The server does not take what was written here. */
  onForbidden(doc: DocKey, code: 'no-permission' | 'page-deleted'): void;
  /** The server's state of a document is here. */
  onOpened(doc: DocKey): void;
  /** The server was restored from a backup; told once a connection. */
  onRewound(workspace: WorkspaceId): void;
  onProgress(): void;
  onNotice(code: ErrorCode, doc: DocKey): void;
}

export interface SyncClientOptions {
  /** Address of the server's `/sync`. */
  readonly url: string;
  /** Who must answer there: another server, or another account, gets none of our edits. */
  readonly server: string;
  readonly account: AccountId;
  readonly session: string;
  readonly documents: Documents;
  readonly store: DocumentStore;
  readonly access: DocumentAccess;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly listener: SyncClientListener;
}

/** Documents compared at the same time: enough to fill the line, few enough for memory. */
const opensAtOnce = 8;
const retryTroubleMs = 5_000;

/**
 * All documents of the workspaces at one server, over one WebSocket. Every document is compared at
 * every connection, those that somebody looks at first; after that edits flow as they are made.
 */
export class SyncClient {
  readonly #options: SyncClientOptions;
  readonly #socket: ServerSocket;
  readonly #followed = new Set<WorkspaceId>();
  /** Followed workspaces whose list of documents the server has sent in this connection. */
  readonly #listed = new Set<WorkspaceId>();
  /** Followed workspaces of which the server was found behind in this connection. */
  readonly #rewound = new Set<WorkspaceId>();
  readonly #documents = new Map<DocKey, DocumentSync>();
  /** To be opened, the next one first. */
  #queue: DocKey[] = [];
  #pieces = new PieceCollector();
  #transfers = 0;
  #cancelRetry: (() => void) | null = null;

  constructor(options: SyncClientOptions) {
    this.#options = options;
    const { url, openSocket, clock, random, session, listener } = options;
    this.#socket = new ServerSocket({
      url,
      openSocket,
      clock,
      random,
      hello: () => JSON.stringify({ type: 'hello', protocol: protocolVersions.sync, session }),
      onMessage: (data) => this.#receive(data),
      onState: (state) => {
        if (state !== 'online') this.#disconnected();
        listener.onState(state);
      },
      onRejected: (why) => listener.onRejected(why),
    });
  }

  get state(): ServerSocketState {
    return this.#socket.state;
  }

  start(): void {
    this.#socket.start();
  }

  stop(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#socket.stop();
  }

  wake(): void {
    this.#socket.wake();
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
    if (this.state === 'online') this.#socket.send(JSON.stringify({ type: 'unfollow', workspace }));
  }

  follows(workspace: WorkspaceId): boolean {
    return this.#followed.has(workspace);
  }

  /** Whether every document of a workspace was compared in this connection. */
  caughtUp(workspace: WorkspaceId): boolean {
    if (this.state !== 'online' || !this.#listed.has(workspace)) return false;
    for (const [doc, sync] of this.#documents) {
      if (workspaceOf(doc) === workspace && !sync.opened) return false;
    }
    return true;
  }

  isOpened(doc: DocKey): boolean {
    return this.#documents.get(doc)?.opened === true;
  }

  /** Somebody looks at a document, or it changed here: it is compared before the others. */
  openSoon(doc: DocKey): void {
    if (this.state !== 'online' || !this.#followed.has(workspaceOf(doc))) return;
    const sync = this.#sync(doc);
    if (sync.opened || sync.opening) return;
    this.#queue = [doc, ...this.#queue.filter((queued) => queued !== doc)];
    this.#openNext();
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

  #receive(data: string | Uint8Array): void {
    try {
      if (typeof data === 'string') this.#control(syncReplySchema.parse(JSON.parse(data)));
      else this.#frame(decodeSyncFrame(data));
    } catch (error) {
      // A server that sends what cannot be read is compared with from the start.
      this.#options.log('sync connection given up', error);
      this.#socket.reconnect();
    }
  }

  #control(message: SyncReply): void {
    switch (message.type) {
      case 'welcome':
        if (message.server !== this.#options.server || message.account !== this.#options.account) {
          throw new ConfabError('workspace-bound-elsewhere', 'another server answers there');
        }
        this.#socket.welcomed();
        for (const workspace of this.#followed) this.#sendFollow(workspace);
        return;
      case 'docs':
        return this.#list(message.workspace, message.role, message.docs);
      case 'doc':
        if (!this.#followed.has(message.workspace)) return;
        return this.openSoon(docKey(message.workspace, message.name));
      case 'unfollowed':
        this.#followed.delete(message.workspace);
        this.#drop(message.workspace);
        return this.#options.listener.onUnfollowed(message.workspace);
      case 'error':
        return this.#failed(message.error.code);
    }
  }

  #failed(code: ErrorCode): void {
    if (this.state === 'online') return this.#options.log(`sync server answered ${code}`);
    switch (code) {
      case 'unauthenticated':
      case 'token-invalid':
      case 'token-expired':
        return this.#socket.reject('unauthenticated');
      case 'protocol-mismatch':
        return this.#socket.reject('protocol-mismatch');
      default:
        return this.#socket.reconnect();
    }
  }

  #list(workspace: WorkspaceId, role: Role, docs: readonly { readonly name: string }[]): void {
    if (!this.#followed.has(workspace)) return;
    this.#options.listener.onRole(workspace, role);
    this.#listed.add(workspace);
    const here = this.#options.store.list(workspace);
    const there = docs.map(({ name }) => docKey(workspace, name));
    for (const doc of new Set([...there, ...here])) {
      const sync = this.#sync(doc);
      if (!sync.opened && !sync.opening && !this.#queue.includes(doc)) this.#queue.push(doc);
    }
    this.#openNext();
    this.#options.listener.onProgress();
  }

  #frame(frame: SyncFrame): void {
    if (frame.kind === 'piece') {
      const whole = this.#pieces.add(frame.transfer, frame.bytes, frame.last);
      return whole === null ? undefined : this.#frame(decodeSyncFrame(whole));
    }
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
        return sync?.onRefused(frame);
      case 'access':
        this.#tellAccess(frame.doc, frame.access);
        return frame.access === 'none' ? sync?.onDenied() : undefined;
      case 'awareness':
        return sync?.receiveAwareness(frame.update);
      case 'open':
      case 'edit':
      case 'close':
        throw new ConfabError('unknown-message', frame.kind);
    }
  }

  #tellAccess(doc: DocKey, access: Access): void {
    this.#options.access.tell(doc, access);
    this.#options.documents.refreshAccess((key) => key === doc);
  }

  #sync(doc: DocKey): DocumentSync {
    const existing = this.#documents.get(doc);
    if (existing !== undefined) return existing;
    const { documents, store, listener } = this.#options;
    const sync = new DocumentSync({
      doc,
      documents,
      store,
      send: (frame) => this.#send(frame),
      onOpened: () => {
        this.#openNext();
        listener.onOpened(doc);
        listener.onProgress();
      },
      onRewound: () => this.#tellRewound(workspaceOf(doc)),
      onProgress: () => listener.onProgress(),
      onForbidden: (code) => listener.onForbidden(doc, code),
      onTrouble: (error) => this.#trouble(doc, error),
    });
    this.#documents.set(doc, sync);
    return sync;
  }

  #tellRewound(workspace: WorkspaceId): void {
    if (this.#rewound.has(workspace)) return;
    this.#rewound.add(workspace);
    this.#options.listener.onRewound(workspace);
  }

  #openNext(): void {
    let opening = 0;
    for (const sync of this.#documents.values()) if (sync.opening) opening++;
    while (opening < opensAtOnce) {
      const doc = this.#queue.shift();
      if (doc === undefined) return;
      const sync = this.#sync(doc);
      if (sync.opened || sync.opening) continue;
      sync.open();
      opening++;
    }
  }

  #send(frame: SyncFrame): void {
    for (const piece of inPieces(encodeSyncFrame(frame), ++this.#transfers)) {
      this.#socket.send(piece);
    }
  }

  #sendFollow(workspace: WorkspaceId): void {
    this.#socket.send(JSON.stringify({ type: 'follow', workspace }));
  }

  #trouble(doc: DocKey, error: ConfabError): void {
    this.#options.log(`document could not be synced: ${error.code}`);
    this.#options.listener.onNotice(error.code, doc);
    this.#cancelRetry ??= this.#options.clock.after(retryTroubleMs, () => {
      this.#cancelRetry = null;
      if (this.state === 'online') this.#socket.reconnect();
    });
  }

  #drop(workspace: WorkspaceId): void {
    this.#listed.delete(workspace);
    this.#queue = this.#queue.filter((doc) => workspaceOf(doc) !== workspace);
    for (const [doc, sync] of this.#documents) {
      if (workspaceOf(doc) !== workspace) continue;
      sync.close();
      this.#documents.delete(doc);
    }
  }

  #disconnected(): void {
    this.#listed.clear();
    this.#rewound.clear();
    this.#queue = [];
    this.#pieces = new PieceCollector();
    for (const sync of this.#documents.values()) sync.close();
    this.#documents.clear();
  }
}
