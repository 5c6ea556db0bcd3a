import { crc32 } from 'node:zlib';
import type { Statement } from 'better-sqlite3';
import {
  ConfabError,
  fileHashSchema,
  pageVersionSchema,
  workspaceIdSchema,
} from '@confab/shared-types';
import type { PageId, PageVersion, WorkspaceId } from '@confab/shared-types';
import { z } from 'zod';
import { storageError } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import type { FileReference, FileReferences } from '../files/fileReferences.ts';

/** A version as it is kept on this device. */
export interface KeptVersion extends PageVersion {
  /** The server keeps it; here is a copy of what is known, or was looked at. */
  readonly remote: boolean;
  /** Whether its state is here. */
  readonly here: boolean;
}

export interface NewVersion extends PageVersion {
  /** Last row of the page's log that is in it. */
  readonly seq: number;
  /** The full state as a Yjs update. */
  readonly state: Uint8Array;
  readonly files: readonly FileReference[];
}

const filesSchema = z.array(z.tuple([workspaceIdSchema, fileHashSchema]));

interface VersionRow {
  readonly id: string;
  readonly at: number;
  readonly authors: string;
  readonly name: string | null;
  readonly size: number;
  readonly remote: number;
  readonly here: number;
}

/** Versions of pages on disk: those of local workspaces, and copies of what a server keeps. */
export class VersionStore implements FileReferences {
  readonly #database: HubDatabase;
  readonly #sql: ReturnType<typeof prepareStatements>;

  constructor(database: HubDatabase) {
    this.#database = database;
    this.#sql = prepareStatements(database);
  }

  /** Newest first. */
  list(workspace: WorkspaceId, page: PageId): KeptVersion[] {
    return (this.#sql.list.all(workspace, page) as VersionRow[]).map((row) => ({
      ...pageVersionSchema.parse({
        ...row,
        authors: JSON.parse(row.authors) as unknown,
        sizeBytes: row.size,
      }),
      remote: row.remote === 1,
      here: row.here === 1,
    }));
  }

  find(workspace: WorkspaceId, page: PageId, id: string): KeptVersion | null {
    return this.list(workspace, page).find((version) => version.id === id) ?? null;
  }

  /** Null when it is not here. Throws `data-damaged` when it is not what was written. */
  state(workspace: WorkspaceId, page: PageId, id: string): Uint8Array | null {
    const row = this.#sql.state.get(workspace, page, id) as
      { payload: Buffer | null; crc32: number | null } | undefined;
    if (row === undefined || row.payload === null) return null;
    if (crc32(row.payload) !== row.crc32) throw new ConfabError('data-damaged', `version ${id}`);
    return row.payload;
  }

  /** Last row of a page's log that is in one of its own versions; 0 when there is none. */
  lastSeq(workspace: WorkspaceId, page: PageId): number {
    return (this.#sql.lastSeq.get(workspace, page) as { seq: number }).seq;
  }

  /** Keeps a version of this device. */
  add(workspace: WorkspaceId, page: PageId, version: NewVersion): void {
    const { state } = version;
    this.#write(() =>
      this.#sql.add.run({
        ...row(workspace, page, version),
        remote: 0,
        seq: version.seq,
        payload: state,
        crc32: crc32(state),
        files: filesText(version.files),
      }),
    );
  }

  /** The edits since a version changed nothing of it: it stands for them too. */
  raiseSeq(workspace: WorkspaceId, page: PageId, id: string, seq: number): void {
    this.#write(() => this.#sql.raiseSeq.run(seq, workspace, page, id));
  }

  rename(workspace: WorkspaceId, page: PageId, id: string, name: string | null): void {
    this.#write(() => this.#sql.rename.run(name, workspace, page, id));
  }

  remove(workspace: WorkspaceId, page: PageId, ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.#write(() => {
      for (const id of ids) this.#sql.remove.run(workspace, page, id);
    });
  }

  /** Takes over what a server says it keeps; states that were fetched of those stay. */
  putRemote(workspace: WorkspaceId, page: PageId, versions: readonly PageVersion[]): void {
    const listed = new Set(versions.map(({ id }) => id));
    this.#write(() => {
      for (const { id, remote } of this.list(workspace, page)) {
        if (remote && !listed.has(id)) this.#sql.remove.run(workspace, page, id);
      }
      for (const version of versions) this.#sql.putRemote.run(row(workspace, page, version));
    });
  }

  keepRemoteState(
    workspace: WorkspaceId,
    page: PageId,
    id: string,
    { state, files }: Pick<NewVersion, 'state' | 'files'>,
  ): void {
    this.#write(() =>
      this.#sql.keepState.run(state, crc32(state), filesText(files), workspace, page, id),
    );
  }

  /** A workspace has no server any more: of what that kept, the states that are here are its own. */
  takeOver(workspace: WorkspaceId): void {
    this.#write(() => {
      this.#sql.forgetUnfetched.run(workspace);
      this.#sql.takeOver.run(workspace);
    });
  }

  /** A page is in another workspace now, and its own versions with it. */
  move(from: WorkspaceId, page: PageId, to: WorkspaceId, copy: PageId): void {
    this.#write(() => {
      this.#sql.move.run(to, copy, from, page);
      this.#sql.forget.run(from, page);
    });
  }

  forget(workspace: WorkspaceId, pages: readonly PageId[]): void {
    this.#write(() => {
      for (const page of pages) this.#sql.forget.run(workspace, page);
    });
  }

  /** A workspace was removed from this device. */
  forgetWorkspace(workspace: WorkspaceId): void {
    this.#write(() => this.#sql.forgetWorkspace.run(workspace));
  }

  /** Files that versions of this device refer to, whether or not a page still does. */
  async *references(): AsyncIterable<FileReference> {
    const rows = this.#sql.files.all() as { files: string }[];
    for (const { files } of rows) {
      for (const [workspace, hash] of filesSchema.parse(JSON.parse(files))) {
        yield { workspace, hash };
      }
      // Whoever reads on does so after whatever else is due.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #write(change: () => void): void {
    try {
      this.#database.transaction(change)();
    } catch (error) {
      throw storageError(error);
    }
  }
}

