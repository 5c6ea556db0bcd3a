import { callMetaSchema, ConfabError, pageMetaSchema, yTypes } from '@confab/shared-types';
import type {
  CallId,
  CallTranscript,
  DocKey,
  ErrorCode,
  MinutesLease,
  MinutesState,
  MinutesTemplate,
  PageId,
  SummaryMethod,
  WorkspaceId,
} from '@confab/shared-types';
import type * as Y from 'yjs';
import type { Clock } from '../Clock.ts';
import { callDoc, pageDoc, parseDocKey, workspaceOf } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import type { Log } from '../log.ts';
import { LeaseRenewal } from './LeaseRenewal.ts';
import type { MinutesPage, MinutesWriter } from './MinutesWriter.ts';
import { tidySummaries, wantsSummary } from './page/writeSummary.ts';
import { callDocuments, readCallWords } from './readCallWords.ts';
import type { WordsSource } from './readCallWords.ts';

/** Who writes a call's minutes: one hub at a time, as the server of the workspace says. */
export interface MinutesLeases {
  /** Null: there is no server to ask, and nobody else who could write. */
  take(workspace: WorkspaceId, call: CallId): Promise<MinutesLease | null>;
  giveBack(workspace: WorkspaceId, call: CallId): Promise<void>;
}

export interface MinutesPagesOptions {
  readonly documents: Pick<Documents, 'access' | 'edit' | 'open' | 'peek' | 'reset'>;
  readonly source: WordsSource;
  readonly writer: MinutesWriter;
  readonly leases: MinutesLeases;
  /** Pages of minutes in a workspace's tree. */
  readonly minutesPages: (workspace: WorkspaceId) => readonly PageId[];
  /** Resolves when a workspace is the same here and at its server; at once for a local one. */
  readonly settled: (workspace: WorkspaceId) => Promise<void>;
  /** Whether nobody but this device has a workspace. */
  readonly isLocal: (workspace: WorkspaceId) => boolean;
  /** The minutes of a call are about to be deleted for good. */
  readonly onForgotten: (workspace: WorkspaceId, call: CallId) => void;
  readonly person: () => string;
  readonly onState: (state: MinutesState) => void;
  readonly clock: Clock;
  readonly log: Log;
}

export interface SummaryRequest {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  readonly method?: SummaryMethod | undefined;
  readonly template?: MinutesTemplate | undefined;
}

