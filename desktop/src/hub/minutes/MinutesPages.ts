import { callMetaSchema, ConfabError, pageMetaSchema, yTypes } from '@confab/shared-types';
import type {
  CallId,
  CallTranscript,
  DocKey,
  ErrorCode,
  Language,
  MinutesLease,
  MinutesTemplate,
  PageId,
  PageSummary,
  SummaryMethod,
  WorkspaceId,
} from '@confab/shared-types';
import type * as Y from 'yjs';
import type { Clock } from '../Clock.ts';
import { callDoc, pageDoc, parseDocKey, workspaceOf } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import type { Log } from '../log.ts';
import { randomId } from '../randomId.ts';
import { minutesBlocks } from './page/minutesBlocks.ts';
import { minutesLanguage } from './page/minutesTexts.ts';
import { isUntouched, readPageSummary, tidySummaries, writeSummary } from './page/writeSummary.ts';
import { readCallWords } from './readCallWords.ts';
import type { WordsSource } from './readCallWords.ts';
import type { Summaries } from './Summaries.ts';

/** Who writes a call's minutes: one hub at a time, as the server of the workspace says. */
export interface MinutesLeases {
  /** Null: there is no server to ask, and nobody else who could write. */
  take(workspace: WorkspaceId, call: CallId): Promise<MinutesLease | null>;
  giveBack(workspace: WorkspaceId, call: CallId): Promise<void>;
}

export interface MinutesPagesOptions {
  readonly documents: Pick<Documents, 'access' | 'edit' | 'open' | 'peek'>;
  readonly source: WordsSource;
  readonly summaries: Summaries;
  readonly leases: MinutesLeases;
  /** Pages of minutes in a workspace's tree. */
  readonly minutesPages: (workspace: WorkspaceId) => readonly PageId[];
  /** Resolves when a workspace is the same here and at its server; at once for a local one. */
  readonly settled: (workspace: WorkspaceId) => Promise<void>;
  readonly person: () => string;
  readonly onNotice: (code: ErrorCode, doc: DocKey, detail: string) => void;
  readonly clock: Clock;
  readonly log: Log;
}

export interface SummaryRequest {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  readonly method?: SummaryMethod | undefined;
  readonly template?: MinutesTemplate | undefined;
}

/** A page of minutes whose summary is to be written. */
interface DuePage {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  readonly call: CallId;
}

/** Lines of the others come in for a moment after the end of a call. */
const settleMs = 3_000;
/** A lease of a minute is asked for again while a model is still writing. */
const renewMs = 20_000;
/** So that it has passed on for sure when it is asked for. */
const afterLeaseMs = 500;

/**
 * Writes the summary of a call into its page once the call has ended: on this hub, if it gets the
 * lease. A hub that dies loses the lease, and the next one that has the page goes on. If two write
 * all the same, the page comes to hold one summary wherever it is seen (see `tidySummaries`). Lines
 * that come after it are taken in by whoever wrote it, as long as nobody changed anything of it.
 */
export class MinutesPages {
  readonly #options: MinutesPagesOptions;
  readonly #pages = new Map<CallId, DuePage>();
  /** Looked at when their documents have been quiet for a moment. */
  readonly #soon = new Map<DocKey, () => void>();
  /** The server could not be asked: tried again when it is there. */
  readonly #waiting = new Map<DocKey, DuePage>();
  readonly #working = new Set<DocKey>();
  readonly #closing = new AbortController();

  constructor(options: MinutesPagesOptions) {
    this.#options = options;
  }

  /** A document changed, wherever that came from. */
  documentChanged(doc: DocKey): void {
    const parts = parseDocKey(doc);
    const workspace = workspaceOf(doc);
    if (parts.kind === 'page') this.#lookSoon(workspace, parts.page);
    else if (parts.kind === 'speech' || parts.kind === 'call') {
      const page = this.#pages.get(parts.call)?.page ?? this.#pageOf(workspace, parts.call);
      if (page !== null) this.#lookSoon(workspace, page);
    }
  }

  /** Somebody looks at a page. */
  opened(doc: DocKey): void {
    const parts = parseDocKey(doc);
    if (parts.kind === 'page') this.#lookSoon(workspaceOf(doc), parts.page);
  }

