import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const defaultLimit = 2 * 1024 * 1024;

/**
 * A log file that cannot fill a disk: when it has reached its limit it becomes `<name>.1`, in place
 * of the one before, and a new one is begun.
 */
export class RotatingLog {
  readonly path: string;
  readonly #limit: number;
  #size: number;

  /** @param limit in bytes */
  constructor(path: string, limit: number = defaultLimit) {
    this.path = path;
    this.#limit = limit;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.#size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }

  write(line: string): void {
    const text = `${new Date().toISOString()} ${line}\n`;
    if (this.#size >= this.#limit) {
      renameSync(this.path, `${this.path}.1`);
      this.#size = 0;
    }
    appendFileSync(this.path, text, { mode: 0o600 });
    this.#size += Buffer.byteLength(text);
  }
}
