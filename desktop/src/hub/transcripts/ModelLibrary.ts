import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ConfabError } from '@confab/shared-types';
import type { SpeechModel } from '@confab/shared-types';
import { readModelFolder } from '../../speech-model/modelFolder.ts';
import type { ModelFolder } from '../../speech-model/modelFolder.ts';
import type { Log } from '../log.ts';
import { randomId } from '../randomId.ts';

const incoming = '.incoming-';

export interface ImportOptions {
  /** Told as bytes are copied, 0..1. */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
}

/** The speech models of a profile, a folder each. What is listed is complete. */
export class ModelLibrary {
  readonly #folder: string;
  readonly #log: Log;

  /** Makes the folder where needed and clears what a broken import left. */
  static async open(folder: string, log: Log): Promise<ModelLibrary> {
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) {
      if (name.startsWith(incoming)) await rm(join(folder, name), { recursive: true });
    }
    return new ModelLibrary(folder, log);
  }

  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#log = log;
  }

  async list(): Promise<SpeechModel[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true });
    const models: SpeechModel[] = [];
    for (const { name } of entries.filter((entry) => entry.isDirectory())) {
      if (name.startsWith(incoming)) continue;
      try {
        models.push(describe(await readModelFolder(join(this.#folder, name))));
      } catch (error) {
        this.#log(`model folder ${name} is not used`, error);
      }
    }
    return models.toSorted((a, b) => a.name.localeCompare(b.name));
  }

  /** The folder of a model. Throws `model-missing`, or what `readModelFolder` finds wrong with it. */
  async folderOf(id: string): Promise<string> {
    const path = this.#pathOf(id);
    await readModelFolder(path);
    return path;
  }

  /**
   * Copies a model folder into the profile: there whole or not at all. Throws what
   * `readModelFolder` finds wrong, `storage-full`, or the signal's reason.
   */
  async import(source: string, options: ImportOptions = {}): Promise<SpeechModel> {
    const model = await readModelFolder(source);
    const staging = join(this.#folder, `${incoming}${randomId()}`);
    try {
      await copyModel(model, staging, options);
      await readModelFolder(staging);
      const target = join(this.#folder, await this.#freeName(model.name));
      await rename(staging, target);
      return describe({ ...model, path: target, name: basename(target) });
    } catch (error) {
      await rm(staging, { recursive: true, force: true });
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
        throw new ConfabError('storage-full', model.name, { cause: error });
      }
      throw error;
    }
  }

  async remove(id: string): Promise<void> {
    await rm(this.#pathOf(id), { recursive: true, force: true });
  }

  /** An id is a name in the library's folder and leads nowhere else. */
  #pathOf(id: string): string {
    if (id === '' || id.startsWith('.') || basename(id) !== id || id.includes('\\')) {
      throw new ConfabError('model-missing', id);
    }
    return join(this.#folder, id);
  }

  async #freeName(wanted: string): Promise<string> {
    const plain = wanted.replace(/[^\p{L}\p{N} ._-]/gu, '-').replace(/^\.+/, '') || 'model';
    const taken = new Set(await readdir(this.#folder));
    let name = plain;
    for (let count = 2; taken.has(name); count += 1) name = `${plain} ${count}`;
    return name;
  }
}

async function copyModel(model: ModelFolder, to: string, options: ImportOptions): Promise<void> {
  let copied = 0;
  for (const file of model.files) {
    const target = join(to, file);
    await mkdir(dirname(target), { recursive: true });
    const count = async function* (bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of bytes) {
        copied += chunk.length;
        options.onProgress?.(Math.min(1, copied / model.sizeBytes));
        yield chunk;
      }
    };
    const { signal } = options;
    const source = createReadStream(join(model.path, file));
    await pipeline(
      source,
      count,
      createWriteStream(target),
      signal === undefined ? {} : { signal },
    );
    await flush(target);
    const { size } = await stat(join(model.path, file));
    const copy = await stat(target);
    if (copy.size !== size) throw new ConfabError('model-file-missing', file);
  }
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function describe(model: ModelFolder): SpeechModel {
  return {
    id: basename(model.path),
    name: model.name,
    sizeBytes: model.sizeBytes,
    languages: [...model.languages],
  };
}