/** Lines of the others come in for a moment after the end of a call. */
const settleMs = 3_000;
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
  readonly #pages = new Map<CallId, MinutesPage>();
  /** Looked at when their documents have been quiet for a moment. */
  readonly #soon = new Map<DocKey, () => void>();
  /** The server could not be asked: tried again when it is there. */
  readonly #waiting = new Map<DocKey, MinutesPage>();
  readonly #working = new Set<DocKey>();
  readonly #asked = new Map<DocKey, AbortController>();
  readonly #states = new Map<DocKey, MinutesState>();
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
   * Writes the summary anew because a person wants it; one that was asked for before and is not
   * done is cancelled. Answers the method that was used. Rejects with `not-found` when nothing was
   * said, `no-permission` where the page may not be written, `cancelled`.
   */
  async summarise(
    request: SummaryRequest,
  ): Promise<{ readonly method: SummaryMethod; readonly replaced: boolean }> {
    const { method, template } = request;
    const target = this.#writable(request);
    const doc = pageDoc(target.workspace, target.page);
    const words = this.#wordsOf(target);
    if (words.lines.length === 0) throw new ConfabError('not-found', 'nothing was said');
    this.#asked.get(doc)?.abort();
    const asked = new AbortController();
    this.#asked.set(doc, asked);
    this.#tell(target, 'writing');
    try {
      return await this.#options.writer.write(target, words, {
        ...{ method, template, isWanted: () => true },
        signal: AbortSignal.any([this.#closing.signal, asked.signal]),
        onProgress: (done, total) => this.#tell(target, 'writing', done, total),
      });
    } finally {
      if (this.#asked.get(doc) === asked) {
        this.#asked.delete(doc);
        this.#tell(target, 'idle');
      }
    }
  }

  cancel(workspace: WorkspaceId, page: PageId): void {
    this.#asked.get(pageDoc(workspace, page))?.abort();
  }

  /** Puts back what the last summary here took the place of; `not-found` when there is none. */
  async takeBack(workspace: WorkspaceId, page: PageId): Promise<void> {
    await this.#options.writer.takeBack(this.#writable({ workspace, page }));
  }

  state(workspace: WorkspaceId, page: PageId): MinutesState {
    const idle: MinutesState = { workspace, page, state: 'idle', done: 0, total: 0 };
    return this.#states.get(pageDoc(workspace, page)) ?? idle;
  }

  /** Pages are about to be deleted for good: what was said goes with minutes. */
  forget(workspace: WorkspaceId, pages: readonly PageId[]): void {
    const { documents, source, isLocal, onForgotten } = this.#options;
    for (const page of pages) {
      const call = this.#callOf(pageDoc(workspace, page));
      if (call === null) continue;
      this.#pages.delete(call);
      onForgotten(workspace, call);
      // A server says itself when it has deleted them: until then they would come again.
      if (!isLocal(workspace)) continue;
      for (const doc of callDocuments(source, workspace, call)) documents.reset(doc);
    }
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
      else if (this.#states.get(doc)?.state === 'elsewhere')
        this.#tell({ workspace, page }, 'idle');
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
  #due(workspace: WorkspaceId, page: PageId): MinutesPage | null {
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
    return wantsSummary(documents.open(doc).ydoc, lines.length, this.#options.person())
      ? due
      : null;
  }

  async #writeUnderLease(due: MinutesPage): Promise<void> {
    const { leases, settled, clock } = this.#options;
    const { workspace, page, call } = due;
    const lease = await leases.take(workspace, call);
    if (lease !== null && !lease.granted) {
      this.#tell(due, 'elsewhere');
      return this.#lookSoon(workspace, page, lease.remainingMs + afterLeaseMs);
    }
    const renewal =
      lease === null ? null : new LeaseRenewal(() => leases.take(workspace, call), clock);
    this.#tell(due, 'writing');
    try {
      await settled(workspace);
      // What was written meanwhile has come.
      if (this.#due(workspace, page) === null) return;
      await this.#writeDue(due, renewal);
      // The lease goes when the next one can see what was written.
      await settled(workspace);
    } finally {
      renewal?.stop();
      this.#tell(due, 'idle');
      if (lease !== null) await leases.giveBack(workspace, call);
    }
  }

  async #writeDue(due: MinutesPage, renewal: LeaseRenewal | null): Promise<void> {
    const { writer, person } = this.#options;
    const words = this.#wordsOf(due);
    await writer.write(due, words, {
      // The words are everybody's: they leave this machine only when somebody presses for it.
      method: 'extractive',
      signal: this.#closing.signal,
      // Somebody else's may have come while ours was made.
      isWanted: (ydoc) =>
        renewal?.lost !== true && wantsSummary(ydoc, words.lines.length, person()),
    });
  }

  /** Throws `no-permission` where a page may not be written, `not-found` for one of no call. */
  #writable({ workspace, page }: Pick<MinutesPage, 'workspace' | 'page'>): MinutesPage {
    const doc = pageDoc(workspace, page);
    if (this.#options.documents.access(doc) !== 'write') throw new ConfabError('no-permission');
    const call = this.#callOf(doc);
    if (call === null) throw new ConfabError('not-found', 'no call');
    return { workspace, page, call };
  }

  #tell(
    { workspace, page }: Pick<MinutesPage, 'workspace' | 'page'>,
    state: MinutesState['state'],
    done = 0,
    total = 0,
  ): void {
    const now: MinutesState = { workspace, page, state, done, total };
    if (state === 'idle') this.#states.delete(pageDoc(workspace, page));
    else this.#states.set(pageDoc(workspace, page), now);
    this.#options.onState(now);
  }

  #wordsOf({ workspace, call }: MinutesPage): CallTranscript {
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
