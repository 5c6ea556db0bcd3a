import {
  ConfabError,
  readBlocks,
  blockText,
  pageIdSchema,
  walkBlocks,
  yTypes,
} from '@confab/shared-types';
import type { DocKey, PageId, PageVersion, WorkspaceId } from '@confab/shared-types';
import { performance } from 'node:perf_hooks';
import * as Y from 'yjs';
import type { Clock } from '../Clock.ts';
import { pageDoc, parseDocKey, workspaceOf } from '../documents/docNames.ts';
import type { DocumentReader } from '../documents/DocumentReader.ts';
import { readFileReferences } from '../files/fileReferences.ts';
import type { Log } from '../log.ts';
import { randomId } from '../randomId.ts';
import { EditingSpells } from './EditingSpells.ts';
import { thinVersions } from './thinVersions.ts';
import type { VersionStore } from './VersionStore.ts';

export interface LocalVersionsOptions {
  readonly store: VersionStore;
  readonly reader: DocumentReader;
  readonly clock: Clock;
  readonly log: Log;
  /** Whoever edits on this device. */
  readonly author: () => PageVersion['authors'][number];
  readonly onKept: (workspace: WorkspaceId, page: PageId) => void;
}

/** Looking for spells that an earlier run did not see end: work at a stretch, and rest after it. */
const sliceMs = 8;
const restMs = 20;
/** The first window comes first. */
const beginAfterMs = 5_000;

/**
 * Versions of the pages of local workspaces: one for each spell of editing, taken from the log in
 * the background when the spell is over. A crash in the middle loses none of it: at the next start
 * the page is ahead of its last version, and what is there then becomes one, as if the spell had
 * ended with the crash.
 */
export class LocalVersions {
  readonly #options: LocalVersionsOptions;
  readonly #spells: EditingSpells;
  readonly #unchecked = new Set<DocKey>();
  #cancelSlice: (() => void) | null = null;
  #closed = false;

  constructor(options: LocalVersionsOptions) {
    this.#options = options;
    this.#spells = new EditingSpells(options.clock, (doc, at) =>
      this.#quietly(() => this.#keepChanged(doc, at)),
    );
  }

  /** Looks, in the background, for pages that were edited since their last version. */
  addUnversioned(docs: readonly DocKey[]): void {
    for (const doc of docs) if (parseDocKey(doc).kind === 'page') this.#unchecked.add(doc);
    this.#sliceSoon(beginAfterMs);
  }

  /** A page of a local workspace was edited; costs next to nothing. */
  edited(doc: DocKey): void {
    if (this.#closed || parseDocKey(doc).kind !== 'page') return;
    if (this.#spells.edited(doc)) return;
    // The first row is what a page is made with: it alone is nothing anybody has edited.
    if (this.#options.reader.lastSeq(doc) <= 1) return;
    this.#spells.begin(doc);
    this.#options.clock.after(0, () => this.#quietly(() => this.#keepBeginning(doc)));
  }

  /** Keeps the present state, under a name or none. */
  keep(workspace: WorkspaceId, page: PageId, name: string | null): PageVersion {
    const doc = pageDoc(workspace, page);
    this.#spells.end(doc);
    return this.#keep(doc, this.#options.clock.now(), name);
  }

  close(): void {
    this.#closed = true;
    this.#cancelSlice?.();
    this.#spells.close();
  }

  /** Nobody waits for it: what is not kept now is found again at the next start. */
  #quietly(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#options.log('a version could not be kept', error);
    }
  }

  #keepChanged(doc: DocKey, at: number): void {
    const { store, reader } = this.#options;
    const { workspace, page } = placeOf(doc);
    const [latest] = store.list(workspace, page);
    if (latest === undefined || !this.#isSame(doc, latest.id)) this.#keep(doc, at, null);
    else store.raiseSeq(workspace, page, latest.id, reader.lastSeq(doc));
  }

  #isSame(doc: DocKey, version: string): boolean {
    const { reader } = this.#options;
    const kept = this.#stateOf(doc, version);
    if (kept === null) return false;
    return reader.read(doc, (ydoc) => Buffer.from(Y.encodeStateAsUpdate(ydoc)).equals(kept));
  }

  /** Null for one that is damaged: it stands for nothing. */
  #stateOf(doc: DocKey, version: string): Uint8Array | null {
    const { workspace, page } = placeOf(doc);
    try {
      return this.#options.store.state(workspace, page, version);
    } catch (error) {
      if (error instanceof ConfabError) return null;
      throw error;
    }
  }

  #keep(doc: DocKey, at: number, name: string | null): PageVersion {
    const { store, reader, clock, author, onKept } = this.#options;
    const { workspace, page } = placeOf(doc);
    const { state, seq, files } = reader.read(doc, (ydoc, last) => ({
      state: Y.encodeStateAsUpdate(ydoc),
      seq: last,
      files: readFileReferences(ydoc),
    }));
    const id = randomId();
    const version: PageVersion = { id, at, name, authors: [author()], sizeBytes: state.length };
    store.add(workspace, page, { ...version, seq, state, files });
    store.remove(workspace, page, thinVersions(store.list(workspace, page), clock.now()));
    onKept(workspace, page);
    return version;
  }

  /**
   * What a page was made with, by an import or a template, before anybody edits it: else the first
   * version of it would already hold the first changes.
   */
  #keepBeginning(doc: DocKey): void {
    const { store, reader, author } = this.#options;
    const { workspace, page } = placeOf(doc);
    if (this.#closed || store.list(workspace, page).length > 0) return;
    const first = reader.firstUpdate(doc);
    if (first === null || reader.lastSeq(doc) === first.seq) return;
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, first.payload);
    if (saysAnything(ydoc)) {
      store.add(workspace, page, {
        id: randomId(),
        at: first.writtenAt,
        authors: [author()],
        name: null,
        sizeBytes: first.payload.length,
        seq: first.seq,
        state: Y.encodeStateAsUpdate(ydoc),
        files: readFileReferences(ydoc),
      });
    }
    ydoc.destroy();
  }

  #sliceSoon(ms = restMs): void {
    if (this.#closed || this.#unchecked.size === 0) return;
    this.#cancelSlice ??= this.#options.clock.after(ms, () => {
      this.#cancelSlice = null;
      const end = performance.now() + sliceMs;
      for (const doc of this.#unchecked) {
        this.#unchecked.delete(doc);
        this.#quietly(() => this.#keepUnseen(doc));
        if (performance.now() > end) break;
      }
      this.#sliceSoon();
    });
  }

  #keepUnseen(doc: DocKey): void {
    const { store, reader, clock } = this.#options;
    const { workspace, page } = placeOf(doc);
    const kept = Math.max(1, store.lastSeq(workspace, page));
    if (reader.lastSeq(doc) <= kept) return;
    const latest = store.list(workspace, page)[0]?.at ?? 0;
    const at = Math.max(reader.lastWrittenAt(doc) ?? clock.now(), latest + 1);
    this.#keepChanged(doc, at);
  }
}

function placeOf(doc: DocKey): { readonly workspace: WorkspaceId; readonly page: PageId } {
  const page = pageIdSchema.parse(doc.slice(doc.lastIndexOf('/') + 1));
  return { workspace: workspaceOf(doc), page };
}

function saysAnything(ydoc: Y.Doc): boolean {
  const blocks = readBlocks(ydoc.getXmlFragment(yTypes.blocks));
  return walkBlocks(blocks).some((block) => blockText(block).trim() !== '');
}
