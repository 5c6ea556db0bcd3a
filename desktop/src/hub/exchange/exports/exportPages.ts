import { ConfabError } from '@confab/shared-types';
import type { ImportLoss, Language, PageEntries, PageId, WorkspaceId } from '@confab/shared-types';
import type { Documents } from '../../documents/Documents.ts';
import type { Files } from '../../files/Files.ts';
import type { JobResult, RunningJob } from '../Jobs.ts';
import { pageToMarkdown } from './blocksToMarkdown.ts';
import { ExportPaths } from './ExportPaths.ts';
import { exportTree, walkTree } from './exportTree.ts';
import type { ExportNode } from './exportTree.ts';
import { htmlDocument, htmlIndex } from './htmlDocument.ts';
import { readPage } from './readPage.ts';
import { ZipWriter } from './ZipWriter.ts';

export interface ExportServices {
  readonly documents: Documents;
  readonly files: Files;
}

export interface ExportRequest {
  readonly workspace: WorkspaceId;
  readonly entries: PageEntries;
  /** Null: all of the workspace. */
  readonly page: PageId | null;
  readonly withChildren: boolean;
  readonly format: 'markdown' | 'html';
  /** Of the workspace, for the list of its pages. */
  readonly name: string;
  readonly language: Language;
}

/**
 * Writes pages and their attachments as an archive to `path`. An attachment that is neither here nor
 * at a server that can be reached is left out and said to be missing. Rejects with `not-found`.
 */
export async function exportPages(
  { documents, files }: ExportServices,
  request: ExportRequest,
  path: string,
  job: RunningJob,
): Promise<JobResult> {
  const { workspace, entries, page, withChildren, format, name, language } = request;
  const tree = exportTree(entries, page, withChildren);
  if (page !== null && tree.length === 0) throw new ConfabError('not-found', `page ${page}`);
  const nodes = [...walkTree(tree)];
  const paths = new ExportPaths(tree, format === 'markdown' ? '.md' : '.html');
  const zip = new ZipWriter(path);
  job.expect(nodes.length);
  try {
    for (const node of nodes) {
      await job.checkpoint();
      zip.addText(paths.pathOf(node.id) ?? node.id, pageText(node));
      job.advance();
    }
    if (format === 'html' && nodes.length > 1) zip.addText('index.html', indexText());
    const losses = await addFiles();
    const sizeBytes = await zip.finish(job.signal);
    return {
      pageCount: nodes.length,
      fileCount: paths.files.length - losses.length,
      losses,
      sizeBytes,
    };
  } catch (error) {
    await zip.abandon();
    throw error;
  }

  function pageText({ id }: ExportNode): string {
    const content = readPage(documents, workspace, id);
    const file = (url: string): string | null => paths.fileFrom(id, url);
    const other = (to: PageId): string | null => paths.pageFrom(id, to);
    if (format === 'markdown') return pageToMarkdown(content, { file, page: other });
    return htmlDocument(
      { ...content, language },
      {
        fileAddress: (url) => file(url) ?? url,
        pageAddress: other,
      },
    );
  }

  function indexText(): string {
    return htmlIndex(name, language, tree, ({ id }) =>
      (paths.pathOf(id) ?? '').split('/').map(encodeURIComponent).join('/'),
    );
  }

  async function addFiles(): Promise<ImportLoss[]> {
    const losses: ImportLoss[] = [];
    job.expect(nodes.length + paths.files.length);
    for (const file of paths.files) {
      await job.checkpoint();
      try {
        zip.addFile(file.path, await files.locate(file));
      } catch (error) {
        if (!(error instanceof ConfabError)) throw error;
        losses.push({ path: file.path, what: 'attachment-missing', detail: error.code });
      }
      job.advance();
    }
    return losses;
  }
}
