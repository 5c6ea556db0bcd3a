import type { PageId, SharedPage, WorkspaceId } from '@confab/shared-types';
import { storageError } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';

/** A page somebody let an account of this profile into. */
export interface SharedPageRecord extends SharedPage {
  readonly server: string;
  /** It was taken back; the copy here can still be read. */
  readonly lost: boolean;
}

interface SharedPageRow extends Omit<SharedPage, 'from'> {
  readonly server: string;
  readonly shared_by: string;
  readonly lost: number;
}

/** The single pages shared with this profile, kept in memory and on disk. */
export class SharedPageStore {
  readonly #database: HubDatabase;
  readonly #records = new Map<string, SharedPageRecord>();

  constructor(database: HubDatabase) {
    this.#database = database;
    const rows = database.prepare('SELECT * FROM shared_pages ORDER BY workspace, page').all();
    for (const row of rows as SharedPageRow[]) {
      const { workspace, page, server, role } = row;
      const record = { workspace, page, server, role, from: row.shared_by, lost: row.lost === 1 };
      this.#records.set(keyOf(record), record);
    }
  }

  list(): SharedPageRecord[] {
    return [...this.#records.values()];
  }

  find(workspace: WorkspaceId, page: PageId): SharedPageRecord | null {
    return this.#records.get(keyOf({ workspace, page })) ?? null;
  }

  put(record: SharedPageRecord): void {
    this.#write(
      `INSERT INTO shared_pages (workspace, page, server, role, shared_by, lost)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (workspace, page) DO UPDATE SET server = excluded.server, role = excluded.role,
         shared_by = excluded.shared_by, lost = excluded.lost`,
      [record.workspace, record.page, record.server, record.role, record.from, record.lost ? 1 : 0],
    );
    this.#records.set(keyOf(record), record);
  }

  delete(workspace: WorkspaceId, page: PageId): void {
    this.#write('DELETE FROM shared_pages WHERE workspace = ? AND page = ?', [workspace, page]);
    this.#records.delete(keyOf({ workspace, page }));
  }

  #write(sql: string, values: readonly (string | number)[]): void {
    try {
      this.#database.prepare(sql).run(...values);
    } catch (error) {
      throw storageError(error);
    }
  }
}

function keyOf({ workspace, page }: Pick<SharedPage, 'workspace' | 'page'>): string {
  return `${workspace}/${page}`;
}
