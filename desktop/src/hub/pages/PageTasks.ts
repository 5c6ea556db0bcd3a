import { pageIdSchema, workspaceIdSchema } from '@confab/shared-types';
import { z } from 'zod';
import { storageError } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';

/** Work on several documents, written down before it begins so that a crash does not leave a half. */
const pageTaskSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('move'),
    id: z.string(),
    from: workspaceIdSchema,
    to: workspaceIdSchema,
    /** New parent of the first page. */
    parent: pageIdSchema.nullable(),
    /** Each page with its id at the new place; the first is the one that all others are below. */
    pages: z.array(z.tuple([pageIdSchema, pageIdSchema])).min(1),
  }),
  z.object({
    kind: z.literal('delete'),
    id: z.string(),
    workspace: workspaceIdSchema,
    pages: z.array(pageIdSchema),
  }),
]);
export type PageTask = z.infer<typeof pageTaskSchema>;
export type MoveTask = Extract<PageTask, { kind: 'move' }>;
export type DeleteTask = Extract<PageTask, { kind: 'delete' }>;

/** Moves and deletions that are under way. Writes are on disk when they return. */
export class PageTasks {
  readonly #database: HubDatabase;

  constructor(database: HubDatabase) {
    this.#database = database;
  }

  list(): PageTask[] {
    const rows = this.#database.prepare('SELECT task FROM page_tasks ORDER BY id').all() as {
      task: string;
    }[];
    return rows.map(({ task }) => pageTaskSchema.parse(JSON.parse(task)));
  }

  begin(task: PageTask): void {
    this.#run('INSERT INTO page_tasks (id, task) VALUES (?, ?)', task.id, JSON.stringify(task));
  }

  end(id: string): void {
    this.#run('DELETE FROM page_tasks WHERE id = ?', id);
  }

  #run(sql: string, ...values: string[]): void {
    try {
      this.#database.prepare(sql).run(...values);
    } catch (error) {
      throw storageError(error);
    }
  }
}
