import type { Clock } from '../Clock.ts';
import type { Log } from '../Log.ts';
import type { Storage } from '../storage/Storage.ts';
import type { FileReferences } from './FileReferences.ts';
import type { FileStore } from './FileStore.ts';

const dayMs = 86_400_000;
/** How long a file stays that nothing refers to. */
export const unreferencedForMs = 30 * dayMs;
const documentsAtOnce = 20;
const filesAtOnce = 100;
const attempts = 3;

export interface FileSweepOptions {
  readonly storage: Pick<Storage, 'files' | 'references'>;
  readonly store: FileStore;
  readonly references: FileReferences;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Once a day: files that no document, no page in the trash and no kept version has referred to for
 * thirty days are removed. Small steps, with everybody else's work in between.
 */
export class FileSweep {
  readonly #options: FileSweepOptions;
  #cancel: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: FileSweepOptions) {
    this.#options = options;
  }

  start(): void {
    const { clock, log } = this.#options;
    this.#cancel = clock.after(dayMs, () => {
      this.#running = this.#running
        .then(() => this.run())
        .catch((error: unknown) => log.failure('file-sweep-failed', error));
      this.start();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#running;
  }

  async run(): Promise<void> {
    for (const workspace of await this.#options.storage.references.workspaces()) {
      await this.#sweep(workspace);
    }
  }

  async #sweep(workspace: string): Promise<void> {
    const { storage, clock } = this.#options;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      await this.#readReferences(workspace);
      await storage.files.markUnreferenced(workspace, clock.now());
      // Somebody may have written in between: then it is read again, or left for tomorrow.
      if (await this.#collect(workspace)) return;
    }
  }

  async #readReferences(workspace: string): Promise<void> {
    while (!this.#stopped) {
      const more = await this.#options.references.readSome(workspace, documentsAtOnce);
      if (!more) return;
      await nextTurn();
    }
  }

  /** False: a document moved on and has to be read first. */
  async #collect(workspace: string): Promise<boolean> {
    const { storage, store, clock, log } = this.#options;
    const before = clock.now() - unreferencedForMs;
    while (!this.#stopped) {
      const collected = await storage.files.collect(workspace, before, filesAtOnce);
      if (collected === null) return false;
      for (const hash of collected) store.remove(workspace, hash);
      if (collected.length > 0) {
        log.write('info', 'files-collected', { workspace, files: collected.length });
      }
      if (collected.length < filesAtOnce) return true;
      await nextTurn();
    }
    return true;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
