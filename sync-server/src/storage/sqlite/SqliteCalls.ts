import type { Database } from 'better-sqlite3';
import type { AccountId, Call, RingState } from '@confab/shared-types';
import type { CallStorage, MinutesLeaseHolder, RingStorage, StoredRing } from '../Storage.ts';
import { settle } from './settle.ts';

const callColumns = `id, workspace, page, started_by AS startedBy, started_at AS startedAt,
  ended_at AS endedAt, minutes_page AS minutesPage`;

export class SqliteCalls implements CallStorage {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  startOrFind(call: Call): Promise<Call> {
    return settle(() => {
      return this.#database.transaction(() => {
        const running = this.#database
          .prepare<[string, string | null], Call>(
            `SELECT ${callColumns} FROM calls
           WHERE workspace = ? AND page IS ? AND ended_at IS NULL`,
          )
          .get(call.workspace, call.page);
        if (running !== undefined) return running;
        this.#database
          .prepare(
            `INSERT INTO calls (id, workspace, page, started_by, started_at, ended_at, minutes_page)
           VALUES (:id, :workspace, :page, :startedBy, :startedAt, :endedAt, :minutesPage)`,
          )
          .run(call);
        return call;
      })();
    });
  }

  find(id: string): Promise<Call | null> {
    return settle(() => {
      const row = this.#database
        .prepare<[string], Call>(`SELECT ${callColumns} FROM calls WHERE id = ?`)
        .get(id);
      return row ?? null;
    });
  }

  running(workspace: string): Promise<readonly Call[]> {
    return settle(() =>
      this.#database
        .prepare<[string], Call>(
          `SELECT ${callColumns} FROM calls WHERE workspace = ? AND ended_at IS NULL
         ORDER BY started_at`,
        )
        .all(workspace),
    );
  }

  runningSince(before: number): Promise<readonly Call[]> {
    return settle(() =>
      this.#database
        .prepare<[number], Call>(
          `SELECT ${callColumns} FROM calls WHERE ended_at IS NULL AND started_at < ?`,
        )
        .all(before),
    );
  }

  setMinutesPage(id: string, page: string): Promise<string> {
    return settle(() => {
      const row = this.#database
        .prepare<[string, string], { page: string }>(
          `UPDATE calls SET minutes_page = coalesce(minutes_page, ?) WHERE id = ?
         RETURNING minutes_page AS page`,
        )
        .get(page, id);
      return row?.page ?? page;
    });
  }

  ofMinutesPage(workspace: string, page: string): Promise<Call | null> {
    return settle(() => {
      const row = this.#database
        .prepare<[string, string], Call>(
          `SELECT ${callColumns} FROM calls WHERE workspace = ? AND minutes_page = ?`,
        )
        .get(workspace, page);
      return row ?? null;
    });
  }

  end(id: string, at: number): Promise<boolean> {
    return settle(() => {
      const { changes } = this.#database
        .prepare('UPDATE calls SET ended_at = ? WHERE id = ? AND ended_at IS NULL')
        .run(at, id);
      return changes > 0;
    });
  }

  takeMinutesLease(
    id: string,
    holder: string,
    now: number,
    until: number,
  ): Promise<MinutesLeaseHolder | null> {
    return settle(() =>
      this.#database.transaction(() => {
        this.#database
          .prepare(
            `UPDATE calls SET minutes_holder = :holder, minutes_until = :until
             WHERE id = :id
               AND (minutes_holder IS NULL OR minutes_holder = :holder OR minutes_until <= :now)`,
          )
          .run({ id, holder, now, until });
        const held = this.#database
          .prepare<[string], MinutesLeaseHolder>(
            'SELECT minutes_holder AS holder, minutes_until AS until FROM calls WHERE id = ?',
          )
          .get(id);
        return held ?? null;
      })(),
    );
  }

  giveBackMinutesLease(id: string, holder: string): Promise<void> {
    return settle(() => {
      this.#database
        .prepare(
          `UPDATE calls SET minutes_holder = NULL, minutes_until = NULL
           WHERE id = ? AND minutes_holder = ?`,
        )
        .run(id, holder);
    });
  }

  addPerson(id: string, account: AccountId, at: number): Promise<void> {
    return settle(() => {
      this.#database
        .prepare('INSERT OR IGNORE INTO call_people (call, account, joined_at) VALUES (?, ?, ?)')
        .run(id, account, at);
    });
  }

  people(id: string): Promise<readonly { account: AccountId; joinedAt: number }[]> {
    return settle(() =>
      this.#database
        .prepare<[string], { account: AccountId; joinedAt: number }>(
          `SELECT account, joined_at AS joinedAt FROM call_people WHERE call = ?
         ORDER BY joined_at, account`,
        )
        .all(id),
    );
  }
}

const ringColumns = `id, call, workspace, page, from_account AS "from", to_account AS "to", state,
  callee, message, started_at AS startedAt`;

export class SqliteRings implements RingStorage {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  startOrFind(ring: StoredRing): Promise<StoredRing> {
    return settle(() => {
      return this.#database.transaction(() => {
        const open = this.#database
          .prepare<[string, string], StoredRing>(
            `SELECT ${ringColumns} FROM rings
           WHERE call = ? AND to_account = ? AND state = 'ringing'`,
          )
          .get(ring.call, ring.to);
        if (open !== undefined) return open;
        this.#database
          .prepare(
            `INSERT INTO rings
             (id, call, workspace, page, from_account, to_account, state, callee, message,
              started_at)
           VALUES (:id, :call, :workspace, :page, :from, :to, :state, :callee, :message,
              :startedAt)`,
          )
          .run(ring);
        return ring;
      })();
    });
  }

  find(id: string): Promise<StoredRing | null> {
    return settle(() => {
      const row = this.#database
        .prepare<[string], StoredRing>(`SELECT ${ringColumns} FROM rings WHERE id = ?`)
        .get(id);
      return row ?? null;
    });
  }

  ringing(): Promise<readonly StoredRing[]> {
    return settle(() =>
      this.#database
        .prepare<[], StoredRing>(
          `SELECT ${ringColumns} FROM rings WHERE state = 'ringing' ORDER BY started_at`,
        )
        .all(),
    );
  }

  finish(
    id: string,
    state: Exclude<RingState, 'ringing'>,
    at: number,
    message: string | null,
  ): Promise<boolean> {
    return settle(() => {
      const { changes } = this.#database
        .prepare(
          `UPDATE rings SET state = ?, ended_at = ?, message = ?
           WHERE id = ? AND state = 'ringing'`,
        )
        .run(state, at, message, id);
      return changes > 0;
    });
  }
}
