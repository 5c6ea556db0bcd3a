import type { FileHash, WorkspaceId } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import { storageError } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';

export interface KnownFile {
  readonly workspace: WorkspaceId;
  readonly hash: FileHash;
  /** Media type as announced when it was added. */
  readonly type: string;
  readonly size: number;
}

/** What is known of each file, and which ones the server has not got yet. */
export class FileIndex {
  readonly #database: HubDatabase;
  readonly #clock: Clock;

  constructor(database: HubDatabase, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** `uploaded`: the server has it. A file added twice keeps what is known of its upload. */
  add(file: KnownFile, uploaded: boolean): void {
    this.#write(
      `INSERT INTO files (workspace, hash, type, size, uploaded, added_at)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (workspace, hash) DO UPDATE SET uploaded = max(uploaded, excluded.uploaded)`,
      [file.workspace, file.hash, file.type, file.size, uploaded ? 1 : 0, this.#clock.now()],
    );
  }

  find(workspace: WorkspaceId, hash: FileHash): KnownFile | null {
    const row = this.#database
      .prepare('SELECT workspace, hash, type, size FROM files WHERE workspace = ? AND hash = ?')
      .get(workspace, hash) as KnownFile | undefined;
    return row ?? null;
  }

  markUploaded(workspace: WorkspaceId, hash: FileHash): void {
    this.#write('UPDATE files SET uploaded = 1 WHERE workspace = ? AND hash = ?', [
      workspace,
      hash,
    ]);
  }

  /** Whatever the server was said to have of a workspace is to be offered to it once more. */
  offerAgain(workspace: WorkspaceId): void {
    this.#write('UPDATE files SET uploaded = 0 WHERE workspace = ?', [workspace]);
  }

  waitingUploads(workspace: WorkspaceId): KnownFile[] {
    return this.#database
      .prepare(
        `SELECT workspace, hash, type, size FROM files
         WHERE workspace = ? AND uploaded = 0 ORDER BY added_at`,
      )
      .all(workspace) as KnownFile[];
  }

  #write(sql: string, values: readonly (string | number)[]): void {
    try {
      this.#database.prepare(sql).run(...values);
    } catch (error) {
      throw storageError(error);
    }
  }
}
