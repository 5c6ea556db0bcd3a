import { ConfabError, yTypes } from '@confab/shared-types';
import type {
  CallId,
  CallTranscript,
  DocKey,
  ErrorCode,
  Language,
  MinutesTemplate,
  PageId,
  PageSummary,
  SummaryMethod,
  WorkspaceId,
} from '@confab/shared-types';
import type * as Y from 'yjs';
import type { Clock } from '../Clock.ts';
import { callDoc, pageDoc } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import { randomId } from '../randomId.ts';
import { minutesBlocks } from './page/minutesBlocks.ts';
import { minutesLanguage } from './page/minutesTexts.ts';
import { putSummary, readPageSummary, readSummary, writeSummary } from './page/writeSummary.ts';
import type { WrittenSummary } from './page/writeSummary.ts';
import type { Summaries } from './Summaries.ts';
import type { SummaryProgress } from './Summariser.ts';

/** A page of minutes and the call it is of. */
export interface MinutesPage {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  readonly call: CallId;
}

export interface WritingOptions {
  readonly signal: AbortSignal;
  /** Absent: as the preferences say. */
  readonly method?: SummaryMethod | undefined;
  /** Absent: the page's, else the call's. */
  readonly template?: MinutesTemplate | undefined;
  /** Looked at when the summary is made: what happened meanwhile may have made it unwanted. */
  readonly isWanted: (ydoc: Y.Doc) => boolean;
  readonly onProgress?: SummaryProgress;
}

export interface MinutesWriterOptions {
  readonly documents: Pick<Documents, 'access' | 'edit' | 'open'>;
  readonly summaries: Summaries;
  readonly person: () => string;
  readonly onNotice: (code: ErrorCode, doc: DocKey, detail: string) => void;
  readonly clock: Clock;
}

/** What a summary took the place of. */
interface Replaced extends WrittenSummary {
  /** The set that took it. */
  readonly by: string;
  readonly template: MinutesTemplate | undefined;
}

/** Makes summaries and puts them on their pages; the last one there can be taken back. */
export class MinutesWriter {
  readonly #options: MinutesWriterOptions;
  readonly #replaced = new Map<DocKey, Replaced>();

  constructor(options: MinutesWriterOptions) {
    this.#options = options;
  }

  /** Answers how the summary was made, and whether it took the place of another. */
  async write(
    target: MinutesPage,
    words: CallTranscript,
    { signal, method, template: chosen, isWanted, onProgress }: WritingOptions,
  ): Promise<{ readonly method: SummaryMethod; readonly replaced: boolean }> {
    const { documents, summaries, clock, person, onNotice } = this.#options;
    const doc = pageDoc(target.workspace, target.page);
    const before = readPageSummary(documents.open(doc).ydoc);
    const template = chosen ?? before?.template ?? words.call?.template ?? 'meeting';
    const language = languageOf(words);
    const asked = { turns: words.lines, people: words.people, template, language };
    const made = await summaries.make(asked, method, signal, onProgress);
    if (made.failure !== null) onNotice('summary-model-failed', doc, made.failure);
    const blocks = minutesBlocks({ ...made, transcript: words, language });
    const written: PageSummary = {
      set: newSet(),
      at: clock.now(),
      by: person(),
      method: made.method,
      template,
      lines: words.lines.length,
      blocks: blocks.length,
      ...(made.endpoint === null ? {} : { endpoint: made.endpoint }),
    };
    let replaced: WrittenSummary | null = null;
    await documents.edit(doc, (ydoc) => {
      if (!isWanted(ydoc)) return;
      replaced = readSummary(ydoc);
      writeSummary(ydoc, written, blocks);
    });
    if (chosen !== undefined) await this.#setTemplate(target, chosen);
    this.#remember(doc, replaced, { by: written.set, template: words.call?.template });
    return { method: made.method, replaced: this.#replaced.has(doc) };
  }

  /** Puts back what the last summary took the place of; `not-found` when there is none. */
  async takeBack(target: MinutesPage): Promise<void> {
    const { documents } = this.#options;
    const doc = pageDoc(target.workspace, target.page);
    const replaced = this.#replaced.get(doc);
    const now = readPageSummary(documents.open(doc).ydoc);
    if (replaced === undefined || now?.set !== replaced.by) throw new ConfabError('not-found');
    // As many lines as there are: it was wanted back, and is not out of date.
    const summary = { ...replaced.summary, lines: now.lines };
    await documents.edit(doc, (ydoc) => putSummary(ydoc, { ...replaced, summary }));
    this.#replaced.delete(doc);
    const { template } = replaced;
    if (now.template !== summary.template) {
      await this.#setTemplate(target, template ?? summary.template);
    }
  }

  #remember(
    doc: DocKey,
    replaced: WrittenSummary | null,
    more: Pick<Replaced, 'by' | 'template'>,
  ): void {
    if (replaced === null) this.#replaced.delete(doc);
    else this.#replaced.set(doc, { ...replaced, ...more });
  }

  /** Whoever was not in the call may write its minutes all the same: the page says it then. */
  async #setTemplate({ workspace, call }: MinutesPage, template: MinutesTemplate): Promise<void> {
    const { documents } = this.#options;
    const doc = callDoc(workspace, call);
    if (documents.access(doc) !== 'write') return;
    await documents.edit(doc, (ydoc) => {
      const meta = ydoc.getMap(yTypes.meta);
      if (meta.get('template') !== template) meta.set('template', template);
    });
  }
}

/** The language that transcription was started in, else the one most was said in. */
function languageOf({ call, lines }: CallTranscript): Language {
  if (call?.language !== undefined) return minutesLanguage(call.language);
  const korean = lines.filter(({ language }) => minutesLanguage(language) === 'ko').length;
  return korean * 2 > lines.length ? 'ko' : 'en';
}

function newSet(): string {
  return randomId()
    .toLowerCase()
    .replace(/[^a-z0-9]/gu, '0')
    .slice(0, 10);
}
