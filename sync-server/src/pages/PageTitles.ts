import { yTypes } from '@confab/shared-types';
import type { PageId } from '@confab/shared-types';
import type { Documents } from '../documents/Documents.ts';
import { pageDocument } from './pageDocuments.ts';

/** Stands for the title of a page that has none, where there must be one. */
export const untitled = 'Untitled';
const titleLimit = 120;

/** What pages are called, in a line. */
export class PageTitles {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  /** At most 120 characters, never empty. Throws `page-deleted`. */
  async of(workspace: string, page: PageId): Promise<string> {
    const title = await this.#documents.read(pageDocument(workspace, page), (live) =>
      live.read((doc) => doc.getText(yTypes.title).toString()),
    );
    // A pair of code units is not cut in half.
    return (
      title
        .trim()
        .slice(0, titleLimit)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trim() || untitled
    );
  }
}
