import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { SecretStore } from './Host.ts';

/** Pairs of name and value. */
const secretsSchema = z.array(z.tuple([z.string(), z.string()]));
type Secrets = Map<string, string>;

/**
 * Secrets in a file that only its owner may read, for a process without the operating system's
 * keyring. Each change is whole on disk or not there at all; changes are made one after another.
 */
export class FileSecrets implements SecretStore {
  readonly protection = 'file';
  readonly #path: string;
  readonly #log: (line: string) => void;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string, log: (line: string) => void) {
    this.#path = path;
    this.#log = log;
  }

  get(name: string): Promise<string | null> {
    return this.#inTurn(async () => (await this.#read()).get(name) ?? null);
  }

  set(name: string, value: string): Promise<void> {
    return this.#change((secrets) => secrets.set(name, value));
  }

  delete(name: string): Promise<void> {
    return this.#change((secrets) => secrets.delete(name));
  }

  #change(change: (secrets: Secrets) => unknown): Promise<void> {
    return this.#inTurn(async () => {
      const secrets = await this.#read();
      change(secrets);
      await this.#write(secrets);
    });
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task, task);
    this.#last = result;
    return result;
  }

  async #read(): Promise<Secrets> {
    let text: string;
    try {
      text = await readFile(this.#path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
      throw error;
    }
    try {
      return new Map(secretsSchema.parse(JSON.parse(text)));
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
      const aside = `${this.#path}.damaged-${Date.now()}`;
      await rename(this.#path, aside);
      this.#log(`secrets could not be read and were set aside as ${aside}; sign in again`);
      return new Map();
    }
  }

  async #write(secrets: Secrets): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    const draft = `${this.#path}.${randomBytes(6).toString('hex')}`;
    const file = await open(draft, 'wx', 0o600);
    try {
      // The mode of `open` passes the umask; this one is exact.
      await chmod(draft, 0o600);
      await file.writeFile(JSON.stringify([...secrets]));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, this.#path);
  }
}
