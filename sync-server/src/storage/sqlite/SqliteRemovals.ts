import type { Database } from 'better-sqlite3';
import type { AccountId, DocName, PageId, Role } from '@confab/shared-types';
import type { FormerMember, RemovalStorage } from '../SharingStorage.ts';
import { settle } from './settle.ts';

/** What hangs at a document, the document's own row apart. */
const documentTables = [
  ...['updates', 'snapshots', 'quarantine', 'file_references'],
  ...['page_versions', 'unversioned_edits'],
] as const;

export class SqliteRemovals implements RemovalStorage {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  deletePage(
    workspace: string,
    page: PageId,
    names: readonly DocName[],
    at: number,
  ): Promise<void> {
    return settle(() => {
      this.#database.transaction(() => {
        for (const name of names) this.#deleteDocument(workspace, name, at);
        for (const table of ['page_grants', 'public_links', 'invitations']) {
          this.#database
            .prepare(`DELETE FROM ${table} WHERE workspace = ? AND page = ?`)
            .run(workspace, page);
        }
      })();
    });
  }

  isDeleted(workspace: string, name: DocName): Promise<boolean> {
    return settle(() => {
      const row = this.#database
        .prepare(
          `SELECT 1 FROM documents
           WHERE workspace = ? AND name = ? AND deleted_at IS NOT NULL`,
        )
        .get(workspace, name);
      return row !== undefined;
    });
  }

  takeOffline(workspace: string, at: number): Promise<readonly FormerMember[]> {
    return settle(() => {
      return this.#database.transaction(() => {
        const former = this.#everybodyIn(workspace);
        this.#database
          .prepare('INSERT OR IGNORE INTO offline_workspaces (id, at) VALUES (?, ?)')
          .run(workspace, at);
        const add = this.#database.prepare(
          'INSERT INTO former_members (workspace, account, owner) VALUES (?, ?, ?)',
        );
        for (const { account, role } of former) {
          add.run(workspace, account, role === 'owner' ? 1 : 0);
        }
        for (const table of ['members', 'page_grants', 'public_links', 'invitations']) {
          this.#database.prepare(`DELETE FROM ${table} WHERE workspace = ?`).run(workspace);
        }
        this.#database.prepare('DELETE FROM workspaces WHERE id = ?').run(workspace);
        return former;
      })();
    });
  }

  formerly(workspace: string, account: AccountId): Promise<'owner' | 'member' | null> {
    return settle(() => {
      const row = this.#database
        .prepare<[string, string], { owner: number }>(
          'SELECT owner FROM former_members WHERE workspace = ? AND account = ?',
        )
        .get(workspace, account);
      if (row === undefined) return null;
      return row.owner === 1 ? 'owner' : 'member';
    });
  }

  unfinished(): Promise<readonly string[]> {
    return settle(() =>
      this.#database
        .prepare<[], { id: string }>('SELECT id FROM offline_workspaces WHERE removed = 0')
        .all()
        .map((row) => row.id),
    );
  }

  removeSome(workspace: string, limit: number): Promise<boolean> {
    return settle(() => {
      return this.#database.transaction(() => {
        const documents = this.#database
          .prepare<[string, number], { id: number }>(
            'SELECT id FROM documents WHERE workspace = ? LIMIT ?',
          )
          .all(workspace, limit);
        for (const { id } of documents) {
          this.#empty(id);
          this.#database.prepare('DELETE FROM documents WHERE id = ?').run(id);
        }
        if (documents.length > 0) return true;
        this.#removeCallsAndFiles(workspace);
        this.#database
          .prepare('UPDATE offline_workspaces SET removed = 1 WHERE id = ?')
          .run(workspace);
        return false;
      })();
    });
  }

  #deleteDocument(workspace: string, name: DocName, at: number): void {
    const row = this.#database
      .prepare<[string, string, number], { id: number }>(
        `INSERT INTO documents (workspace, name, seq, deleted_at) VALUES (?, ?, 0, ?)
         ON CONFLICT (workspace, name) DO UPDATE
         SET deleted_at = coalesce(deleted_at, excluded.deleted_at) RETURNING id`,
      )
      .get(workspace, name, at);
    if (row !== undefined) this.#empty(row.id);
  }

  #empty(document: number): void {
    for (const table of documentTables) {
      this.#database.prepare(`DELETE FROM ${table} WHERE document = ?`).run(document);
    }
  }

  #everybodyIn(workspace: string): FormerMember[] {
    return this.#database
      .prepare<{ workspace: string }, { account: AccountId; role: Role | null }>(
        `SELECT account, role FROM members WHERE workspace = :workspace
         UNION ALL
         SELECT DISTINCT account, NULL FROM page_grants
         WHERE workspace = :workspace
           AND account NOT IN (SELECT account FROM members WHERE workspace = :workspace)`,
      )
      .all({ workspace });
  }

  #removeCallsAndFiles(workspace: string): void {
    const ofCalls = 'call IN (SELECT id FROM calls WHERE workspace = ?)';
    for (const [table, condition] of [
      ['rings', ofCalls],
      ['call_people', ofCalls],
      ['calls', 'workspace = ?'],
      ['files', 'workspace = ?'],
    ] as const) {
      this.#database.prepare(`DELETE FROM ${table} WHERE ${condition}`).run(workspace);
    }
  }
}
