import { notificationSchema, notificationsKept } from '@confab/shared-types';
import type { Notification } from '@confab/shared-types';
import { storageError } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';

interface NotificationRow {
  readonly id: string;
  readonly at: number;
  readonly read: number;
  readonly about: string;
}

/** The notifications of a profile. Writes are on disk when they return. */
export class NotificationStore {
  readonly #database: HubDatabase;

  constructor(database: HubDatabase) {
    this.#database = database;
  }

  /** Newest first. */
  list(): Notification[] {
    const rows = this.#database
      .prepare('SELECT * FROM notifications ORDER BY at DESC, id DESC')
      .all() as NotificationRow[];
    return rows.map(({ id, at, read, about }) =>
      notificationSchema.parse({ id, at, read: read === 1, about: JSON.parse(about) as unknown }),
    );
  }

  unread(): number {
    const row = this.#database
      .prepare('SELECT count(*) AS unread FROM notifications WHERE read = 0')
      .get() as { unread: number };
    return row.unread;
  }

  /** False when it is there already, or older than all that are kept. */
  add({ id, at, read, about }: Notification): boolean {
    return this.#write(() => {
      const { changes } = this.#database
        .prepare('INSERT OR IGNORE INTO notifications (id, at, read, about) VALUES (?, ?, ?, ?)')
        .run(id, at, read ? 1 : 0, JSON.stringify(about));
      this.#database
        .prepare(
          `DELETE FROM notifications WHERE id NOT IN
           (SELECT id FROM notifications ORDER BY at DESC, id DESC LIMIT ?)`,
        )
        .run(notificationsKept);
      return changes > 0;
    });
  }

  /** Null: all of them. False when none was unread. */
  markRead(ids: readonly string[] | null): boolean {
    return this.#write(() => {
      const mark = 'UPDATE notifications SET read = 1 WHERE read = 0';
      if (ids === null) return this.#database.prepare(mark).run().changes > 0;
      const one = this.#database.prepare(`${mark} AND id = ?`);
      return ids.filter((id) => one.run(id).changes > 0).length > 0;
    });
  }

  #write<T>(work: () => T): T {
    try {
      return this.#database.transaction(work)();
    } catch (error) {
      throw storageError(error);
    }
  }
}