function filesText(files: readonly FileReference[]): string {
  return JSON.stringify(files.map(({ workspace, hash }) => [workspace, hash]));
}

function row(workspace: WorkspaceId, page: PageId, version: PageVersion) {
  const { id, at, authors, name, sizeBytes } = version;
  return { workspace, page, id, at, authors: JSON.stringify(authors), name, size: sizeBytes };
}

function prepareStatements(database: HubDatabase) {
  const sql = (source: string): Statement => database.prepare(source);
  const one = 'WHERE workspace = ? AND page = ? AND id = ?';
  return {
    list: sql(
      `SELECT id, at, authors, name, size, remote, payload IS NOT NULL AS here
       FROM page_versions WHERE workspace = ? AND page = ? ORDER BY at DESC, seq DESC, id`,
    ),
    state: sql(`SELECT payload, crc32 FROM page_versions ${one}`),
    lastSeq: sql(
      `SELECT coalesce(max(seq), 0) AS seq FROM page_versions WHERE workspace = ? AND page = ?`,
    ),
    add: sql(
      `INSERT INTO page_versions
         (workspace, page, id, at, authors, name, size, remote, seq, payload, crc32, files)
       VALUES (@workspace, @page, @id, @at, @authors, @name, @size, @remote, @seq, @payload,
               @crc32, @files)`,
    ),
    putRemote: sql(
      `INSERT INTO page_versions
         (workspace, page, id, at, authors, name, size, remote, seq, files)
       VALUES (@workspace, @page, @id, @at, @authors, @name, @size, 1, 0, '[]')
       ON CONFLICT (workspace, page, id) DO UPDATE SET at = excluded.at, name = excluded.name,
         authors = excluded.authors, size = excluded.size WHERE remote = 1`,
    ),
    keepState: sql(`UPDATE page_versions SET payload = ?, crc32 = ?, files = ? ${one}`),
    forgetUnfetched: sql('DELETE FROM page_versions WHERE workspace = ? AND payload IS NULL'),
    takeOver: sql('UPDATE page_versions SET remote = 0 WHERE workspace = ?'),
    raiseSeq: sql(`UPDATE page_versions SET seq = max(seq, ?) ${one}`),
    rename: sql(`UPDATE page_versions SET name = ? ${one}`),
    remove: sql(`DELETE FROM page_versions ${one}`),
    move: sql(
      `UPDATE page_versions SET workspace = ?, page = ?, seq = 0
       WHERE workspace = ? AND page = ? AND remote = 0`,
    ),
    forget: sql('DELETE FROM page_versions WHERE workspace = ? AND page = ?'),
    forgetWorkspace: sql('DELETE FROM page_versions WHERE workspace = ?'),
    files: sql("SELECT DISTINCT files FROM page_versions WHERE remote = 0 AND files <> '[]'"),
  };
}
