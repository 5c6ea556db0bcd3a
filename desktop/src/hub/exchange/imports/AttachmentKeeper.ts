import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ConfabError } from '@confab/shared-types';
import type { WorkspaceId } from '@confab/shared-types';
import type { Files } from '../../files/Files.ts';
import { fileLimitBytes } from '../../files/IncomingBlob.ts';
import { mediaTypeOf } from './mediaType.ts';
import type { References } from './resolveReferences.ts';
import type { SourceFile } from './SourceFile.ts';

type Keepable = Parameters<References['keep']>[0];
type Lose = References['lose'];

/** Endings of pictures that stand in a page itself. */
const endings: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

/** Stores the files that imported pages refer to, each once. */
export class AttachmentKeeper {
  readonly #files: Files;
  readonly #workspace: WorkspaceId;
  readonly #kept = new Map<string, string | null>();

  constructor(files: Files, workspace: WorkspaceId) {
    this.#files = files;
    this.#workspace = workspace;
  }

  /** How many files were stored. */
  get count(): number {
    return [...this.#kept.values()].filter((url) => url !== null).length;
  }

  async keep(target: Keepable, name: string, lose: Lose): Promise<string | null> {
    const key = target.kind === 'file' ? target.file.path : digest(target.url);
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const url =
      target.kind === 'file'
        ? await this.#keepFile(target.file, name, lose)
        : await this.#keepData(target.url, lose);
    this.#kept.set(key, url);
    return url;
  }

  async #keepFile(file: SourceFile, name: string, lose: Lose): Promise<string | null> {
    if (file.size > fileLimitBytes) {
      lose('file-too-large', file.path);
      return null;
    }
    try {
      return await this.#store(await file.open(), name, mediaTypeOf(name));
    } catch (error) {
      if (isStorage(error)) throw error;
      lose('file-unreadable', file.path);
      return null;
    }
  }

  async #keepData(url: string, lose: Lose): Promise<string | null> {
    const [, type = '', data] = /^data:([a-z]+\/[a-z0-9.+-]+);base64,(.*)$/is.exec(url) ?? [];
    const ending = endings[type.toLowerCase()];
    if (ending === undefined || data === undefined) {
      lose('file-type-unknown', url.slice(0, 60));
      return null;
    }
    const bytes = Buffer.from(data, 'base64');
    return await this.#store(Readable.from([bytes]), `image.${ending}`, type.toLowerCase());
  }

  async #store(stream: Readable, name: string, type: string): Promise<string> {
    const incoming = await this.#files.begin(this.#workspace);
    try {
      for await (const bytes of stream as AsyncIterable<Buffer>) await incoming.write(bytes);
    } catch (error) {
      await incoming.cancel();
      throw error;
    }
    const shortName = name.slice(0, 255) || 'file';
    const file = { workspace: this.#workspace, name: shortName, type };
    return (await this.#files.finish(incoming, file)).url;
  }
}

function digest(url: string): string {
  return `data:${createHash('sha256').update(url).digest('hex')}`;
}

function isStorage(error: unknown): boolean {
  return error instanceof ConfabError && error.code.startsWith('storage-');
}
