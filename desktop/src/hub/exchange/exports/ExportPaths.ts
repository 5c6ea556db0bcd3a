import { fileUrlScheme } from '@confab/shared-types';
import type { FileHash, PageId, WorkspaceId } from '@confab/shared-types';
import type { ExportNode } from './exportTree.ts';
import { UniqueNames, fileNameOf } from './fileNames.ts';

export interface ExportedFile {
  readonly workspace: WorkspaceId;
  readonly hash: FileHash;
  readonly name: string;
  /** Within the archive. */
  readonly path: string;
}

const fileUrl = new RegExp(`^${fileUrlScheme}([A-Za-z0-9_-]{8,64})/([0-9a-f]{64})(?:/(.*))?$`);
/** Where attachments go; no page gets this name. */
const filesFolder = 'files';

/** Where each page and attachment goes in the archive, and how they lead to each other. */
export class ExportPaths {
  readonly #pages = new Map<PageId, string>();
  readonly #files = new Map<string, ExportedFile>();
  readonly #fileNames = new UniqueNames();

  /** `ending` of the pages' files, with its dot. */
  constructor(tree: readonly ExportNode[], ending: string) {
    const names = new UniqueNames();
    names.take(filesFolder, '');
    names.take('index', '');
    this.#place(tree, '', names, ending);
  }

  pathOf(page: PageId): string | null {
    return this.#pages.get(page) ?? null;
  }

  /** The attachments that were asked for so far. */
  get files(): readonly ExportedFile[] {
    return [...this.#files.values()];
  }

  /** How a page's file leads to another page; null when that is not exported. */
  pageFrom(from: PageId, to: PageId): string | null {
    const path = this.pathOf(to);
    return path === null ? null : this.#relative(from, path);
  }

  /** How a page's file leads to an attachment; null for what is no file of a workspace. */
  fileFrom(from: PageId, url: string): string | null {
    const [, workspace, hash, encoded = ''] = fileUrl.exec(url) ?? [];
    if (workspace === undefined || hash === undefined) return null;
    const known = this.#files.get(hash);
    if (known !== undefined) return this.#relative(from, known.path);
    const name = decoded(encoded);
    const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
    const stem = fileNameOf(name.slice(0, name.length - ending.length));
    const path = `${filesFolder}/${this.#fileNames.take(stem, ending)}`;
    this.#files.set(hash, { workspace, hash, name, path });
    return this.#relative(from, path);
  }

  #place(tree: readonly ExportNode[], folder: string, names: UniqueNames, ending: string): void {
    for (const { id, entry, children } of tree) {
      const name = names.take(fileNameOf(entry.title), '');
      this.#pages.set(id, folder + name + ending);
      this.#place(children, `${folder}${name}/`, new UniqueNames(), ending);
    }
  }

  #relative(from: PageId, path: string): string {
    const folders = (this.pathOf(from) ?? '').split('/').slice(0, -1);
    const names = path.split('/');
    let shared = 0;
    while (shared < folders.length && folders[shared] === names[shared]) shared++;
    const up = folders.slice(shared).map(() => '..');
    const down = names.slice(shared).map((name) => encodeURIComponent(name));
    // Parentheses end a link in Markdown.
    return [...up, ...down]
      .join('/')
      .replace(/[()']/g, (each) => `%${each.charCodeAt(0).toString(16)}`);
  }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    if (error instanceof URIError) return name;
    throw error;
  }
}
