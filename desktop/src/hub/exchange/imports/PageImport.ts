import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfabError } from '@confab/shared-types';
import type {
  Block,
  ImportLoss,
  ImportSource,
  PageEntry,
  PageId,
  WorkspaceId,
} from '@confab/shared-types';
import { generateNKeysBetween } from 'fractional-indexing';
import type { Clock } from '../../Clock.ts';
import { pageLimitBytes } from '../../documents/Documents.ts';
import type { Documents } from '../../documents/Documents.ts';
import { pageDoc } from '../../documents/docNames.ts';
import type { Files } from '../../files/Files.ts';
import type { UploadedFile } from '../../files/FileTransfers.ts';
import { requireWritableTree } from '../../pages/createPage.ts';
import { orderBetween } from '../../pages/orderBetween.ts';
import { lastOrder, putEntries, readIndex } from '../../pages/pageIndex.ts';
import { inBatches } from '../inBatches.ts';
import type { JobResult, RunningJob } from '../Jobs.ts';
import type { TemporaryFiles } from '../TemporaryFiles.ts';
import { AttachmentKeeper } from './AttachmentKeeper.ts';
import { collectSources } from './collectSources.ts';
import { Converter } from './Converter.ts';
import type { FileLoss, LossKind } from './ConvertedPage.ts';
import { planPages, recogniseSource } from './planPages.ts';
import type { Plan, PlannedPage } from './planPages.ts';
import { resolveReferences } from './resolveReferences.ts';
import { readAll } from './SourceFile.ts';
import { Targets } from './Targets.ts';

export interface ImportServices {
  readonly documents: Documents;
  readonly files: Files;
  readonly temporary: TemporaryFiles;
  readonly clock: Clock;
}

export interface ImportRequest {
  readonly workspace: WorkspaceId;
  readonly parent: PageId | null;
  readonly source: ImportSource;
  readonly uploads: readonly UploadedFile[];
}

/** A file of text that is larger is no page somebody wrote. */
const textLimitBytes = 10 * 1024 * 1024;
const lossesLimit = 1000;
/** Few enough that an edit made meanwhile does not wait. */
const writtenAtOnce = 32;

type SourceKind = Exclude<ImportSource, 'auto'>;

interface Converted {
  readonly title: string;
  readonly icon: string | null;
}

/**
 * One import. Everything is read and converted into temporary files first; then the pages are
 * written, and last all their entries in one edit of the tree: it shows all of them or none.
 */
export class PageImport {
  readonly #services: ImportServices;
  readonly #request: ImportRequest;
  readonly #job: RunningJob;
  readonly #keeper: AttachmentKeeper;
  readonly #converter: Converter;
  readonly #losses: ImportLoss[] = [];
  readonly #converted = new Map<PageId, Converted>();

  constructor(services: ImportServices, request: ImportRequest, job: RunningJob) {
    this.#services = services;
    this.#request = request;
    this.#job = job;
    this.#converter = new Converter(services.clock);
    this.#keeper = new AttachmentKeeper(services.files, request.workspace);
  }

  /** Rejects with `import-unreadable`, `no-permission`, `not-found`, `storage-full` and so on. */
  async run(): Promise<JobResult> {
    const { documents, temporary } = this.#services;
    const { workspace, parent, uploads, source } = this.#request;
    requireWritableTree(documents, workspace);
    if (parent !== null && !readIndex(documents, workspace).has(parent)) {
      throw new ConfabError('not-found', `page ${parent}`);
    }
    const sources = await collectSources(uploads, temporary);
    const folder = await temporary.newFolder();
    try {
      const paths = sources.files.map(({ path }) => path);
      const kind = recogniseSource(source, paths, sources.isVault);
      const plan = planPages(sources.files, kind === 'notion');
      if (plan.pages.length === 0) throw new ConfabError('import-unreadable');
      this.#job.expect(plan.pages.length * 2);
      await this.#convertAll(plan, folder, kind);
      const used = await this.#resolveAll(plan, folder);
      for (const { path } of plan.attachments) {
        if (!used.has(path)) this.#lose(path, 'file-type-unknown', '');
      }
      return await this.#write(plan, folder);
    } finally {
      await this.#converter.close();
      await sources.close();
      await temporary.remove(folder);
    }
  }

