import { ConfabError, recordingSchema } from '@confab/shared-types';
import type { CallId, ErrorCode, PageId, Recording, WorkspaceId } from '@confab/shared-types';
import { z } from 'zod';
import { storageError } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';

const { shape } = recordingSchema;

/** Whether it is running, only this run of the hub knows. */
const rowSchema = z.object({
  id: shape.id,
  workspace: shape.workspace,
  page: shape.page,
  fileName: z.string(),
  type: z.string(),
  sizeBytes: z.number(),
  language: shape.language,
  keepAudio: z.number().transform((value) => value === 1),
  startedAt: z.number(),
  durationMs: z.number().nullable(),
  transcribed: z.number(),
  total: z.number().nullable(),
  state: z.enum(['receiving', 'waiting', 'paused', 'keeping', 'done', 'cancelled', 'failed']),
  code: z.string().nullable(),
  detail: z.string().nullable(),
  source: z.string().nullable(),
});
export type StoredRecording = z.infer<typeof rowSchema>;
export type StoredState = StoredRecording['state'];

export interface NewRecording extends Pick<
  Recording,
  'id' | 'workspace' | 'page' | 'fileName' | 'type' | 'sizeBytes' | 'language' | 'keepAudio'
> {
  readonly startedAt: number;
  readonly source: string;
}

const columns = `id, workspace, page, file_name AS fileName, type, size_bytes AS sizeBytes, language,
  keep_audio AS keepAudio, started_at AS startedAt, duration_ms AS durationMs, transcribed, total,
  state, code, detail, source`;

/** The recordings of a profile that were not dismissed. Writes are on disk when they return. */
export class RecordingStore {
  readonly #database: HubDatabase;

  constructor(database: HubDatabase) {
    this.#database = database;
  }

  /** In the order they were added. */
  list(): StoredRecording[] {
    return this.#database
      .prepare(`SELECT ${columns} FROM recordings ORDER BY added`)
      .all()
      .map((row) => rowSchema.parse(row));
  }

  find(id: CallId): StoredRecording | null {
    const row = this.#database.prepare(`SELECT ${columns} FROM recordings WHERE id = ?`).get(id);
    return row === undefined ? null : rowSchema.parse(row);
  }

  /** Throws `not-found`. */
  get(id: CallId): StoredRecording {
    const found = this.find(id);
    if (found === null) throw new ConfabError('not-found', 'recording');
    return found;
  }

  add(recording: NewRecording): void {
    this.#run(
      `INSERT INTO recordings (id, added, workspace, page, file_name, type, size_bytes, language,
         keep_audio, started_at, state, source)
       VALUES (@id, (SELECT coalesce(max(added), 0) + 1 FROM recordings), @workspace, @page,
         @fileName, @type, @sizeBytes, @language, @keepAudio, @startedAt, 'receiving', @source)`,
      { ...recording, keepAudio: recording.keepAudio ? 1 : 0 },
    );
  }

  setState(id: CallId, state: Exclude<StoredState, 'failed'>): void {
    this.#run('UPDATE recordings SET state = @state, code = NULL, detail = NULL WHERE id = @id', {
      id,
      state,
    });
  }

  setFailed(id: CallId, code: ErrorCode, detail: string | undefined): void {
    this.#run(
      `UPDATE recordings SET state = 'failed', code = @code, detail = @detail WHERE id = @id`,
      { id, code, detail: detail?.slice(0, 500) ?? null },
    );
  }

  setDuration(id: CallId, durationMs: number): void {
    this.#run('UPDATE recordings SET duration_ms = @durationMs WHERE id = @id', {
      id,
      durationMs,
    });
  }

  /** Every line before that sample is on disk. */
  setTranscribed(id: CallId, transcribed: number): void {
    this.#run('UPDATE recordings SET transcribed = @transcribed WHERE id = @id', {
      id,
      transcribed,
    });
  }

  /** Every line is on disk. */
  setTotal(id: CallId, total: number): void {
    this.#run('UPDATE recordings SET transcribed = @total, total = @total WHERE id = @id', {
      id,
      total,
    });
  }

  forgetSource(id: CallId): void {
    this.#run('UPDATE recordings SET source = NULL WHERE id = @id', { id });
  }

  remove(id: CallId): void {
    this.#run('DELETE FROM recordings WHERE id = @id', { id });
  }

  /** Runs changes that are on disk together or not at all. */
  together(changes: () => void): void {
    try {
      this.#database.transaction(changes)();
    } catch (error) {
      throw error instanceof ConfabError ? error : storageError(error);
    }
  }

  of(workspace: WorkspaceId, pages?: readonly PageId[]): StoredRecording[] {
    return this.list().filter(
      (row) => row.workspace === workspace && (pages === undefined || pages.includes(row.page)),
    );
  }

  #run(sql: string, values: object): void {
    try {
      this.#database.prepare(sql).run(values);
    } catch (error) {
      throw storageError(error);
    }
  }
}
