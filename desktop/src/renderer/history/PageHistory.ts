import { yTypes } from '@confab/shared-types';
import type { PageId, PageVersion, WorkspaceId } from '@confab/shared-types';
import { fromBase64 } from 'lib0/buffer';
import { ySyncPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { changeEntry } from '../documents/readIndex.ts';
import type { HubClient } from '../hub/HubClient.ts';
import { restoreVersion } from './restore/restoreVersion.ts';

export interface HistoryState {
  /** Newest first; null: not known yet. */
  readonly versions: readonly PageVersion[] | null;
  /** Why they could not be had, null when they could. */
  readonly problem: unknown;
  /** The version that is looked at in the page's place. */
  readonly viewing: string | null;
}

export interface PageHistoryOptions {
  readonly hub: Pick<HubClient, 'request' | 'on' | 'openDocument'>;
  readonly workspace: WorkspaceId;
  readonly page: PageId;
}

const unknown: HistoryState = { versions: null, problem: null, viewing: null };

/** The kept versions of one page, and the way back to one. */
export class PageHistory {
  readonly state: StoreApi<HistoryState> = createStore(() => unknown);
  readonly page: PageId;
  readonly workspace: WorkspaceId;
  readonly #hub: PageHistoryOptions['hub'];
  readonly #states = new Map<string, Promise<Y.Doc>>();
  /** Of the editor that shows the page now. */
  #undo: Y.UndoManager | null = null;

  constructor({ hub, workspace, page }: PageHistoryOptions) {
    this.#hub = hub;
    this.workspace = workspace;
    this.page = page;
  }

  /** Asks for the versions now and whenever one was kept or named; returns how to stop. */
  follow(): () => void {
    const ask = (): void => void this.refresh();
    ask();
    const stops = [
      this.#hub.on('versions', ({ page }) => (page === this.page ? ask() : undefined)),
      this.#hub.on('connections', ask),
    ];
    return () => stops.forEach((stop) => stop());
  }

  async refresh(): Promise<void> {
    const { workspace, page } = this;
    try {
      const versions = await this.#hub.request('versions.list', { workspace, page });
      this.state.setState({ versions, problem: null });
    } catch (problem) {
      this.state.setState({ problem });
    }
  }

  view(version: string | null): void {
    this.state.setState({ viewing: version });
  }

  /** The version one step newer or older than the one that is looked at. */
  neighbour(step: 'newer' | 'older'): PageVersion | null {
    const { versions, viewing } = this.state.getState();
    const at = versions?.findIndex(({ id }) => id === viewing) ?? -1;
    return at === -1 ? null : (versions?.[step === 'older' ? at + 1 : at - 1] ?? null);
  }

  /** A version's page as a document of its own. Rejects as `versions.state` does. */
  stateOf(version: string): Promise<Y.Doc> {
    const { workspace, page } = this;
    const known = this.#states.get(version);
    if (known !== undefined) return known;
    const state = this.#hub
      .request('versions.state', { workspace, page, version })
      .then(({ update }) => {
        const doc = new Y.Doc();
        Y.applyUpdate(doc, fromBase64(update));
        return doc;
      });
    this.#states.set(version, state);
    // What failed may be asked for again.
    state.catch(() => this.#states.delete(version));
    return state;
  }

  async keep(name: string | null): Promise<PageVersion> {
    const { workspace, page } = this;
    const version = await this.#hub.request('versions.keep', { workspace, page, name });
    await this.refresh();
    return version;
  }

  async name(version: string, name: string | null): Promise<void> {
    const { workspace, page } = this;
    const versions = await this.#hub.request('versions.name', { workspace, page, version, name });
    this.state.setState({ versions });
  }

  /** Told by the editor of the page; null when it goes. */
  editedBy(undo: Y.UndoManager | null): void {
    this.#undo?.off('stack-item-popped', this.#onUndo);
    this.#undo = undo;
    undo?.on('stack-item-popped', this.#onUndo);
  }

  /**
   * Brings a version back by a new edit, after keeping what there is now. Answers how to undo it:
   * the editor's undo takes it back as well. Rejects as `versions.keep` does, nothing changed then.
   */
  async restore(version: string): Promise<() => void> {
    const { workspace, page } = this;
    const model = await this.stateOf(version);
    await this.keep(null);
    const live = this.#hub.openDocument(`${workspace}/page/${page}`);
    try {
      await live.opened();
      const undo = this.#undo;
      const title = live.doc.getText(yTypes.title);
      const before = Y.encodeStateAsUpdate(live.doc);
      undo?.addToScope(title);
      undo?.stopCapturing();
      restoreVersion(live.doc, model, ySyncPluginKey);
      undo?.stopCapturing();
      const step = undo?.undoStack.at(-1);
      await this.#copyTitle(title.toString());
      this.view(null);
      return () => void this.#takeBack(live.doc, undo, step, before);
    } finally {
      live.release();
    }
  }

  async #takeBack(
    doc: Y.Doc,
    undo: Y.UndoManager | null,
    step: Y.UndoManager['undoStack'][number] | undefined,
    before: Uint8Array,
  ): Promise<void> {
    if (undo !== null && step !== undefined && undo.undoStack.includes(step)) {
      // Edits made since stand on it: they are undone first.
      while (undo.undoStack.includes(step)) undo.undo();
    } else {
      // It was undone and done again, or the editor is another one now.
      const earlier = new Y.Doc();
      Y.applyUpdate(earlier, before);
      restoreVersion(doc, earlier, ySyncPluginKey);
    }
    await this.#copyTitle(doc.getText(yTypes.title).toString());
  }

  /** An undo or redo of a restored version goes over the title too. */
  readonly #onUndo = (step: { readonly changedParentTypes: Map<unknown, unknown> }): void => {
    for (const type of step.changedParentTypes.keys()) {
      if (type instanceof Y.Text && type.doc?.getText(yTypes.title) === type) {
        void this.#copyTitle(type.toString());
      }
    }
  };

  /** The tree shows a copy of the title. */
  async #copyTitle(title: string): Promise<void> {
    const index = this.#hub.openDocument(`${this.workspace}/index`);
    try {
      await index.opened();
      if (index.access === 'write') changeEntry(index.doc, this.page, { title });
    } finally {
      index.release();
    }
  }
}
