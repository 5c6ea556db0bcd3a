import { ConfabError, pageMetaSchema, readBlocks, renderHtml, yTypes } from '@confab/shared-types';
import type { Doc } from 'yjs';
import type { Documents } from '../documents/Documents.ts';
import { findFileReferences } from '../files/findFileReferences.ts';
import { isInTrash } from '../pages/isInTrash.ts';
import { indexDocument, pageDocument } from '../pages/pageDocuments.ts';
import type { PublicLinkStorage, StoredPublicLink } from '../storage/SharingStorage.ts';
import { renderEquation } from './renderEquation.ts';

/** A page as everybody may see it: nothing in it runs, and nothing of the workspace is named. */
export interface PublicPage {
  readonly workspace: string;
  readonly title: string;
  readonly icon: string | null;
  /** Address of a picture, a colour's name, or nothing. */
  readonly cover: string | null;
  readonly body: string;
  /** Hashes of the files it shows. */
  readonly files: ReadonlySet<string>;
}

export interface PublicPagesOptions {
  readonly storage: PublicLinkStorage;
  readonly documents: Documents;
}

const keptBytes = 32 * 1024 * 1024;
const fileUrl = /^confab-file:[^/]+\/([0-9a-f]{64})(\/|$)/;

/** Renders pages that have a public link, and again only when they changed. */
export class PublicPages {
  readonly #options: PublicPagesOptions;
  /** In order of use, the longest unused first. */
  readonly #rendered = new Map<string, { readonly seq: number; readonly page: PublicPage }>();

  constructor(options: PublicPagesOptions) {
    this.#options = options;
  }

  /** Throws `not-found`: no such link, or nothing behind it any more, or that is in the trash. */
  async find(code: string): Promise<PublicPage> {
    const link = await this.#options.storage.find(code);
    if (link === null) {
      this.#rendered.delete(code);
      throw new ConfabError('not-found');
    }
    try {
      await this.#assertNotInTrash(link);
      return await this.#read(code, link);
    } catch (error) {
      if (!(error instanceof ConfabError) || error.code !== 'page-deleted') throw error;
      throw new ConfabError('not-found', undefined, { cause: error });
    }
  }

  async #assertNotInTrash({ workspace, page }: StoredPublicLink): Promise<void> {
    const trashed = await this.#options.documents.read(indexDocument(workspace), (live) =>
      live.read((index) => isInTrash(index, page)),
    );
    if (trashed) throw new ConfabError('not-found');
  }

  async #read(code: string, { workspace, page }: StoredPublicLink): Promise<PublicPage> {
    return await this.#options.documents.read(pageDocument(workspace, page), (live) => {
      if (live.seq === 0) throw new ConfabError('not-found');
      const known = this.#rendered.get(code);
      this.#rendered.delete(code);
      const entry =
        known?.seq === live.seq
          ? known
          : { seq: live.seq, page: live.read((doc) => renderPage(doc, workspace, code)) };
      this.#rendered.set(code, entry);
      this.#makeRoom();
      return entry.page;
    });
  }

  #makeRoom(): void {
    let bytes = 0;
    for (const { page } of this.#rendered.values()) bytes += page.body.length * 2;
    for (const [code, { page }] of this.#rendered) {
      if (bytes <= keptBytes || this.#rendered.size === 1) return;
      this.#rendered.delete(code);
      bytes -= page.body.length * 2;
    }
  }
}

function renderPage(doc: Doc, workspace: string, code: string): PublicPage {
  const files = new Set<string>();
  const fileAddress = (url: string): string | null => {
    const hash = ownHash(url, workspace);
    // What lies elsewhere is not loaded: that would tell others who reads this page.
    if (hash === null) return null;
    files.add(hash);
    return `/p/${code}/files/${hash}`;
  };
  const body = renderHtml(readBlocks(doc.getXmlFragment(yTypes.blocks)), {
    fileAddress,
    equation: renderEquation,
    pageAddress: () => null,
  });
  const meta = pageMetaSchema.partial().safeParse(doc.getMap(yTypes.meta).toJSON());
  const { icon = null, cover = null } = meta.success ? meta.data : {};
  return {
    workspace,
    title: doc.getText(yTypes.title).toString().trim(),
    icon,
    cover: cover?.startsWith('color:') === true ? cover : fileAddress(cover ?? ''),
    body,
    files,
  };
}

function ownHash(url: string, workspace: string): string | null {
  if (!fileUrl.test(url)) return null;
  return findFileReferences(Buffer.from(url, 'latin1'), workspace)[0] ?? null;
}