  async #convertAll({ pages }: Plan, folder: string, kind: SourceKind): Promise<void> {
    for (const page of pages) {
      await this.#job.checkpoint();
      const converted = await this.#convert(page, kind);
      this.#converted.set(page.id, converted);
      await writeFile(join(folder, page.id), JSON.stringify(converted.blocks));
      this.#job.advance();
    }
  }

  async #convert(
    { source, path, name }: PlannedPage,
    kind: SourceKind,
  ): Promise<Converted & { readonly blocks: readonly Block[] }> {
    const empty = { title: name.slice(0, 500), icon: null, blocks: [] };
    if (source === null) return empty;
    if (source.file.size > textLimitBytes) {
      this.#lose(path, 'file-too-large', '');
      return empty;
    }
    const text = await this.#readText(source);
    if (text === null) return empty;
    try {
      const page = await this.#converter.convert(text, {
        format: source.format,
        name,
        source: kind,
      });
      for (const loss of page.losses) this.#lose(path, loss.what, loss.detail);
      return page;
    } catch (error) {
      this.#loseUnreadable(path, error);
      return empty;
    }
  }

  /** Null, and said so, for what is no text or cannot be read. */
  async #readText({ file }: NonNullable<PlannedPage['source']>): Promise<string | null> {
    try {
      const bytes = await readAll(file);
      return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#lose(file.path, 'file-unreadable', error instanceof TypeError ? '' : error.message);
      return null;
    }
  }

  /** Answers the paths of the attachments that pages refer to. */
  async #resolveAll(plan: Plan, folder: string): Promise<ReadonlySet<string>> {
    const targets = new Targets(plan);
    const used = new Set<string>();
    for (const { id, path } of plan.pages) {
      await this.#job.checkpoint();
      const lose = (what: LossKind, detail: string): void => this.#lose(path, what, detail);
      const file = join(folder, id);
      const blocks = await resolveReferences(JSON.parse(await readFile(file, 'utf8')) as Block[], {
        workspace: this.#request.workspace,
        find: (address) => targets.find(address, path),
        titleOf: (page) => this.#converted.get(page)?.title ?? '',
        keep: async (target, name) => {
          await this.#job.checkpoint();
          if (target.kind === 'file') used.add(target.file.path);
          return await this.#keeper.keep(target, name, lose);
        },
        lose,
      });
      await writeFile(file, await this.#updateOf(id, path, blocks));
      this.#job.advance();
    }
    return used;
  }

  async #updateOf(id: PageId, path: string, blocks: readonly Block[]): Promise<Uint8Array> {
    const { title, icon } = this.#converted.get(id) ?? { title: '', icon: null };
    try {
      const update = await this.#converter.write(title, icon, blocks);
      if (update.length <= pageLimitBytes) return update;
      this.#lose(path, 'page-too-large', '');
    } catch (error) {
      this.#loseUnreadable(path, error);
    }
    return await this.#converter.write(title, icon, []);
  }

  async #write({ pages }: Plan, folder: string): Promise<JobResult> {
    const { documents } = this.#services;
    const { workspace } = this.#request;
    const written: PageId[] = [];
    try {
      await inBatches(pages, writtenAtOnce, async ({ id }) => {
        await this.#job.checkpoint();
        written.push(id);
        await this.#writePage(id, await readFile(join(folder, id)));
      });
      await putEntries(documents, workspace, this.#entries(pages));
    } catch (error) {
      // No tree leads to them yet.
      for (const id of written) documents.reset(pageDoc(workspace, id));
      throw error;
    }
    const top = pages.filter(({ parent }) => parent === null).map(({ id }) => id);
    return {
      pages: top,
      pageCount: pages.length,
      fileCount: this.#keeper.count,
      losses: this.#losses,
    };
  }

  #writePage(id: PageId, update: Uint8Array): Promise<void> {
    const doc = pageDoc(this.#request.workspace, id);
    return new Promise((resolve, reject) => {
      this.#services.documents.write(doc, update, null, (error) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  }

  #entries(pages: readonly PlannedPage[]): Map<PageId, PageEntry> {
    const { workspace, parent } = this.#request;
    const last = lastOrder(readIndex(this.#services.documents, workspace), parent);
    const first = orderBetween(last, null);
    const orders = [first, ...generateNKeysBetween(first, null, pages.length - 1)];
    return new Map(
      pages.map((page, index) => {
        const { title, icon } = this.#converted.get(page.id) ?? { title: page.name, icon: null };
        const order = orders[index] ?? first;
        const at = page.parent ?? parent;
        return [page.id, { parent: at, order, title, icon, kind: 'page', trashedAt: null }];
      }),
    );
  }

  #loseUnreadable(path: string, error: unknown): void {
    if (!(error instanceof ConfabError) || error.code !== 'import-unreadable') throw error;
    this.#lose(path, 'file-unreadable', error.detail ?? '');
  }

  #lose(path: string, what: FileLoss['what'], detail: string): void {
    if (this.#losses.length < lossesLimit) {
      this.#losses.push({ path, what, detail: detail.slice(0, 300) });
    }
  }
}

/** By the mark at the start; UTF-8 where there is none. */
function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
