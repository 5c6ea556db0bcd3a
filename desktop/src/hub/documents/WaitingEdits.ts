import type { DocKey, WorkspaceId } from '@confab/shared-types';
import type { Statement } from 'better-sqlite3';
import type { HubDatabase } from '../database/openDatabase.ts';
import { workspaceOf } from './docNames.ts';

/** Edits of a document that the server has not acknowledged. */
export interface Waiting {
  readonly count: number;
  /** Milliseconds since the epoch of the oldest; null when there are none. */
  readonly since: number | null;
}

const nothingWaits: Waiting = { count: 0, since: null };

/** How many edits wait in each document and since when: what is on disk, counted in memory. */
export class WaitingEdits {
  readonly #countOne: Statement;
  readonly #waiting = new Map<DocKey, Waiting>();

  constructor(database: HubDatabase) {
    this.#countOne = database.prepare(
      'SELECT count(*) AS count, min(written_at) AS since FROM updates WHERE doc = ? AND acked = 0',
    );
    const all = database
      .prepare(
        `SELECT doc, count(*) AS count, min(written_at) AS since
         FROM updates WHERE acked = 0 GROUP BY doc`,
      )
      .all() as (Waiting & { readonly doc: DocKey })[];
    for (const { doc, count, since } of all) this.#waiting.set(doc, { count, since });
  }

  of(doc: DocKey): Waiting {
    return this.#waiting.get(doc) ?? nothingWaits;
  }

  ofWorkspace(workspace: WorkspaceId): Waiting {
    let count = 0;
    let since: number | null = null;
    for (const [doc, waiting] of this.#waiting) {
      if (workspaceOf(doc) !== workspace || waiting.since === null) continue;
      count += waiting.count;
      since = since === null ? waiting.since : Math.min(since, waiting.since);
    }
    return { count, since };
  }

  /** Documents of a workspace in which something waits. */
  documentsOf(workspace: WorkspaceId): DocKey[] {
    return [...this.#waiting.keys()].filter((doc) => workspaceOf(doc) === workspace);
  }

  /** A row was committed that the server has not got. */
  added(doc: DocKey, at: number): void {
    const { count, since } = this.of(doc);
    this.#waiting.set(doc, { count: count + 1, since: since ?? at });
  }

  /** Rows changed in a way that only the disk knows. */
  recount(doc: DocKey): void {
    const { count, since } = this.#countOne.get(doc) as Waiting;
    if (count === 0) this.#waiting.delete(doc);
    else this.#waiting.set(doc, { count, since });
  }

  forget(doc: DocKey): void {
    this.#waiting.delete(doc);
  }
}
