import { ConfabError, privateNoteSchema } from '@confab/shared-types';
import type { CallId, PrivateNote, WorkspaceId } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import { storageError } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { randomId } from '../randomId.ts';

export interface PrivateNotesOptions {
  readonly database: HubDatabase;
  readonly clock: Clock;
  readonly onChange: (workspace: WorkspaceId, call: CallId) => void;
}

export interface NoteToPut {
  readonly workspace: WorkspaceId;
  readonly call: CallId;
  /** Absent: a new one. */
  readonly id?: string | undefined;
  readonly text: string;
  readonly at: number;
}

/**
 * What a person notes in a call for nobody else. It is in the profile's database, in no document,
 * so that it can never be synced. Writes are on disk when they return.
 */
export class PrivateNotes {
  readonly #options: PrivateNotesOptions;

  constructor(options: PrivateNotesOptions) {
    this.#options = options;
  }

  /** By the moment they are about. */
  list(workspace: WorkspaceId, call: CallId): PrivateNote[] {
    return this.#options.database
      .prepare(
        `SELECT id, text, at, written_at AS writtenAt FROM private_notes
         WHERE workspace = ? AND call = ? ORDER BY at, id`,
      )
      .all(workspace, call)
      .map((row) => privateNoteSchema.parse(row));
  }

  /** Throws `not-found` for an id that is not a note of that call. */
  put({ workspace, call, id, text, at }: NoteToPut): PrivateNote {
    const { database, clock, onChange } = this.#options;
    const note: PrivateNote = { id: id ?? randomId(), text, at, writtenAt: clock.now() };
    const row = { ...note, workspace, call };
    const sql =
      id === undefined
        ? `INSERT INTO private_notes (id, workspace, call, at, written_at, text)
           VALUES (@id, @workspace, @call, @at, @writtenAt, @text)`
        : `UPDATE private_notes SET at = @at, written_at = @writtenAt, text = @text
           WHERE id = @id AND workspace = @workspace AND call = @call`;
    const { changes } = written(() => database.prepare(sql).run(row));
    if (changes === 0) throw new ConfabError('not-found', 'note');
    onChange(workspace, call);
    return note;
  }

  /** Nothing happens when it is not there. */
  remove(id: string): void {
    const { database, onChange } = this.#options;
    const removed = written(
      () =>
        database
          .prepare('DELETE FROM private_notes WHERE id = ? RETURNING workspace, call')
          .get(id) as { workspace: WorkspaceId; call: CallId } | undefined,
    );
    if (removed !== undefined) onChange(removed.workspace, removed.call);
  }

  /** The minutes of a call were deleted for good. */
  forgetCall(workspace: WorkspaceId, call: CallId): void {
    const { database, onChange } = this.#options;
    const sql = 'DELETE FROM private_notes WHERE workspace = ? AND call = ?';
    const { changes } = written(() => database.prepare(sql).run(workspace, call));
    if (changes > 0) onChange(workspace, call);
  }

  /** A workspace was removed from this device. */
  forgetWorkspace(workspace: WorkspaceId): void {
    const { database } = this.#options;
    written(() => database.prepare('DELETE FROM private_notes WHERE workspace = ?').run(workspace));
  }
}

function written<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storageError(error);
  }
}
