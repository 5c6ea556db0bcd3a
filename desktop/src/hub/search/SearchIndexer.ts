import { performance } from 'node:perf_hooks';
import { callIdSchema, pageIdSchema, yTypes } from '@confab/shared-types';
import type { CallId, DocKey, PageId, WorkspaceId } from '@confab/shared-types';
import type * as Y from 'yjs';
import type { Clock } from '../Clock.ts';
import { sqliteCode } from '../database/openDatabase.ts';
import { commentsDoc, pageDoc, parseDocKey, workspaceOf } from '../documents/docNames.ts';
import type { DocumentReader } from '../documents/DocumentReader.ts';
import { callDocuments, readCallWords } from '../minutes/readCallWords.ts';
import type { WordsSource } from '../minutes/readCallWords.ts';
import { readCommentTexts, readPageTexts, readSpokenTexts } from './readTexts.ts';
import type { SearchStore } from './SearchStore.ts';

export interface SearchIndexerOptions {
  readonly store: SearchStore;
  readonly reader: DocumentReader;
  /** Documents of a workspace that are on disk. */
  readonly list: (workspace: WorkspaceId) => readonly DocKey[];
  readonly clock: Clock;
  /** The title of a page was read, and is not what it was. */
  readonly onTitle: (workspace: WorkspaceId) => void;
  /** A page could not be read, or the index not be written: that is tried again in a while. */
  readonly onTrouble: (error: unknown) => void;
}

/** After an edit a page is read when nothing came for a while, or when this much is waiting long. */
const quietMs = 1_500;
const longestWaitMs = 10_000;
/** Work at a stretch, and the rest after it: everything else in the hub goes between. */
const sliceMs = 8;
const restMs = 8;
const troubleMs = 30_000;

/** Keeps the index up to date in the background, in slices; a later run goes on where one ended. */
export class SearchIndexer {
  readonly #options: SearchIndexerOptions;
  /** Pages to look at; those not in the index before those that may have changed. */
  readonly #missing = new Set<DocKey>();
  readonly #unchecked = new Set<DocKey>();
  /** Pages being edited: since when, and when they are due. */
  readonly #edited = new Map<DocKey, { readonly since: number; readonly due: number }>();
  #cancelSlice: (() => void) | null = null;
  #cancelEdited: (() => void) | null = null;
  readonly #words: WordsSource;
  #closed = false;

  constructor(options: SearchIndexerOptions) {
    this.#options = options;
    const { list, reader } = options;
    this.#words = { list, read: (doc, use) => reader.read(doc, use) };
  }

  /** Pages known not to be in the index as they are. */
  get pending(): number {
    return this.#missing.size + this.#edited.size;
  }

  /** Looks at every page of a workspace that is on disk. */
  addWorkspace(workspace: WorkspaceId): void {
    const { store, list } = this.#options;
    const there = new Set<PageId>();
    for (const doc of list(workspace)) {
      const parts = parseDocKey(doc);
      if (parts.kind !== 'page') continue;
      there.add(parts.page);
      if (store.find(workspace, parts.page) === null) this.#missing.add(doc);
      else this.#unchecked.add(doc);
    }
    const known = store.of(workspace).map(({ page }) => page);
    const gone = known.filter((page) => !there.has(page));
    if (gone.length > 0) this.forget(workspace, gone);
    this.#sliceSoon();
  }

