import type { ImportSource, PageId } from '@confab/shared-types';
import { randomId } from '../../randomId.ts';
import type { SourceFile } from './SourceFile.ts';

export type PageFormat = 'markdown' | 'html' | 'text' | 'csv';

/** A page to be made, of a file or, where pages lie in a folder that has none, of the folder. */
export interface PlannedPage {
  readonly id: PageId;
  readonly parent: PageId | null;
  /** Of the file, or of the folder. */
  readonly path: string;
  /** What links to it may say: its own path, and that of a file that holds less of the same. */
  readonly paths: readonly string[];
  /** What it is called where the file does not say. */
  readonly name: string;
  readonly source: { readonly file: SourceFile; readonly format: PageFormat } | null;
}

export interface Plan {
  /** Each after its parent, in the order of their names. */
  readonly pages: readonly PlannedPage[];
  /** Files that are no pages. */
  readonly attachments: readonly SourceFile[];
}

const formats: Readonly<Record<string, PageFormat>> = {
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
  txt: 'text',
};

/** What Notion puts behind each name so that no two are alike. */
const notionId = / ?[0-9a-f]{32}(?=$|\/|_all$)/g;
const byName = new Intl.Collator(undefined, { numeric: true });

/** Which program's export it is, by the names of its files. */
export function recogniseSource(
  source: ImportSource,
  paths: readonly string[],
  isVault: boolean,
): Exclude<ImportSource, 'auto'> {
  if (source !== 'auto') return source;
  if (isVault) return 'obsidian';
  if (paths.some((path) => / [0-9a-f]{32}(_all)?\.(md|csv|html)$/.test(path))) return 'notion';
  return paths.every((path) => formatOf(path, false) !== 'markdown') ? 'html' : 'markdown';
}

/** Lays out the tree: a folder's pages are below the page of the same name, or below its index. */
export function planPages(files: readonly SourceFile[], isNotion: boolean): Plan {
  const documents = files.filter((file) => isPage(file, files, isNotion));
  const sorted = documents.toSorted((one, other) => byName.compare(one.path, other.path));
  return new Planner(sorted, isNotion).plan(files);
}

/** A path without Notion's ids, for comparing. */
function withoutNotionIds(path: string): string {
  return path.replace(notionId, '');
}

class Planner {
  readonly #isNotion: boolean;
  readonly #documents: readonly SourceFile[];
  /** Documents by the folder whose pages are below them. */
  readonly #owners = new Map<string, SourceFile>();
  readonly #planned = new Map<SourceFile | string, PlannedPage>();

  constructor(documents: readonly SourceFile[], isNotion: boolean) {
    this.#isNotion = isNotion;
    this.#documents = documents;
    for (const file of documents) this.#own(stemOf(file.path), file);
    if (isNotion) {
      for (const file of documents) {
        const folder = folderOf(file.path);
        const name = withoutNotionIds(nameOf(stemOf(file.path)));
        this.#own(folder === '' ? name : `${folder}/${name}`, file);
      }
    }
    for (const file of documents) {
      const name = nameOf(stemOf(file.path)).toLowerCase();
      if (name === 'index' || name === 'readme') this.#own(folderOf(file.path), file);
    }
  }

  plan(files: readonly SourceFile[]): Plan {
    for (const file of this.#documents) this.#pageOf(file);
    const pages = [...this.#planned.values()];
    const known = new Set(pages.flatMap(({ paths }) => paths));
    return { pages, attachments: files.filter(({ path }) => !known.has(path)) };
  }

  #own(folder: string, file: SourceFile): void {
    if (folder !== '' && !this.#owners.has(folder)) this.#owners.set(folder, file);
  }

  #pageOf(file: SourceFile): PlannedPage {
    const known = this.#planned.get(file);
    if (known !== undefined) return known;
    const folder = folderOf(file.path);
    const isIndex = this.#owners.get(folder) === file;
    const parent = this.#pageOfFolder(isIndex ? folderOf(folder) : folder);
    const name = nameOf(isIndex ? folder : stemOf(file.path));
    const format = formatOf(file.path, this.#isNotion) ?? 'text';
    return this.#add(file, parent, file.path, name, { file, format });
  }

  #pageOfFolder(folder: string): PlannedPage | null {
    if (folder === '') return null;
    const owner = this.#owners.get(folder);
    if (owner !== undefined) return this.#pageOf(owner);
    const known = this.#planned.get(folder);
    if (known !== undefined) return known;
    const parent = this.#pageOfFolder(folderOf(folder));
    return this.#add(folder, parent, folder, nameOf(folder), null);
  }

  #add(
    key: SourceFile | string,
    parent: PlannedPage | null,
    path: string,
    name: string,
    source: PlannedPage['source'],
  ): PlannedPage {
    const shown = this.#isNotion ? withoutNotionIds(name).replace(/_all$/, '') : name;
    const paths = [path, path.replace(/_all(?=\.csv$)/, '')];
    const page = { id: randomId(), parent: parent?.id ?? null, path, paths, name: shown, source };
    this.#planned.set(key, page);
    return page;
  }
}

function isPage(file: SourceFile, files: readonly SourceFile[], isNotion: boolean): boolean {
  const format = formatOf(file.path, isNotion);
  if (format === null || (isNotion && file.path === 'index.html')) return false;
  // Notion writes a database twice: what was shown of it, and all of it.
  const whole = file.path.replace(/\.csv$/i, '_all.csv');
  return format !== 'csv' || !files.some(({ path }) => path === whole);
}

function formatOf(path: string, isNotion: boolean): PageFormat | null {
  const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  if (ending === 'csv' && isNotion) return 'csv';
  return formats[ending] ?? null;
}

function stemOf(path: string): string {
  return path.replace(/\.[^./]+$/, '').replace(/_all$/, '');
}

export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
