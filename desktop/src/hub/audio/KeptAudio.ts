import { ConfabError, idSchema } from '@confab/shared-types';
import type { CallId, HubParams, KeptAudio as KeptSound, WorkspaceId } from '@confab/shared-types';
import { z } from 'zod';
import { storageError } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { begun } from '../files/FileTransfers.ts';
import type { FileTransfers } from '../files/FileTransfers.ts';
import type { Log } from '../log.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import type { SealedWriter } from './SealedWriter.ts';
import type { SoundStore } from './SoundStore.ts';

export interface KeptAudioOptions {
  readonly database: HubDatabase;
  readonly sounds: SoundStore;
  readonly workspaces: WorkspaceStore;
  readonly events: HubEvents;
  readonly log: Log;
}

const rowSchema = z.object({
  id: idSchema,
  workspace: z.string(),
  call: z.string(),
  speaker: z.string().nullable(),
  startedAt: z.number(),
  type: z.string(),
  /** Null: it is being written, or was when the app died. */
  size: z.number().nullable(),
});
type Row = z.infer<typeof rowSchema>;

const columns = 'id, workspace, call, speaker, started_at AS startedAt, type, size';

/**
 * Which sound this profile keeps of calls and recordings, because the person asked for it. It is in
 * no document and never leaves the device.
 */
export class KeptAudio {
  readonly #options: KeptAudioOptions;
  /** How to end voices that are coming in. */
  readonly #open = new Map<string, () => Promise<void>>();

  constructor(options: KeptAudioOptions) {
    this.#options = options;
  }

  /** Ends what the app died over; before anything else is asked. Answers the ids that are kept. */
  async open(): Promise<ReadonlySet<string>> {
    const { sounds } = this.#options;
    for (const { id } of this.#all('WHERE size IS NULL')) {
      const size = await sounds.repair(id);
      if (size === null) this.#forget(id);
      else this.#setSize(id, size);
    }
    return new Set(this.#all('').map(({ id }) => id));
  }

  list(workspace: WorkspaceId, call: CallId): KeptSound[] {
    return this.#of(workspace, call).flatMap(({ id, speaker, startedAt, type, size }) => {
      if (size === null) return [];
      const address = this.#options.sounds.address({ id, name: call, type, size });
      return [{ id, speaker, startedAt, type, sizeBytes: size, address }];
    });
  }

  /**
   * Begins to keep this person's own voice in a call; answers the transfer its pieces come in. When
   * the disk is full or the window goes, what has come until then is kept.
   */
  async begin(
    voice: HubParams<'audio.begin'>,
    transfers: Pick<FileTransfers, 'beginSound'>,
  ): Promise<string> {
    const { sounds, workspaces, events } = this.#options;
    const { workspace, call, startedAt, type } = voice;
    const { account } = workspaces.get(workspace);
    if (account === null) throw new ConfabError('calls-unavailable', 'not on a server');
    const writer = await sounds.create();
    const { id } = writer.seal;
    this.#add({ id, workspace, call, speaker: account, startedAt, type, size: null });
    const keep = async (ending: () => Promise<number>): Promise<void> => {
      const size = await ending();
      if (size === 0) await this.#drop(id);
      else this.#setSize(id, size);
      events.emit('keptAudio', { workspace, call });
    };
    let ended: Promise<void> | null = null;
    const end = (ending: () => Promise<number>): Promise<void> =>
      (ended ??= keep(ending).finally(() => this.#open.delete(id)));
    const endEarly = (): Promise<void> => end(() => this.#endAsFarAs(writer));
    this.#open.set(id, endEarly);
    const incoming = {
      get size() {
        return writer.size;
      },
      write: (bytes: Uint8Array) => this.#write(writer, bytes, voice),
      cancel: endEarly,
    };
    const whole = (): Promise<void> => end(() => writer.end());
    return await begun(incoming, () => transfers.beginSound({ size: null, incoming, keep: whole }));
  }

  /** Ends what is being kept, as far as it has come; what cannot be ended is when it is opened next. */
  async close(): Promise<void> {
    const ends = await Promise.allSettled([...this.#open.values()].map((end) => end()));
    for (const end of ends) {
      if (end.status === 'rejected') this.#options.log('a sound could not be ended', end.reason);
    }
  }

  /** Takes over a sound that is whole in the store. In the caller's transaction, if there is one. */
  add(row: Row): void {
    this.#add(row);
  }

  /** Deletes all sound of a call or recording. */
  async remove(workspace: WorkspaceId, call: CallId): Promise<void> {
    const rows = this.#of(workspace, call);
    for (const { id } of rows) await this.#drop(id);
    if (rows.length > 0) this.#options.events.emit('keptAudio', { workspace, call });
  }

  /** A workspace was removed from this device. */
  async forgetWorkspace(workspace: WorkspaceId): Promise<void> {
    for (const { id } of this.#all('WHERE workspace = ?', workspace)) await this.#drop(id);
  }

  async #write(
    writer: SealedWriter,
    bytes: Uint8Array,
    { workspace }: Pick<Row, 'workspace'>,
  ): Promise<void> {
    try {
      await writer.write(bytes);
    } catch (error) {
      // The call goes on: this is said now, not when it ends.
      const code = error instanceof ConfabError ? error.code : 'internal';
      this.#options.events.emit('notice', { code, workspace });
      throw error;
    }
  }

  /** The end may not fit on a full disk: then what is whole there is. */
  async #endAsFarAs(writer: SealedWriter): Promise<number> {
    try {
      return await writer.end();
    } catch (error) {
      this.#options.log('the end of a sound could not be kept', error);
      return await writer.endEarly();
    }
  }

  async #drop(id: string): Promise<void> {
    this.#forget(id);
    await this.#options.sounds.remove(id);
  }

  #of(workspace: WorkspaceId, call: CallId): Row[] {
    return this.#all('WHERE workspace = ? AND call = ?', workspace, call);
  }

  #all(where: string, ...values: string[]): Row[] {
    return this.#options.database
      .prepare(`SELECT ${columns} FROM kept_audio ${where} ORDER BY started_at, id`)
      .all(...values)
      .map((row) => rowSchema.parse(row));
  }

  #add(row: Row): void {
    this.#run(
      `INSERT INTO kept_audio (id, workspace, call, speaker, started_at, type, size)
       VALUES (@id, @workspace, @call, @speaker, @startedAt, @type, @size)`,
      row,
    );
  }

  #setSize(id: string, size: number): void {
    this.#run('UPDATE kept_audio SET size = @size WHERE id = @id', { id, size });
  }

  #forget(id: string): void {
    this.#run('DELETE FROM kept_audio WHERE id = @id', { id });
  }

  #run(sql: string, values: object): void {
    try {
      this.#options.database.prepare(sql).run(values);
    } catch (error) {
      throw storageError(error);
    }
  }
}
