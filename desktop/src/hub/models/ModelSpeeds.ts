import { modelSpeedSchema } from '@confab/shared-types';
import type { ModelSpeed } from '@confab/shared-types';
import { storageError } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';

/** How fast each model was on this machine. Writes are on disk when they return. */
export class ModelSpeeds {
  readonly #database: HubDatabase;

  constructor(database: HubDatabase) {
    this.#database = database;
  }

  get(model: string): ModelSpeed | null {
    const row = this.#database
      .prepare('SELECT speed FROM model_speeds WHERE model = ?')
      .get(model) as { speed: string } | undefined;
    return row === undefined ? null : modelSpeedSchema.parse(JSON.parse(row.speed));
  }

  set(model: string, speed: ModelSpeed): void {
    this.#write('INSERT OR REPLACE INTO model_speeds VALUES (?, ?)', model, JSON.stringify(speed));
  }

  remove(model: string): void {
    this.#write('DELETE FROM model_speeds WHERE model = ?', model);
  }

  #write(sql: string, ...values: readonly string[]): void {
    try {
      this.#database.prepare(sql).run(...values);
    } catch (error) {
      throw storageError(error);
    }
  }
}
