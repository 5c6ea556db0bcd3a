import { ConfabError, accountSchema, serverInfoSchema } from '@confab/shared-types';
import type { Account, ServerInfo } from '@confab/shared-types';
import type { HubDatabase } from '../database/openDatabase.ts';
import { storageError } from '../database/GroupCommit.ts';

/** A server this profile has an account at. Its session secret is with the shell, not here. */
export interface ConnectionRecord {
  readonly server: ServerInfo;
  /** Where it was last; a server is known by its id, and its address may change. */
  readonly url: string;
  readonly account: Account;
  readonly signedIn: boolean;
  /** Last account event that was seen. */
  readonly eventsCursor: number;
}

interface ConnectionRow {
  readonly url: string;
  readonly info: string;
  readonly account: string;
  readonly signed_in: number;
  readonly events_cursor: number;
}

export class ConnectionStore {
  readonly #database: HubDatabase;
  readonly #records = new Map<string, ConnectionRecord>();

  constructor(database: HubDatabase) {
    this.#database = database;
    for (const row of database.prepare('SELECT * FROM connections').all() as ConnectionRow[]) {
      const server = serverInfoSchema.parse(JSON.parse(row.info));
      this.#records.set(server.server, {
        server,
        url: row.url,
        account: accountSchema.parse(JSON.parse(row.account)),
        signedIn: row.signed_in === 1,
        eventsCursor: row.events_cursor,
      });
    }
  }

  list(): ConnectionRecord[] {
    return [...this.#records.values()];
  }

  find(server: string): ConnectionRecord | null {
    return this.#records.get(server) ?? null;
  }

  /** Throws `not-found` for a server this profile has no account at. */
  get(server: string): ConnectionRecord {
    const record = this.#records.get(server);
    if (record === undefined) throw new ConfabError('not-found', `server ${server}`);
    return record;
  }

  put(record: ConnectionRecord): void {
    try {
      this.#database
        .prepare(
          `INSERT INTO connections (server, url, info, account, signed_in, events_cursor)
           VALUES (@server, @url, @info, @account, @signedIn, @cursor)
           ON CONFLICT (server) DO UPDATE SET url = excluded.url, info = excluded.info,
             account = excluded.account, signed_in = excluded.signed_in,
             events_cursor = excluded.events_cursor`,
        )
        .run({
          server: record.server.server,
          url: record.url,
          info: JSON.stringify(record.server),
          account: JSON.stringify(record.account),
          signedIn: record.signedIn ? 1 : 0,
          cursor: record.eventsCursor,
        });
    } catch (error) {
      throw storageError(error);
    }
    this.#records.set(record.server.server, record);
  }

  delete(server: string): void {
    try {
      this.#database.prepare('DELETE FROM connections WHERE server = ?').run(server);
    } catch (error) {
      throw storageError(error);
    }
    this.#records.delete(server);
  }

  update(server: string, changes: Partial<Omit<ConnectionRecord, 'server'>>): ConnectionRecord {
    const record = { ...this.get(server), ...changes };
    this.put(record);
    return record;
  }
}
