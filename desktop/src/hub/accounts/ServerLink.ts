import type {
  AccountEvent,
  Connection,
  DocKey,
  ErrorCode,
  EventsStatus,
  Role,
  WorkspaceId,
} from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import type { Documents } from '../documents/Documents.ts';
import type { DocumentStore } from '../documents/DocumentStore.ts';
import type { BlobStore } from '../files/BlobStore.ts';
import type { FileIndex } from '../files/FileIndex.ts';
import { FileSync } from '../files/FileSync.ts';
import type { Log } from '../log.ts';
import type { Outbound } from '../outbound/Outbound.ts';
import type { ForbiddenCode } from '../sync/DocumentSync.ts';
import { EventsClient } from '../sync/EventsClient.ts';
import type { Rejection } from '../sync/ServerSocket.ts';
import type { OpenSocket } from '../sync/Socket.ts';
import { SyncClient } from '../sync/SyncClient.ts';
import type { DocumentAccess } from '../workspaces/DocumentAccess.ts';
import type { ConnectionRecord } from './ConnectionStore.ts';
import { ServerApi } from './ServerApi.ts';

export interface LinkServices {
  readonly outbound: Outbound;
  readonly documents: Documents;
  readonly store: DocumentStore;
  readonly access: DocumentAccess;
  /** Whether a document was deleted here for good, and is not to be fetched again. */
  readonly isDeleted: (doc: DocKey) => boolean;
  readonly blobs: BlobStore;
  readonly fileIndex: FileIndex;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** What this device does at the moment. */
  readonly deviceStatus: () => Omit<EventsStatus, 'type'>;
}

/** What a link tells; `server` is the id of the server it leads to. */
export interface LinkListener {
  onState(server: string): void;
  onRejected(server: string, why: Rejection): void;
  onEvent(server: string, event: AccountEvent, cursor: number): void;
  onRole(workspace: WorkspaceId, role: Role | 'guest'): void;
  onUnfollowed(workspace: WorkspaceId, code: ErrorCode): void;
  onForbidden(doc: DocKey, code: ForbiddenCode): void;
  onDeleted(doc: DocKey): void;
  onOpened(doc: DocKey): void;
  onRewound(server: string, workspace: WorkspaceId): void;
  onProgress(): void;
  onNotice(code: ErrorCode, doc: DocKey): void;
}

/** Everything that goes between this profile and one server while its account is signed in. */
export class ServerLink {
  readonly api: ServerApi;
  readonly sync: SyncClient;
  readonly files: FileSync;
  readonly #events: EventsClient;
  readonly #fileIndex: FileIndex;
  #incompatible = false;

  constructor(
    record: ConnectionRecord,
    session: string,
    cursor: () => number,
    services: LinkServices,
    listener: LinkListener,
  ) {
    const { server } = record.server;
    this.#fileIndex = services.fileIndex;
    const { outbound, blobs, fileIndex, openSocket, clock, random, log } = services;
    const onRejected = (why: Rejection): void => {
      this.#incompatible = why === 'protocol-mismatch';
      listener.onRejected(server, why);
    };
    const common = { session, openSocket, clock, random, log };
    this.api = new ServerApi(outbound, record.url, session);
    this.files = new FileSync({
      url: record.url,
      session,
      outbound,
      blobs,
      index: fileIndex,
      clock,
      log,
      onProgress: () => listener.onProgress(),
    });
    this.sync = new SyncClient({
      ...common,
      url: `${socketUrl(record.url)}/sync`,
      server,
      account: record.account.id,
      documents: services.documents,
      store: services.store,
      access: services.access,
      isDeleted: services.isDeleted,
      listener: {
        onState: () => listener.onState(server),
        onRejected,
        onRole: (workspace, role) => listener.onRole(workspace, role),
        onUnfollowed: (workspace, code) => listener.onUnfollowed(workspace, code),
        onForbidden: (doc, code) => listener.onForbidden(doc, code),
        onDeleted: (doc) => listener.onDeleted(doc),
        onOpened: (doc) => listener.onOpened(doc),
        onRewound: (workspace) => listener.onRewound(server, workspace),
        onProgress: () => listener.onProgress(),
        onNotice: (code, doc) => listener.onNotice(code, doc),
      },
    });
    this.#events = new EventsClient({
      ...common,
      url: `${socketUrl(record.url)}/events`,
      cursor,
      status: services.deviceStatus,
      onEvent: (event, at) => listener.onEvent(server, event, at),
      onRejected,
    });
  }

  get state(): Connection['state'] {
    if (this.#incompatible) return 'incompatible';
    const { state } = this.sync;
    return state === 'online' || state === 'connecting' ? state : 'offline';
  }

  start(): void {
    this.sync.start();
    this.#events.start();
  }

  wake(): void {
    this.sync.wake();
    this.#events.wake();
  }

  /** What this device does has changed. */
  tellStatus(): void {
    this.#events.tellStatus();
  }

  /** Tries now what would be tried later. */
  retry(workspace: WorkspaceId): void {
    this.sync.retry();
    this.#events.wake();
    this.files.upload(workspace);
  }

  /** Keeps a workspace the same here and there, its files included. */
  follow(workspace: WorkspaceId): void {
    this.sync.follow(workspace);
    // What it refused once may be taken now.
    this.#fileIndex.offerRefused(workspace);
    this.files.upload(workspace);
  }

  stop(): void {
    this.sync.stop();
    this.#events.stop();
    this.files.stop();
  }
}

function socketUrl(url: string): string {
  return url.replace(/^http/, 'ws');
}
