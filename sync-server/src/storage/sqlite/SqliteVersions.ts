import { crc32 } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { ConfabError } from '@confab/shared-types';
import type { DocKey } from '@confab/shared-types';
import { z } from 'zod';
import type {
  NewVersion,
  StoredVersion,
  UnversionedEdits,
  VersionAuthor,
  VersionStorage,
} from '../VersionStorage.ts';
import { settle } from './settle.ts';
import { splitDocKey } from './splitDocKey.ts';

interface VersionRow extends Omit<StoredVersion, 'authors'> {
  readonly authors: string;
}

interface DocumentRow {
  readonly id: number;
  readonly versionedSeq: number;
  readonly snapshotSeq: number;
}

const columns = 'v.id, v.at, v.seq, v.name, v.authors, v.size';
const ofDocument = `page_versions AS v JOIN documents AS d ON d.id = v.document
  WHERE d.workspace = ? AND d.name = ?`;

/** Of pages that moved on since their last version. */
const waiting = {
  key: "d.workspace || '/' || d.name",
  condition: "d.seq > d.versioned_seq AND d.deleted_at IS NULL AND d.name GLOB 'page/*'",
};

const authorsSchema = z.array(z.object({ account: z.string(), edits: z.number() }));

export class SqliteVersions implements VersionStorage {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(version: NewVersion): Promise<StoredVersion | null> {
    return settle(() => {
      return this.#database.transaction(() => {
        const document = this.#document(version.doc);
        if (document === undefined || document.snapshotSeq > version.seq) return null;
        const edits = this.#takeEdits(document, version.seq);
        const at = Math.max(...edits.map((edit) => edit.lastAt), 0) || version.keptAt;
        const authors = edits.map(({ account, edits }) => ({ account, edits }));
        this.#insert(document.id, version, at, authors);
        const { id, seq, name, size } = version;
        return { id, at, seq, name, authors, size };
      })();
    });
  }

  list(doc: DocKey): Promise<readonly StoredVersion[]> {
    return settle(() =>
      this.#database
        .prepare<[string, string], VersionRow>(
          `SELECT ${columns} FROM ${ofDocument} ORDER BY v.seq DESC, v.rowid DESC`,
        )
        .all(...splitDocKey(doc))
        .map(readVersion),
    );
  }

  latest(doc: DocKey): Promise<StoredVersion | null> {
    return settle(() => {
      const row = this.#database
        .prepare<[string, string], VersionRow>(
          `SELECT ${columns} FROM ${ofDocument} ORDER BY v.seq DESC, v.rowid DESC LIMIT 1`,
        )
        .get(...splitDocKey(doc));
      return row === undefined ? null : readVersion(row);
    });
  }

  payload(doc: DocKey, id: string): Promise<Uint8Array | null> {
    return settle(() => {
      const row = this.#database
        .prepare<[string, string, string], { payload: Uint8Array; crc32: number }>(
          `SELECT v.payload, v.crc32 FROM ${ofDocument} AND v.id = ?`,
        )
        .get(...splitDocKey(doc), id);
      if (row === undefined) return null;
      if (crc32(row.payload) !== row.crc32) throw new ConfabError('data-damaged');
      return row.payload;
    });
  }

  rename(doc: DocKey, id: string, name: string | null): Promise<StoredVersion | null> {
    return settle(() => {
      const row = this.#database
        .prepare<[string | null, string, string, string], VersionRow>(
          `UPDATE page_versions AS v SET name = ? WHERE id = ? AND document =
             (SELECT id FROM documents WHERE workspace = ? AND name = ?)
           RETURNING id, at, seq, name, authors, size`,
        )
        .get(name, id, ...splitDocKey(doc));
      return row === undefined ? null : readVersion(row);
    });
  }

  thin(
    remove: readonly string[],
    authors: ReadonlyMap<string, readonly VersionAuthor[]>,
  ): Promise<void> {
    return settle(() => {
      this.#database.transaction(() => {
        const rewrite = this.#database.prepare('UPDATE page_versions SET authors = ? WHERE id = ?');
        for (const [id, changed] of authors) rewrite.run(JSON.stringify(changed), id);
        for (const id of remove) {
          this.#database
            .prepare(
              `DELETE FROM file_references WHERE version = ?
               AND document = (SELECT document FROM page_versions WHERE id = ?)`,
            )
            .run(id, id);
          this.#database.prepare('DELETE FROM page_versions WHERE id = ?').run(id);
        }
      })();
    });
  }

  unversioned(): Promise<readonly UnversionedEdits[]> {
    return settle(() =>
      this.#database
        .prepare<[], UnversionedEdits>(
          // CROSS JOIN keeps the order: few documents wait for a version, but all rows are many.
          `SELECT doc, min(first_at) AS firstAt, max(last_at) AS lastAt FROM (
             SELECT ${waiting.key} AS doc, e.at AS first_at, e.at AS last_at
             FROM documents AS d CROSS JOIN updates AS e
             ON e.document = d.id AND e.seq > d.versioned_seq WHERE ${waiting.condition}
             UNION ALL
             SELECT ${waiting.key}, e.first_at, e.last_at
             FROM documents AS d CROSS JOIN unversioned_edits AS e ON e.document = d.id
             WHERE ${waiting.condition}
           ) GROUP BY doc`,
        )
        .all(),
    );
  }

  #document(doc: DocKey): DocumentRow | undefined {
    return this.#database
      .prepare<[string, string], DocumentRow>(
        `SELECT d.id, d.versioned_seq AS versionedSeq, coalesce(s.seq, 0) AS snapshotSeq
         FROM documents AS d LEFT JOIN snapshots AS s ON s.document = d.id
         WHERE d.workspace = ? AND d.name = ? AND d.deleted_at IS NULL`,
      )
      .get(...splitDocKey(doc));
  }

  /** Who edited since the last version, up to `seq`; from now on that counts as told. */
  #takeEdits(
    document: DocumentRow,
    seq: number,
  ): readonly (VersionAuthor & { readonly lastAt: number })[] {
    const edits = this.#database
      .prepare<
        { document: number; after: number; seq: number },
        VersionAuthor & { readonly lastAt: number }
      >(
        `SELECT author AS account, sum(edits) AS edits, max(last_at) AS lastAt FROM (
           SELECT author, edits, last_at FROM unversioned_edits WHERE document = :document
           UNION ALL
           SELECT author, 1, at FROM updates
           WHERE document = :document AND seq > :after AND seq <= :seq
         ) GROUP BY author ORDER BY edits DESC, author`,
      )
      .all({ document: document.id, after: document.versionedSeq, seq });
    this.#database.prepare('DELETE FROM unversioned_edits WHERE document = ?').run(document.id);
    this.#database
      .prepare('UPDATE documents SET versioned_seq = max(versioned_seq, ?) WHERE id = ?')
      .run(seq, document.id);
    return edits;
  }

  #insert(
    document: number,
    version: NewVersion,
    at: number,
    authors: readonly VersionAuthor[],
  ): void {
    const { id, seq, name, size, payload } = version;
    this.#database
      .prepare(
        `INSERT INTO page_versions (id, document, seq, at, name, authors, size, payload, crc32)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(id, document, seq, at, name, JSON.stringify(authors), size, payload, crc32(payload));
    const refer = this.#database.prepare(
      `INSERT INTO file_references (document, version, workspace, hash) VALUES (?, ?, ?, ?)`,
    );
    const [workspace] = splitDocKey(version.doc);
    for (const hash of version.files) refer.run(document, id, workspace, hash);
  }
}

function readVersion(row: VersionRow): StoredVersion {
  return { ...row, authors: authorsSchema.parse(JSON.parse(row.authors)) };
}
