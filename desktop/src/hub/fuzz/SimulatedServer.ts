import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { defaultLimits, silentLog } from '@confab/sync-server';
import type { AccountId, DocKey, Role, WorkspaceId } from '@confab/shared-types';
import Database from 'better-sqlite3';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { SyncSession } from '../../../../sync-server/src/documents/SyncSession.ts';
import type { SyncSessionOptions } from '../../../../sync-server/src/documents/SyncSession.ts';
import { createServices } from '../../../../sync-server/src/Services.ts';
import type { Services } from '../../../../sync-server/src/Services.ts';
import type { Clock } from '../Clock.ts';
import { flipBit } from './damage.ts';
import type { SeededRandom } from './SeededRandom.ts';
import type { SimulatedWebSocket } from './SimulatedConnection.ts';

/** Owns every workspace of the simulation and never connects. */
const owner: AccountId = 'account-of-owner';

/**
 * The sync server's own parts over its own SQLite file, without its network: accounts are known by
 * their name alone.
 */
export class SimulatedServer {
  readonly #folder: string;
  readonly #clock: Clock;
  #services: Services;
  #reader: Database.Database;

  private constructor(folder: string, clock: Clock, services: Services) {
    this.#folder = folder;
    this.#clock = clock;
    this.#services = services;
    this.#reader = this.#openReader();
  }

  static async start(
    folder: string,
    workspace: WorkspaceId,
    clock: Clock,
  ): Promise<SimulatedServer> {
    mkdirSync(folder);
    const server = new SimulatedServer(folder, clock, await openServices(folder, clock));
    const { workspaces } = server.#services.storage;
    await workspaces.create({ id: workspace, name: 'Fuzz', createdAt: clock.now() }, owner);
    return server;
  }

  get id(): string {
    return this.#services.serverId;
  }

  get #file(): string {
    return join(this.#folder, 'sync.db');
  }

  get #backup(): string {
    return join(this.#folder, 'backup.db');
  }

  accept(socket: SimulatedWebSocket): void {
    const options = {
      ...this.#services,
      storage: this.#services.storage.documents,
      sessions: { authenticate: (name: string) => Promise.resolve({ account: name, hash: name }) },
      accounts: { find: (id: string) => Promise.resolve({ id, person: id, name: id, email: id }) },
      log: silentLog,
      backlogLimitBytes: Number.MAX_SAFE_INTEGER,
    };
    new SyncSession(
      { webSocket: socket as unknown as WebSocket, stream: socket.stream },
      options as unknown as SyncSessionOptions,
    );
  }

  /** Null takes the account out of the workspace. */
  async setRole(workspace: WorkspaceId, account: AccountId, role: Role | null): Promise<void> {
    const { storage, bus } = this.#services;
    if (role === null) await storage.workspaces.removeMember(workspace, account);
    else await storage.workspaces.setRole(workspace, account, role, this.#clock.now());
    await bus.publish('role', { workspace, account });
  }

  role(workspace: WorkspaceId, account: AccountId): Promise<Role | null> {
    return this.#services.storage.workspaces.role(workspace, account);
  }

  /** While full, commits fail; whoever has asked for one is told so. */
  setDiskFull(full: boolean): void {
    const database = new Database(this.#file);
    database.exec(
      full
        ? `CREATE TRIGGER IF NOT EXISTS full BEFORE INSERT ON updates
           BEGIN SELECT RAISE(FAIL, 'disk is full'); END`
        : 'DROP TRIGGER IF EXISTS full',
    );
    database.close();
  }

  /**
   * The process dies, whatever it was about to commit, and starts again. The caller has cut the
   * connections. `between` is done to its files meanwhile.
   */
  async restart(between: 'nothing' | 'backup' | 'restore' | { readonly flip: SeededRandom }) {
    this.#reader.close();
    await this.#services.storage.close();
    await this.#services.stop();
    if (between === 'backup') copyFileSync(this.#file, this.#backup);
    else if (between === 'restore' && existsSync(this.#backup)) {
      for (const end of ['-wal', '-shm']) rmSync(this.#file + end, { force: true });
      copyFileSync(this.#backup, this.#file);
    } else if (typeof between === 'object') {
      flipBit(this.#file, { doc: 'document', acked: '1' }, () => true, between.flip);
    }
    this.#services = await openServices(this.#folder, this.#clock);
    this.#reader = this.#openReader();
  }

  /** What would be there after a crash at this moment. */
  committed(doc: DocKey): Y.Doc {
    const slash = doc.indexOf('/');
    const rows = this.#reader
      .prepare(
        `SELECT payload, crc32 FROM snapshots JOIN documents ON id = document
         WHERE workspace = @workspace AND name = @name
         UNION ALL
         SELECT payload, crc32 FROM updates JOIN documents ON id = document
         WHERE workspace = @workspace AND name = @name`,
      )
      .all({ workspace: doc.slice(0, slash), name: doc.slice(slash + 1) }) as {
      readonly payload: Buffer;
      readonly crc32: number;
    }[];
    const ydoc = new Y.Doc();
    ydoc.transact(() => {
      for (const row of rows) {
        if (crc32(row.payload) === row.crc32) Y.applyUpdate(ydoc, row.payload);
      }
    });
    return ydoc;
  }

  async stop(): Promise<void> {
    this.#reader.close();
    await this.#services.stop();
  }

  #openReader(): Database.Database {
    return new Database(this.#file, { readonly: true });
  }
}

function openServices(dataFolder: string, clock: Clock): Promise<Services> {
  return createServices({
    dataFolder,
    serverName: 'Fuzz',
    media: null,
    limits: defaultLimits,
    log: silentLog,
    clock,
    publicUrl: () => 'http://simulated',
    commitPaceMs: 0,
  });
}
