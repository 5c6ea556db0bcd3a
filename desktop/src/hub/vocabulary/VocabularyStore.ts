import { vocabularySchema } from '@confab/shared-types';
import type { ReplacementRule, Vocabulary } from '@confab/shared-types';
import { storageError } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';

interface HeardRow {
  readonly utterance: string;
  readonly heard: string;
  readonly meant: string;
}

/** A person's glossary and rules, and what was learnt from corrections. Writes are on disk at once. */
export class VocabularyStore {
  readonly #database: HubDatabase;

  constructor(database: HubDatabase) {
    this.#database = database;
  }

  get(): Vocabulary {
    const row = this.#database
      .prepare("SELECT value FROM settings WHERE name = 'vocabulary'")
      .get() as { value: string } | undefined;
    if (row === undefined) return { terms: [], rules: [] };
    return vocabularySchema.parse(JSON.parse(row.value));
  }

  set(vocabulary: Vocabulary): void {
    this.#write(() =>
      this.#database
        .prepare("INSERT OR REPLACE INTO settings (name, value) VALUES ('vocabulary', ?)")
        .run(JSON.stringify(vocabulary)),
    );
  }

  /** What was exchanged in each line, by line. */
  corrected(): ReplacementRule[][] {
    const rows = this.#database
      .prepare('SELECT utterance, heard, meant FROM corrected_words')
      .all() as HeardRow[];
    const lines = Map.groupBy(rows, ({ utterance }) => utterance);
    return [...lines.values()].map((line) =>
      line.map(({ heard, meant }) => ({ from: heard, to: meant })),
    );
  }

  /** Remembers what was exchanged in a line, in the place of what was before. */
  setCorrected(utterance: string, rules: readonly ReplacementRule[]): void {
    this.#write(
      this.#database.transaction(() => {
        this.#database.prepare('DELETE FROM corrected_words WHERE utterance = ?').run(utterance);
        const insert = this.#database.prepare(
          'INSERT OR IGNORE INTO corrected_words VALUES (?, ?, ?)',
        );
        for (const { from, to } of rules) insert.run(utterance, from, to);
      }),
    );
  }

  dismissed(): ReplacementRule[] {
    const rows = this.#database.prepare('SELECT heard, meant FROM dismissed_rules').all() as Pick<
      HeardRow,
      'heard' | 'meant'
    >[];
    return rows.map(({ heard, meant }) => ({ from: heard, to: meant }));
  }

  dismiss({ from, to }: ReplacementRule): void {
    this.#write(() =>
      this.#database.prepare('INSERT OR IGNORE INTO dismissed_rules VALUES (?, ?)').run(from, to),
    );
  }

  #write(run: () => unknown): void {
    try {
      run();
    } catch (error) {
      throw storageError(error);
    }
  }
}