  /** The server of a workspace can be asked. */
  connected(workspace: WorkspaceId): void {
    for (const [doc, due] of this.#waiting) {
      if (due.workspace !== workspace) continue;
      this.#waiting.delete(doc);
      this.#lookSoon(workspace, due.page);
    }
  }

  /**
   * Writes the summary anew because a person wants it. Answers the method that was used. Rejects
   * with `not-found` when nothing was said, `no-permission` where the page may not be written.
   */
  async summarise(request: SummaryRequest): Promise<SummaryMethod> {
    const { workspace, page } = request;
    const doc = pageDoc(workspace, page);
    if (this.#options.documents.access(doc) !== 'write') throw new ConfabError('no-permission');
    const call = this.#callOf(doc);
    if (call === null) throw new ConfabError('not-found', 'no call');
    const words = this.#wordsOf({ workspace, page, call });
    if (words.lines.length === 0) throw new ConfabError('not-found', 'nothing was said');
    return await this.#write({ workspace, page, call }, words, { ...request, again: true });
  }

  close(): void {
    this.#closing.abort();
    for (const cancel of this.#soon.values()) cancel();
    this.#soon.clear();
  }

  #lookSoon(workspace: WorkspaceId, page: PageId, ms = settleMs): void {
    const doc = pageDoc(workspace, page);
    if (this.#closing.signal.aborted || this.#callOf(doc) === null) return;
    this.#soon.get(doc)?.();
    const cancel = this.#options.clock.after(ms, () => {
      this.#soon.delete(doc);
      this.#look(workspace, page).catch((error: unknown) => this.#failed(doc, error));
    });
    this.#soon.set(doc, cancel);
  }

  async #look(workspace: WorkspaceId, page: PageId): Promise<void> {
    const doc = pageDoc(workspace, page);
    // What came meanwhile may not be in what is being written.
    if (this.#working.has(doc)) return this.#lookSoon(workspace, page);
    this.#working.add(doc);
    try {
      await this.#tidy(doc);
      const due = this.#due(workspace, page);
      if (due !== null) await this.#writeUnderLease(due);
    } finally {
      this.#working.delete(doc);
    }
  }

