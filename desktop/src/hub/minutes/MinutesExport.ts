import { writeFile } from 'node:fs/promises';
import { ConfabError, pageMetaSchema, yTypes } from '@confab/shared-types';
import type { HubParams, Language, PageId, WorkspaceId } from '@confab/shared-types';
import { pageDoc } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import type { Exchange } from '../exchange/Exchange.ts';
import { diskError } from '../files/durableFolders.ts';
import { formatTranscript, transcriptFileTypes } from './formats/formatTranscript.ts';
import { readCallWords } from './readCallWords.ts';
import type { WordsSource } from './readCallWords.ts';

export interface MinutesExportOptions {
  readonly source: WordsSource;
  readonly documents: Pick<Documents, 'access'>;
  readonly exchange: () => Exchange;
  readonly language: () => Language;
}

/** Transcripts as files to be saved. */
export class MinutesExport {
  readonly #options: MinutesExportOptions;

  constructor(options: MinutesExportOptions) {
    this.#options = options;
  }

  /** Answers the job. Throws `not-found` for a page that is no minutes. */
  start(request: HubParams<'minutes.export'>): string {
    const { workspace, page, format, times, speakers } = request;
    const { title, call } = this.#page(workspace, page);
    const language = request.language ?? this.#options.language();
    const ending = `.${format}`;
    const file = { title, ending, type: transcriptFileTypes[format] };
    return this.#options.exchange().exportFile(file, async (path) => {
      const words = readCallWords(this.#options.source, workspace, call);
      const options = { times, speakers, language };
      const bytes = await formatTranscript({ title, ...words }, format, options);
      try {
        await writeFile(path, bytes, { mode: 0o600 });
      } catch (error) {
        throw diskError(error);
      }
      return { pageCount: 1, sizeBytes: Buffer.byteLength(bytes) };
    });
  }

  #page(workspace: WorkspaceId, page: PageId) {
    const doc = pageDoc(workspace, page);
    if (this.#options.documents.access(doc) === 'none') throw new ConfabError('no-permission');
    return this.#options.source.read(doc, (ydoc) => {
      const call = pageMetaSchema.shape.call.safeParse(ydoc.getMap(yTypes.meta).get('call')).data;
      if (call === undefined) throw new ConfabError('not-found', 'no minutes');
      return { call, title: ydoc.getText(yTypes.title).toString() };
    });
  }
}
