import type { DocKey } from '@confab/shared-types';
import type { Statement } from 'better-sqlite3';
import * as Y from 'yjs';
import type { HubDatabase } from '../database/openDatabase.ts';
import { DocumentRows, isSound } from './DocumentRows.ts';
import type { Documents } from './Documents.ts';

export interface FirstUpdate {
  readonly seq: number;
  readonly payload: Buffer;
  readonly writtenAt: number;
}

/**
 * Reads documents for what goes on in the background: what is in memory as it is, anything else
 * from the disk into a document that is gone after. Nobody's document is unloaded for it, and rows
 * that cannot be trusted are passed over, not set aside: that is for whoever opens the document.
 */
export class DocumentReader {
  readonly #rows: DocumentRows;
  readonly #documents: Pick<Documents, 'peek'>;
  readonly #first: Statement;
  readonly #lastWrittenAt: Statement;

  constructor(database: HubDatabase, documents: Pick<Documents, 'peek'>) {
    this.#rows = new DocumentRows(database);
    this.#documents = documents;
    this.#first = database.prepare(
      'SELECT seq, payload, crc32, written_at AS writtenAt FROM updates WHERE doc = ? AND seq = 1',
    );
    this.#lastWrittenAt = database
      .prepare('SELECT written_at FROM updates WHERE doc = ? ORDER BY seq DESC LIMIT 1')
      .pluck();
  }

  /** Highest seq of a document's log; 0 when there is none. */
  lastSeq(doc: DocKey): number {
    return this.#rows.lastSeq(doc);
  }

  /** The edit a document began with; null when it is folded into others by now. */
  firstUpdate(doc: DocKey): FirstUpdate | null {
    const row = this.#first.get(doc) as (FirstUpdate & { readonly crc32: number }) | undefined;
    return row !== undefined && isSound(row) ? row : null;
  }

  /** When the last row that is not folded was written, milliseconds since the epoch. */
  lastWrittenAt(doc: DocKey): number | null {
    return (this.#lastWrittenAt.get(doc) as number | undefined) ?? null;
  }

  /** Calls back with the document and the last row that is in it; it must not be kept or changed. */
  read<T>(doc: DocKey, use: (ydoc: Y.Doc, seq: number) => T): T {
    const live = this.#documents.peek(doc);
    if (live !== null) return use(live.ydoc, live.appliedSeq);
    const ydoc = new Y.Doc();
    try {
      const seq = this.#rows.lastSeq(doc);
      const rows = [this.#rows.snapshot(doc), ...this.#rows.updates(doc)];
      ydoc.transact(() => {
        for (const row of rows) if (row !== undefined && isSound(row)) apply(ydoc, row.payload);
      });
      return use(ydoc, seq);
    } finally {
      ydoc.destroy();
    }
  }
}

function apply(ydoc: Y.Doc, update: Uint8Array): void {
  try {
    Y.applyUpdate(ydoc, update);
  } catch (error) {
    // A sound row that cannot be applied is set aside by whoever opens the document next.
    if (!(error instanceof Error)) throw error;
  }
}