  async #tidy(doc: DocKey): Promise<void> {
    const { documents } = this.#options;
    if (documents.access(doc) !== 'write') return;
    if (!tidySummaries(documents.open(doc).ydoc, false)) return;
    await documents.edit(doc, (ydoc) => void tidySummaries(ydoc, true));
  }

  /** Null: there is nothing to write, or not by us. */
  #due(workspace: WorkspaceId, page: PageId): DuePage | null {
    const { documents, source } = this.#options;
    const doc = pageDoc(workspace, page);
    const call = this.#callOf(doc);
    if (call === null || documents.access(doc) !== 'write') return null;
    const ended = source.read(callDoc(workspace, call), (ydoc) => {
      const meta = callMetaSchema.safeParse(ydoc.getMap(yTypes.meta).toJSON());
      return meta.success && meta.data.endedAt !== null;
    });
    const due = { workspace, page, call };
    if (!ended) return null;
    const { lines } = this.#wordsOf(due);
    return this.#isMissing(documents.open(doc).ydoc, lines.length) ? due : null;
  }

  /** Whether a page wants a summary of so many lines: it has none, or ours of fewer. */
  #isMissing(ydoc: Y.Doc, lines: number): boolean {
    const summary = readPageSummary(ydoc);
    if (summary === null) return lines > 0;
    const isOurs = summary.by === this.#options.person();
    return isOurs && summary.lines < lines && isUntouched(ydoc);
  }

  async #writeUnderLease(due: DuePage): Promise<void> {
    const { leases, settled, clock } = this.#options;
    const { workspace, page, call } = due;
    const lease = await leases.take(workspace, call);
    if (lease !== null && !lease.granted) {
      return this.#lookSoon(workspace, page, lease.remainingMs + afterLeaseMs);
    }
    const renewal = lease === null ? null : new Renewal(() => leases.take(workspace, call), clock);
    try {
      await settled(workspace);
      // What was written meanwhile has come.
      if (this.#due(workspace, page) === null) return;
      // The words are everybody's: they leave this machine only when somebody presses for it.
      await this.#write(due, this.#wordsOf(due), { renewal, method: 'extractive' });
      // The lease goes when the next one can see what was written.
      await settled(workspace);
    } finally {
      renewal?.stop();
      if (lease !== null) await leases.giveBack(workspace, call);
    }
  }

  async #write(
    due: DuePage,
    words: CallTranscript,
    how: Partial<SummaryRequest> & { readonly again?: boolean; readonly renewal?: Renewal | null },
  ): Promise<SummaryMethod> {
    const { documents, summaries, clock, person, onNotice } = this.#options;
    const doc = pageDoc(due.workspace, due.page);
    const before = readPageSummary(documents.open(doc).ydoc);
    const template = how.template ?? before?.template ?? words.call?.template ?? 'meeting';
    const language = languageOf(words);
    const made = await summaries.make(
      { turns: words.lines, people: words.people, template, language },
      how.method,
      this.#closing.signal,
    );
    if (made.failure !== null) onNotice('summary-model-failed', doc, made.failure);
    if (how.renewal?.lost === true) return made.method;
    const { method, summary } = made;
    const blocks = minutesBlocks({ summary, method, transcript: words, language });
    const written: PageSummary = {
      set: newSet(),
      at: clock.now(),
      by: person(),
      method,
      template,
      lines: words.lines.length,
      blocks: blocks.length,
    };
    await documents.edit(doc, (ydoc) => {
      // Somebody else's may have come while ours was made.
      if (how.again !== true && !this.#isMissing(ydoc, words.lines.length)) return;
      writeSummary(ydoc, written, blocks);
    });
    return method;
  }

  #wordsOf({ workspace, call }: DuePage): CallTranscript {
    return readCallWords(this.#options.source, workspace, call);
  }

  /** The call whose minutes a page is; null for any other page. */
  #callOf(doc: DocKey): CallId | null {
    const live = this.#options.documents.peek(doc);
    const read = (ydoc: Y.Doc): CallId | null => {
      const kind: unknown = ydoc.getMap(yTypes.meta).get('kind');
      if (kind !== 'minutes') return null;
      const call = pageMetaSchema.shape.call.safeParse(ydoc.getMap(yTypes.meta).get('call'));
      return call.data ?? null;
    };
    const call = live === null ? this.#options.source.read(doc, read) : read(live.ydoc);
    const parts = parseDocKey(doc);
    if (call !== null && parts.kind === 'page') {
      this.#pages.set(call, { workspace: workspaceOf(doc), page: parts.page, call });
    }
    return call;
  }

  #pageOf(workspace: WorkspaceId, call: CallId): PageId | null {
    for (const page of this.#options.minutesPages(workspace)) {
      if (this.#callOf(pageDoc(workspace, page)) === call) return page;
    }
    return null;
  }

  #failed(doc: DocKey, error: unknown): void {
    if (this.#closing.signal.aborted) return;
    const code = error instanceof ConfabError ? error.code : null;
    const parts = parseDocKey(doc);
    if (code !== null && outOfReach.has(code) && parts.kind === 'page') {
      const call = this.#callOf(doc);
      if (call === null) return;
      this.#waiting.set(doc, { workspace: workspaceOf(doc), page: parts.page, call });
      return;
    }
    this.#options.log('the summary of a call could not be written', error);
  }
}

const outOfReach: ReadonlySet<ErrorCode> = new Set([
  ...(['not-connected', 'server-unreachable', 'timeout', 'unauthenticated'] as const),
]);

/** Keeps a lease while the minutes are made, and knows when somebody else has it. */
class Renewal {
  lost = false;
  readonly #take: () => Promise<MinutesLease | null>;
  readonly #clock: Clock;
  #cancel: () => void = () => undefined;

  constructor(take: () => Promise<MinutesLease | null>, clock: Clock) {
    this.#take = take;
    this.#clock = clock;
    this.#renewLater();
  }

  stop(): void {
    this.#cancel();
  }

  #renewLater(): void {
    this.#cancel = this.#clock.after(renewMs, () => {
      this.#take().then(
        (lease) => {
          this.lost ||= lease?.granted === false;
          if (!this.lost) this.#renewLater();
        },
        // Out of reach it runs out by itself; nobody is told to stop writing.
        (error: unknown) => {
          if (!(error instanceof ConfabError)) throw error;
          this.#renewLater();
        },
      );
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
