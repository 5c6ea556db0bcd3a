import Database from 'better-sqlite3';
import type { SeededRandom } from './SeededRandom.ts';

/** A row of a log that was damaged on the disk. */
export interface DamagedRow {
  readonly doc: string | number;
  /** 1: the server has it too. Always 1 at a server, and for snapshots. */
  readonly acked: number;
}

/** Flips one bit of one row in a closed database; null when it holds none that `concerns`. */
export function flipBit(
  file: string,
  columns: { readonly doc: string; readonly acked: string },
  concerns: (doc: string | number) => boolean,
  random: SeededRandom,
): DamagedRow | null {
  const database = new Database(file);
  try {
    const from = (table: string, acked: string): Target[] =>
      database
        .prepare(
          `SELECT '${table}' AS source, seq, ${columns.doc} AS doc, ${acked} AS acked, payload
           FROM ${table} ORDER BY doc, seq`,
        )
        .all() as Target[];
    const targets = [...from('updates', columns.acked), ...from('snapshots', '1')].filter((row) =>
      concerns(row.doc),
    );
    if (targets.length === 0) return null;
    const { source, seq, doc, acked, payload } = random.pick(targets);
    const at = random.below(payload.length);
    payload[at] = (payload[at] ?? 0) ^ (1 << random.below(8));
    database
      .prepare(`UPDATE ${source} SET payload = ? WHERE ${columns.doc} = ? AND seq = ?`)
      .run(payload, doc, seq);
    return { doc, acked };
  } finally {
    database.close();
  }
}

interface Target {
  readonly source: 'updates' | 'snapshots';
  readonly seq: number;
  readonly doc: string | number;
  readonly acked: number;
  readonly payload: Buffer;
}
