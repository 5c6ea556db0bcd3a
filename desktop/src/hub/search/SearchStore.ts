import type { Statement } from 'better-sqlite3';
import type { CallId, PageId, WorkspaceId } from '@confab/shared-types';
import type { HubDatabase } from '../database/openDatabase.ts';
import { foldText } from './FoldedText.ts';
import type { SearchText } from './readTexts.ts';
import { indexTerms } from './searchTerms.ts';

/** What the index has of a page. */
export interface IndexedPage {
  readonly id: number;
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  /** Last rows of its documents that were read. */
  readonly contentSeq: number;
  readonly commentsSeq: number;
  /** The call whose minutes it is; null for any other page. */
  readonly call: CallId | null;
  /** How far the documents of that call were read: a sum of their rows. */
  readonly transcriptSeq: number;
  /** As the page itself has them. */
  readonly title: string;
  readonly icon: string | null;
  /** Milliseconds since the epoch, as far as this device knows. */
  readonly editedAt: number;
}

export interface StoredText extends SearchText {
  readonly id: number;
  readonly page: number;
}

/** Raised when what is stored would be read or made differently: all is read anew then. */
const indexVersion = 2;

/** The search index on disk: pages, their texts, and which terms are in which text. */
export class SearchStore {
  readonly #database: HubDatabase;
  readonly #sql: ReturnType<typeof prepareStatements>;
  readonly #pages = new Map<string, IndexedPage>();
  readonly #pageById = new Map<number, IndexedPage>();

  constructor(database: HubDatabase) {
    this.#database = database;
    this.#sql = prepareStatements(database);
    const made = this.#sql.version.get() as { value: string } | undefined;
    if (made?.value !== String(indexVersion)) this.clear();
    this.#load();
  }

  /** Runs changes in one transaction; what is known here goes back with it when it fails. */
  transaction(changes: () => void): void {
    try {
      this.#database.transaction(changes)();
    } catch (error) {
      this.#load();
      throw error;
    }
  }

  /** Forgets everything, what is damaged too. */
  clear(): void {
    this.transaction(() => {
      this.#sql.clearTerms.run();
      this.#database.exec('DELETE FROM search_texts; DELETE FROM search_pages;');
      this.#sql.setVersion.run(String(indexVersion));
    });
    this.#load();
  }

  find(workspace: WorkspaceId, page: PageId): IndexedPage | null {
    return this.#pages.get(`${workspace}/${page}`) ?? null;
  }

  byId(id: number): IndexedPage | null {
    return this.#pageById.get(id) ?? null;
  }

  /** The page of minutes that shows a call; null when none is known. */
  ofCall(workspace: WorkspaceId, call: CallId): IndexedPage | null {
    for (const page of this.#pages.values()) {
      if (page.call === call && page.workspace === workspace) return page;
    }
    return null;
  }

  of(workspace: WorkspaceId): IndexedPage[] {
    return [...this.#pages.values()].filter((page) => page.workspace === workspace);
  }

  workspaces(): Set<WorkspaceId> {
    return new Set([...this.#pages.values()].map(({ workspace }) => workspace));
  }

  /** Replaces what is known of a page; only texts that changed are written. */
  put(page: Omit<IndexedPage, 'id'>, texts: readonly SearchText[]): void {
    const { id } = this.#sql.putPage.get(page) as { id: number };
    this.#remember({ ...page, id });
    const gone = new Map<string, number[]>();
    for (const text of this.#sql.texts.all(id) as StoredText[]) {
      const same = gone.get(keyOf(text));
      if (same === undefined) gone.set(keyOf(text), [text.id]);
      else same.push(text.id);
    }
    const added = texts.filter((text) => gone.get(keyOf(text))?.pop() === undefined);
    for (const ids of gone.values()) for (const text of ids) this.#removeText(text);
    for (const text of added) this.#addText(id, text);
  }

  /** A page is no longer there. */
  forget({ id, workspace, page }: IndexedPage): void {
    for (const text of this.#sql.texts.all(id) as StoredText[]) this.#removeText(text.id);
    this.#sql.deletePage.run(id);
    this.#pages.delete(`${workspace}/${page}`);
    this.#pageById.delete(id);
  }

  /** Texts that hold the terms, latest first, before one that was answered earlier. */
  match(terms: string, before: number, limit: number): StoredText[] {
    return this.#sql.match.all(terms, before, limit) as StoredText[];
  }

  #load(): void {
    this.#pages.clear();
    this.#pageById.clear();
    for (const page of this.#sql.pages.all() as IndexedPage[]) this.#remember(page);
  }

  #addText(page: number, { kind, place, hash, text }: SearchText): void {
    const { lastInsertRowid } = this.#sql.addText.run(page, kind, place, hash, text);
    const terms = [...indexTerms(foldText(text))].join(' ');
    this.#sql.addTerms.run(lastInsertRowid, terms);
  }

  #removeText(id: number): void {
    this.#sql.deleteText.run(id);
    this.#sql.deleteTerms.run(id);
  }

  #remember(page: IndexedPage): void {
    this.#pages.set(`${page.workspace}/${page.page}`, page);
    this.#pageById.set(page.id, page);
  }
}

function keyOf({ kind, place, hash, text }: SearchText): string {
  return `${kind}\n${place}\n${hash}\n${text}`;
}

function prepareStatements(database: HubDatabase) {
  const sql = (source: string): Statement => database.prepare(source);
  return {
    version: sql("SELECT value FROM settings WHERE name = 'search.version'"),
    setVersion: sql(
      `INSERT INTO settings VALUES ('search.version', ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    ),
    pages: sql(
      `SELECT id, workspace, page, content_seq AS contentSeq, comments_seq AS commentsSeq,
              call, transcript_seq AS transcriptSeq, title, icon, edited_at AS editedAt
       FROM search_pages`,
    ),
    putPage: sql(
      `INSERT INTO search_pages
         (workspace, page, content_seq, comments_seq, call, transcript_seq, title, icon, edited_at)
       VALUES (@workspace, @page, @contentSeq, @commentsSeq, @call, @transcriptSeq, @title, @icon,
         @editedAt)
       ON CONFLICT (workspace, page) DO UPDATE SET content_seq = excluded.content_seq,
         comments_seq = excluded.comments_seq, call = excluded.call,
         transcript_seq = excluded.transcript_seq, title = excluded.title, icon = excluded.icon,
         edited_at = excluded.edited_at
       RETURNING id`,
    ),
    deletePage: sql('DELETE FROM search_pages WHERE id = ?'),
    texts: sql('SELECT id, page, kind, place, hash, text FROM search_texts WHERE page = ?'),
    addText: sql('INSERT INTO search_texts (page, kind, place, hash, text) VALUES (?, ?, ?, ?, ?)'),
    deleteText: sql('DELETE FROM search_texts WHERE id = ?'),
    addTerms: sql('INSERT INTO search_terms (rowid, terms) VALUES (?, ?)'),
    deleteTerms: sql('DELETE FROM search_terms WHERE rowid = ?'),
    clearTerms: sql("INSERT INTO search_terms (search_terms) VALUES ('delete-all')"),
    match: sql(
      `SELECT texts.id, texts.page, kind, place, hash, text
       FROM search_terms JOIN search_texts AS texts ON texts.id = search_terms.rowid
       WHERE search_terms MATCH ? AND search_terms.rowid < ?
       ORDER BY search_terms.rowid DESC LIMIT ?`,
    ),
  };
}
