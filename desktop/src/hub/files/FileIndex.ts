import type { ErrorCode, FileHash, WorkspaceId } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import { storageError } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';

export interface KnownFile {
  readonly workspace: WorkspaceId;
  readonly hash: FileHash;
  /** Empty where it was not noted. */
  readonly name: string;
  /** Media type as announced when it was added. */
  readonly type: string;
  readonly size: number;
}

/** A file that its server has not got. */
export interface WaitingUpload extends KnownFile {
  /** Milliseconds since the epoch. */
  readonly addedAt: number;
}

export interface CollectableFile {
  readonly workspace: WorkspaceId;
  readonly hash: FileHash;
  readonly uploaded: boolean;
  /** Milliseconds since the epoch since when nothing was seen to refer to it; null: something does. */
  readonly unreferencedSince: number | null;
}

interface CollectableRow {
  readonly workspace: string;
  readonly hash: string;
  readonly uploaded: number;
  readonly unreferenced_since: number | null;
}

/** What is known of each file, and which ones the server has not got yet. */
export class FileIndex {
  readonly #database: HubDatabase;
  readonly #clock: Clock;

  constructor(database: HubDatabase, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /**
   * `uploaded`: the server has it. A file added twice keeps what is known of its upload; it counts as
   * referred to until it is looked at again.
   */
  add(file: KnownFile, uploaded: boolean): void {
    this.#write(
      `INSERT INTO files (workspace, hash, name, type, size, uploaded, added_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (workspace, hash) DO UPDATE SET uploaded = max(uploaded, excluded.uploaded),
         unreferenced_since = NULL, refused = NULL`,
      [
        file.workspace,
        file.hash,
        file.name,
        file.type,
        file.size,
        uploaded ? 1 : 0,
        this.#clock.now(),
      ],
    );
  }

  find(workspace: WorkspaceId, hash: FileHash): KnownFile | null {
    const row = this.#database
      .prepare(
        'SELECT workspace, hash, name, type, size FROM files WHERE workspace = ? AND hash = ?',
      )
      .get(workspace, hash) as KnownFile | undefined;
    return row ?? null;
  }

  markUploaded(workspace: WorkspaceId, hash: FileHash): void {
    this.#write('UPDATE files SET uploaded = 1 WHERE workspace = ? AND hash = ?', [
      workspace,
      hash,
    ]);
  }

  /** The server will not take it as things are: it is not offered before {@link offerAgain}. */
  refuse(workspace: WorkspaceId, hash: FileHash, code: ErrorCode): void {
    this.#write('UPDATE files SET refused = ? WHERE workspace = ? AND hash = ?', [
      code,
      workspace,
      hash,
    ]);
  }

  /** Whatever the server was said to have of a workspace is to be offered to it once more. */
  offerAgain(workspace: WorkspaceId): void {
    this.#write('UPDATE files SET uploaded = 0, refused = NULL WHERE workspace = ?', [workspace]);
  }

  /** What the server refused may be taken now: the account's role has changed. */
  offerRefused(workspace: WorkspaceId): void {
    this.#write('UPDATE files SET refused = NULL WHERE workspace = ? AND refused IS NOT NULL', [
      workspace,
    ]);
  }

  waitingUploads(workspace: WorkspaceId): WaitingUpload[] {
    return this.#database
      .prepare(
        `SELECT workspace, hash, name, type, size, added_at AS addedAt FROM files
         WHERE workspace = ? AND uploaded = 0 AND refused IS NULL ORDER BY added_at`,
      )
      .all(workspace) as WaitingUpload[];
  }

  /** Every file, and since when nothing refers to it. */
  collectable(): CollectableFile[] {
    const rows = this.#database
      .prepare('SELECT workspace, hash, uploaded, unreferenced_since FROM files')
      .all() as CollectableRow[];
    return rows.map(({ workspace, hash, uploaded, unreferenced_since: unreferencedSince }) => ({
      workspace,
      hash,
      uploaded: uploaded === 1,
      unreferencedSince,
    }));
  }

  setUnreferencedSince({ workspace, hash }: CollectableFile, since: number | null): void {
    this.#write('UPDATE files SET unreferenced_since = ? WHERE workspace = ? AND hash = ?', [
      since,
      workspace,
      hash,
    ]);
  }

  remove(workspace: WorkspaceId, hash: FileHash): void {
    this.#write('DELETE FROM files WHERE workspace = ? AND hash = ?', [workspace, hash]);
  }

  removeWorkspace(workspace: WorkspaceId): void {
    this.#write('DELETE FROM files WHERE workspace = ?', [workspace]);
  }

  #write(sql: string, values: readonly (string | number | null)[]): void {
    try {
      this.#database.prepare(sql).run(...values);
    } catch (error) {
      throw storageError(error);
    }
  }
}
