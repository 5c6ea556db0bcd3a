import type { HubDatabase } from '../database/openDatabase.ts';
import type { SeededRandom } from './SeededRandom.ts';

/** SQLite's own limit when none is set. */
const mostPages = 1_073_741_823;

/** What a disk does to one open database. */
export class DiskFaults {
  readonly #database: HubDatabase;
  readonly #random: SeededRandom;
  #full: 'no' | 'rows' | 'pages' = 'no';

  constructor(database: HubDatabase, random: SeededRandom) {
    this.#database = database;
    this.#random = random;
  }

  get isFull(): boolean {
    return this.#full !== 'no';
  }

  /** Full as a disk is, where every further page is refused, or refusing every row. */
  fill(): void {
    if (this.isFull) return;
    this.#full = this.#random.chance(0.5) ? 'rows' : 'pages';
    if (this.#full === 'rows') {
      this.#database.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON updates
        BEGIN SELECT RAISE(FAIL, 'disk is full'); END`);
    } else {
      const pages = Number(this.#database.pragma('page_count', { simple: true }));
      this.#database.pragma(`max_page_count = ${pages}`);
    }
  }

  free(): void {
    if (this.#full === 'rows') this.#database.exec('DROP TRIGGER full');
    if (this.#full === 'pages') this.#database.pragma(`max_page_count = ${mostPages}`);
    this.#full = 'no';
  }

  /** Lets the folding of a log fail at one of its steps; the connection is of no use after it. */
  breakOff(folding: () => void): void {
    const [event, table] = this.#random.pick([
      ['DELETE', 'updates'],
      ['INSERT', 'snapshots'],
      ['INSERT', 'updates'],
    ] as const);
    this.#database.exec(`CREATE TEMP TRIGGER halfway AFTER ${event} ON ${table}
      BEGIN SELECT RAISE(FAIL, 'dies here'); END`);
    try {
      folding();
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('dies here')) throw error;
    }
  }
}
