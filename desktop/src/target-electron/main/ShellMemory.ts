import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

const memorySchema = z.object({
  /** The person was told that a closed window leaves the app in the tray. */
  toldOfTray: z.boolean().default(false),
  /** Where the call window was left; screen pixels. */
  callWindow: z
    .object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() })
    .nullable()
    .default(null),
});
export type Remembered = z.infer<typeof memorySchema>;

/** The few things that the shell of one profile remembers, in a file of its own. */
export class ShellMemory {
  readonly #path: string;
  readonly #log: (line: string) => void;
  #remembered: Remembered;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, log: (line: string) => void) {
    this.#path = path;
    this.#log = log;
    this.#remembered = this.#read();
  }

  get(): Remembered {
    return this.#remembered;
  }

  /** Resolves when it is written; a file that cannot be written costs only the memory. */
  remember(change: Partial<Remembered>): Promise<void> {
    this.#remembered = { ...this.#remembered, ...change };
    const text = JSON.stringify(this.#remembered);
    this.#writing = this.#writing.then(() => this.#write(text));
    return this.#writing;
  }

  async #write(text: string): Promise<void> {
    try {
      await writeFile(`${this.#path}.new`, text, { mode: 0o600 });
      await rename(`${this.#path}.new`, this.#path);
    } catch (error) {
      this.#log(`the shell could not keep its memory: ${String(error)}`);
    }
  }

  #read(): Remembered {
    try {
      return memorySchema.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch (error) {
      const fresh = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!fresh) this.#log(`the shell begins without its memory: ${String(error)}`);
      return memorySchema.parse({});
    }
  }
}
