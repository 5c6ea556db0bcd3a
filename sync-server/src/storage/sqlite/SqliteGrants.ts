import type { Database } from 'better-sqlite3';
import type { AccountId, PageId } from '@confab/shared-types';
import type {
  GrantStorage,
  PublicLinkStorage,
  StoredGrant,
  StoredPublicLink,
} from '../SharingStorage.ts';
import { settle } from './settle.ts';

const grantColumns = `workspace, page, account, role, granted_by AS grantedBy,
  granted_at AS grantedAt`;

export class SqliteGrants implements GrantStorage {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  set(grant: StoredGrant): Promise<void> {
    return settle(() => {
      setGrant(this.#database, grant);
    });
  }

  remove(workspace: string, page: PageId, account: AccountId): Promise<boolean> {
    return settle(() => {
      const { changes } = this.#database
        .prepare('DELETE FROM page_grants WHERE workspace = ? AND page = ? AND account = ?')
        .run(workspace, page, account);
      return changes > 0;
    });
  }

  ofPage(workspace: string, page: PageId): Promise<readonly StoredGrant[]> {
    return settle(() => this.#select('workspace = ? AND page = ?', workspace, page));
  }

  ofAccount(account: AccountId): Promise<readonly StoredGrant[]> {
    return settle(() => this.#select('account = ?', account));
  }

  within(workspace: string, account: AccountId): Promise<readonly StoredGrant[]> {
    return settle(() => this.#select('workspace = ? AND account = ?', workspace, account));
  }

  #select(condition: string, ...values: string[]): StoredGrant[] {
    return this.#database
      .prepare<string[], StoredGrant>(
        `SELECT ${grantColumns} FROM page_grants WHERE ${condition}
         ORDER BY granted_at, page, account`,
      )
      .all(...values);
  }
}

export function setGrant(database: Database, grant: StoredGrant): void {
  database
    .prepare(
      `INSERT INTO page_grants (workspace, page, account, role, granted_by, granted_at)
       VALUES (:workspace, :page, :account, :role, :grantedBy, :grantedAt)
       ON CONFLICT (workspace, page, account) DO UPDATE SET role = excluded.role`,
    )
    .run(grant);
}

const linkColumns = 'code, workspace, page, created_by AS createdBy, created_at AS createdAt';

export class SqlitePublicLinks implements PublicLinkStorage {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  addOrFind(link: StoredPublicLink): Promise<StoredPublicLink> {
    return settle(() => {
      this.#database
        .prepare(
          `INSERT INTO public_links (code, workspace, page, created_by, created_at)
           VALUES (:code, :workspace, :page, :createdBy, :createdAt)
           ON CONFLICT (workspace, page) DO NOTHING`,
        )
        .run(link);
      return this.#ofPage(link.workspace, link.page) ?? link;
    });
  }

  find(code: string): Promise<StoredPublicLink | null> {
    return settle(() => {
      const row = this.#database
        .prepare<[string], StoredPublicLink>(
          `SELECT ${linkColumns} FROM public_links WHERE code = ?`,
        )
        .get(code);
      return row ?? null;
    });
  }

  ofPage(workspace: string, page: PageId): Promise<StoredPublicLink | null> {
    return settle(() => this.#ofPage(workspace, page) ?? null);
  }

  remove(workspace: string, page: PageId): Promise<void> {
    return settle(() => {
      this.#database
        .prepare('DELETE FROM public_links WHERE workspace = ? AND page = ?')
        .run(workspace, page);
    });
  }

  #ofPage(workspace: string, page: PageId): StoredPublicLink | undefined {
    return this.#database
      .prepare<[string, string], StoredPublicLink>(
        `SELECT ${linkColumns} FROM public_links WHERE workspace = ? AND page = ?`,
      )
      .get(workspace, page);
  }
}
