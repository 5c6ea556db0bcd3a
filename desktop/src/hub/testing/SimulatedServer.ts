import { EventEmitter } from 'node:events';
import type { DocKey, DocName } from '@confab/shared-types';
import * as Y from 'yjs';
import { MemoryBus } from '../../../../sync-server/src/bus/MemoryBus.ts';
import { Documents } from '../../../../sync-server/src/documents/Documents.ts';
import { SyncSession } from '../../../../sync-server/src/documents/SyncSession.ts';
import type { SyncSessionOptions } from '../../../../sync-server/src/documents/SyncSession.ts';
import { AwarenessRelay } from '../../../../sync-server/src/presence/AwarenessRelay.ts';
import type {
  DocumentStorage,
  LoadedDocument,
  NewUpdate,
} from '../../../../sync-server/src/storage/Storage.ts';
import { silentLog } from '../../../../sync-server/src/Log.ts';

type Message = string | Uint8Array;

/** One connection as the network sees it: what each end has sent and the other has not got yet. */
export class SimulatedConnection {
  readonly toServer: Message[] = [];
  readonly toHub: Message[] = [];
  readonly session: SyncSession;
  readonly #socket: SimulatedWebSocket;
  readonly #hub: { onOpen(): void; onMessage(data: Message): void; onClose(code: number): void };
  open = true;
  begun = false;

  constructor(
    server: SimulatedServer,
    hub: { onOpen(): void; onMessage(data: Message): void; onClose(code: number): void },
  ) {
    this.#hub = hub;
    this.#socket = new SimulatedWebSocket(
      (data) => this.toHub.push(data),
      () => this.cut(),
    );
    this.session = server.accept(this.#socket);
  }

  begin(): void {
    this.begun = true;
    this.#hub.onOpen();
  }

  deliverToServer(data: Message): void {
    const isBinary = typeof data !== 'string';
    this.#socket.emit('message', Buffer.from(data as Uint8Array), isBinary);
  }

  deliverToHub(data: Message): void {
    this.#hub.onMessage(data);
  }

  /** Both ends lose the connection, and everything under way. */
  cut(): void {
    if (!this.open) return;
    this.open = false;
    this.#socket.emit('close');
    this.#hub.onClose(1006);
  }
}

class SimulatedWebSocket extends EventEmitter {
  readonly bufferedAmount = 0;
  readonly #onSend: (data: Message) => void;
  readonly #onClose: () => void;

  constructor(onSend: (data: Message) => void, onClose: () => void) {
    super();
    this.#onSend = onSend;
    this.#onClose = onClose;
  }

  send(data: Message, sent?: () => void): void {
    this.#onSend(typeof data === 'string' ? data : new Uint8Array(data));
    sent?.();
  }

  close(): void {
    this.#onClose();
  }

  terminate(): void {
    this.#onClose();
  }

  pause(): void {
    // Nothing is buffered here.
  }

  resume(): void {
    // Nothing is buffered here.
  }
}

/** The sync server's own documents and sessions over a disk in memory. */
export class SimulatedServer {
  readonly disk = new MemoryDisk();
  #documents = new Documents(this.disk, silentLog);

  /** The process dies: what is not on its disk is gone. The caller cuts the connections. */
  async restart(): Promise<void> {
    await this.#documents.stop();
    this.#documents = new Documents(this.disk, silentLog);
  }

  accept(socket: SimulatedWebSocket): SyncSession {
    const account = 'account-of-all';
    const options = {
      serverId: 'server-simulated',
      sessions: { authenticate: () => Promise.resolve({ account, hash: 'hash' }) },
      accounts: {
        find: () => Promise.resolve({ id: account, person: account, name: 'All', email: 'a@b.c' }),
      },
      documents: this.#documents,
      storage: this.disk,
      rights: { of: () => Promise.resolve('write') },
      roles: { of: () => Promise.resolve('editor') },
      awareness: new AwarenessRelay(),
      bus: new MemoryBus(),
      log: silentLog,
      backlogLimitBytes: Number.MAX_SAFE_INTEGER,
    };
    return new SyncSession(socket as never, options as unknown as SyncSessionOptions);
  }

  /** What would be there after a crash at this moment. */
  committed(doc: DocKey): Y.Doc {
    const ydoc = new Y.Doc();
    for (const update of this.disk.rows(doc)) Y.applyUpdate(ydoc, update);
    return ydoc;
  }

  stop(): Promise<void> {
    return this.#documents.stop();
  }
}

class MemoryDisk implements DocumentStorage {
  readonly #rows = new Map<DocKey, Uint8Array[]>();

  rows(doc: DocKey): readonly Uint8Array[] {
    return this.#rows.get(doc) ?? [];
  }

  list(workspace: string): Promise<readonly { name: DocName; seq: number }[]> {
    const docs = [...this.#rows].filter(([doc]) => doc.startsWith(`${workspace}/`));
    return Promise.resolve(
      docs.map(([doc, rows]) => ({ name: doc.slice(workspace.length + 1), seq: rows.length })),
    );
  }

  load(doc: DocKey): Promise<LoadedDocument> {
    const updates = [...this.rows(doc)];
    return Promise.resolve({ seq: updates.length, snapshot: null, updates, quarantined: 0 });
  }

  append(updates: readonly NewUpdate[]): Promise<readonly number[]> {
    return Promise.resolve(
      updates.map(({ doc, payload }) => {
        const rows = this.#rows.get(doc) ?? [];
        this.#rows.set(doc, rows);
        return rows.push(payload.slice());
      }),
    );
  }

  compact(): Promise<void> {
    return Promise.resolve();
  }
}