  /** A page or the comments on it changed. */
  changed(workspace: WorkspaceId, page: PageId): void {
    if (this.#closed) return;
    const now = this.#options.clock.now();
    const doc = pageDoc(workspace, page);
    const since = this.#edited.get(doc)?.since ?? now;
    this.#edited.set(doc, { since, due: Math.min(now + quietMs, since + longestWaitMs) });
    this.#takeEditedLater();
  }

  /** Pages are gone. */
  forget(workspace: WorkspaceId, pages: readonly PageId[]): void {
    const { store } = this.#options;
    store.transaction(() => {
      for (const page of pages) {
        const doc = pageDoc(workspace, page);
        this.#missing.delete(doc);
        this.#unchecked.delete(doc);
        this.#edited.delete(doc);
        const indexed = store.find(workspace, page);
        if (indexed !== null) store.forget(indexed);
      }
    });
  }

  /** Does nothing for a while, whatever comes. */
  rest(ms: number): void {
    this.#cancelSlice?.();
    this.#cancelSlice = this.#options.clock.after(ms, () => {
      this.#cancelSlice = null;
      this.#sliceSoon();
    });
  }

  close(): void {
    this.#closed = true;
    this.#cancelSlice?.();
    this.#cancelEdited?.();
  }

  #takeEditedLater(): void {
    if (this.#cancelEdited !== null) return;
    this.#cancelEdited = this.#options.clock.after(quietMs, () => {
      this.#cancelEdited = null;
      const now = this.#options.clock.now();
      for (const [doc, { due }] of this.#edited) {
        if (due > now) continue;
        this.#edited.delete(doc);
        this.#missing.add(doc);
      }
      this.#sliceSoon();
      if (this.#edited.size > 0) this.#takeEditedLater();
    });
  }

  #sliceSoon(): void {
    if (this.#closed || this.#missing.size + this.#unchecked.size === 0) return;
    this.#cancelSlice ??= this.#options.clock.after(restMs, () => {
      this.#cancelSlice = null;
      this.#slice();
      this.#sliceSoon();
    });
  }

  #slice(): void {
    const end = performance.now() + sliceMs;
    const taken: DocKey[] = [];
    try {
      this.#options.store.transaction(() => {
        while (performance.now() < end) {
          const doc = this.#next();
          if (doc === null) return;
          taken.push(doc);
          this.#indexOrSkip(doc);
        }
      });
    } catch (error) {
      if (sqliteCode(error) === undefined) throw error;
      // A full disk, or a damaged index: nothing of the slice is kept.
      for (const doc of taken) this.#missing.add(doc);
      this.rest(troubleMs);
      this.#options.onTrouble(error);
    }
  }

  #next(): DocKey | null {
    for (const queue of [this.#missing, this.#unchecked]) {
      for (const doc of queue) {
        queue.delete(doc);
        return doc;
      }
    }
    return null;
  }

  /** A page that cannot be read holds up no other; it is tried again at the next start. */
  #indexOrSkip(doc: DocKey): void {
    try {
      this.#index(doc);
    } catch (error) {
      if (sqliteCode(error) !== undefined) throw error;
      this.#options.onTrouble(error);
    }
  }

  /** Rows only ever come to a document, so that no two states of a call have the same sum. */
  #transcriptSeq(workspace: WorkspaceId, call: CallId | null): number {
    if (call === null) return 0;
    const { list, reader } = this.#options;
    return callDocuments({ list }, workspace, call).reduce(
      (sum, doc) => sum + reader.lastSeq(doc),
      0,
    );
  }

  #index(doc: DocKey): void {
    const { store, reader, onTitle } = this.#options;
    const workspace = workspaceOf(doc);
    const page = pageIdSchema.parse(doc.slice(doc.lastIndexOf('/') + 1));
    const known = store.find(workspace, page);
    const comments = commentsDoc(workspace, page);
    const isCurrent =
      known?.contentSeq === reader.lastSeq(doc) &&
      known.commentsSeq === reader.lastSeq(comments) &&
      known.transcriptSeq === this.#transcriptSeq(workspace, known.call);
    if (isCurrent) return;
    const content = reader.read(doc, (ydoc, seq) => ({
      ...readHead(ydoc),
      contentSeq: seq,
      texts: readPageTexts(ydoc),
    }));
    const said = reader.read(comments, (ydoc, seq) => ({
      commentsSeq: seq,
      texts: readCommentTexts(ydoc),
    }));
    const { texts, ...head } = content;
    const transcriptSeq = this.#transcriptSeq(workspace, head.call);
    const spoken =
      head.call === null ? [] : readSpokenTexts(readCallWords(this.#words, workspace, head.call));
    const { commentsSeq } = said;
    const editedAt = reader.lastWrittenAt(doc) ?? known?.editedAt ?? 0;
    store.put({ workspace, page, ...head, commentsSeq, transcriptSeq, editedAt }, [
      ...texts,
      ...said.texts,
      ...spoken,
    ]);
    if (known?.title !== head.title || known.icon !== head.icon) onTitle(workspace);
  }
}

interface PageHead {
  readonly title: string;
  readonly icon: string | null;
  readonly call: CallId | null;
}

function readHead(ydoc: Y.Doc): PageHead {
  const meta = ydoc.getMap(yTypes.meta);
  const icon: unknown = meta.get('icon');
  const call = callIdSchema.safeParse(meta.get('call')).data ?? null;
  const title = ydoc.getText(yTypes.title).toString().slice(0, 500);
  return { title, icon: typeof icon === 'string' ? icon.slice(0, 64) : null, call };
}
