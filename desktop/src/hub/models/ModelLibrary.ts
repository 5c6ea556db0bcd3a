import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ConfabError } from '@confab/shared-types';
import type { SpeechModel } from '@confab/shared-types';
import { readModelFolder } from '../../speech-model/modelFolder.ts';
import type { ModelFolder } from '../../speech-model/modelFolder.ts';
import { diskError, syncFolder } from '../files/durableFolders.ts';
import type { Log } from '../log.ts';
import { randomId } from '../randomId.ts';
import { copyFiles } from './copyFiles.ts';
import type { CopiedFile, CopyOptions } from './copyFiles.ts';
import { openModelZip } from './openModelZip.ts';

const incoming = '.incoming-';
const downloading = '.download-';

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
      if (name.startsWith('.')) continue;
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
   * Copies a model into the profile, from its folder or from an archive with it: there whole or not
   * at all. Throws what `readModelFolder` finds wrong, `storage-full`, or the signal's reason.
   * `name` is what an archive without a folder in it is called; the path's name where left out.
   */
  async import(
    source: string,
    options: CopyOptions & { name?: string } = {},
  ): Promise<SpeechModel> {
    // Whatever keeps the path from being read is told by what reads it as a folder.
    const found = await stat(source).catch(() => null);
    if (found?.isFile() !== true) return await this.#importFolder(source, options);
    const zip = await openModelZip(source, options.name ?? basename(source));
    try {
      return await this.#copyIn(zip.name, zip.files, options);
    } finally {
      zip.close();
    }
  }

  async remove(id: string): Promise<void> {
    await rm(this.#pathOf(id), { recursive: true, force: true });
  }

  /** Where a download is put together; `key` is a name. */
  downloadFolder(key: string): string {
    return join(this.#folder, `${downloading}${key}`);
  }

  /** Folders of downloads that are not finished. */
  async downloads(): Promise<string[]> {
    const names = await readdir(this.#folder);
    return names
      .filter((name) => name.startsWith(downloading))
      .map((name) => join(this.#folder, name));
  }

  /** Lists a folder beside the models as one. Throws what `readModelFolder` finds wrong with it. */
  async install(folder: string, name: string): Promise<SpeechModel> {
    const model = await readModelFolder(folder);
    for (const inner of [join(folder, 'onnx'), folder]) await syncFolder(inner);
    const path = join(this.#folder, await this.#freeName(name));
    await rename(folder, path);
    await syncFolder(this.#folder);
    return describe({ ...model, path, name: basename(path) });
  }

  async #importFolder(source: string, options: CopyOptions): Promise<SpeechModel> {
    const model = await readModelFolder(source);
    const files = model.files.map(async (path): Promise<CopiedFile> => {
      const file = join(model.path, path);
      const { size } = await stat(file);
      return { path, size, open: () => createReadStream(file) };
    });
    return await this.#copyIn(model.name, await Promise.all(files), options);
  }

  async #copyIn(
    name: string,
    files: readonly CopiedFile[],
    options: CopyOptions,
  ): Promise<SpeechModel> {
    const staging = join(this.#folder, `${incoming}${randomId()}`);
    try {
      await copyFiles(files, staging, options);
      return await this.install(staging, name);
    } catch (error) {
      await rm(staging, { recursive: true, force: true });
      const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
      throw full ? diskError(error) : error;
    }
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

function describe(model: ModelFolder): SpeechModel {
  return {
    id: basename(model.path),
    name: model.name,
    sizeBytes: model.sizeBytes,
    languages: [...model.languages],
  };
}
