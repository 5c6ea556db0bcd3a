import type { Access, CommentAnchor, PageId, PersonId, WorkspaceId } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { DocumentHandle } from '../hub/DocumentHandle.ts';
import type { HubClient } from '../hub/HubClient.ts';
import type { Place } from './anchors/placeAnchor.ts';
import {
  addReply,
  createThread,
  deleteComment,
  editComment,
  moveAnchor,
  reopenThread,
  resolveThread,
  restoreComment,
} from './threads/changeThreads.ts';
import type { CommentWords, NewComment } from './threads/changeThreads.ts';
import { readThreads } from './threads/readThreads.ts';
import type { Thread } from './threads/readThreads.ts';

export type Places = ReadonlyMap<string, Place>;

/** The key of what is being written, among the threads, where places are told. */
export const draftId = 'draft';

export interface CommentsState {
  /** Until the hub has answered, nothing is known. */
  readonly opened: boolean;
  readonly access: Access;
  readonly threads: readonly Thread[];
  /** Where open threads are in the editor that shows the page; null: no editor shows it yet. */
  readonly places: Places | null;
  /** The thread that was opened, in the panel and in the text. */
  readonly active: string | null;
  /** The thread whose card is pointed at, and the one whose words are. */
  readonly pointedCard: string | null;
  readonly pointedText: string | null;
  /** A thread that is being begun; without an anchor it is about the page. */
  readonly draft: { readonly anchor: CommentAnchor | null } | null;
}

/** What an editor does for the comments it shows. */
export interface CommentedText {
  /** Brings the cursor to a place. */
  focus(place: Place): void;
  anchorAtCursor(): CommentAnchor | null;
  anchorOfBlock(block: string): CommentAnchor | null;
}

export interface PageCommentsOptions {
  readonly hub: Pick<HubClient, 'openDocument'>;
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  /** Oneself, as content refers to people, and as one is called now. */
  readonly self: () => { readonly person: PersonId; readonly name: string };
  readonly now: () => number;
  readonly newId: () => string;
}

const closed: CommentsState = {
  opened: false,
  access: 'none',
  threads: [],
  places: null,
  active: null,
  pointedCard: null,
  pointedText: null,
  draft: null,
};

/** The comments of one page: what the panel, the margin and the text show of them, and what is done. */
export class PageComments {
  readonly state: StoreApi<CommentsState> = createStore(() => closed);
  readonly page: PageId;
  readonly #options: PageCommentsOptions;
  #handle: DocumentHandle | null = null;
  #followed: DocumentHandle['doc'] | null = null;
  #text: CommentedText | null = null;

  constructor(options: PageCommentsOptions) {
    this.page = options.page;
    this.#options = options;
  }

  /** Follows the document; returns how to stop. */
  open(): () => void {
    const { hub, workspace, page } = this.#options;
    const handle = hub.openDocument(`${workspace}/comments/${page}`);
    this.#handle = handle;
    const stop = handle.onChange(this.#onHandle);
    this.#onHandle();
    return () => {
      stop();
      this.#follow(null);
      this.#handle = null;
      handle.release();
      this.state.setState(closed);
    };
  }

  get mayComment(): boolean {
    return this.state.getState().access === 'write';
  }

  /** Opens the box for a new thread; an anchor says what it is about. */
  begin(anchor: CommentAnchor | null): void {
    if (this.mayComment) this.state.setState({ draft: { anchor }, active: draftId });
  }

  discardDraft(): void {
    const { active } = this.state.getState();
    this.state.setState({ draft: null, active: active === draftId ? null : active });
  }

  /** Makes a thread of the draft. */
  start(words: CommentWords): void {
    const { draft } = this.state.getState();
    if (draft === null || !this.mayComment) return;
    const { newId } = this.#options;
    const id = newId();
    this.#change((doc) => createThread(doc, { id, anchor: draft.anchor }, this.#comment(words)));
    this.state.setState({ draft: null, active: id });
  }

  reply(thread: string, words: CommentWords): void {
    this.#change((doc) => addReply(doc, thread, this.#comment(words)));
  }

  edit(thread: string, comment: string, words: CommentWords): void {
    this.#change((doc) => editComment(doc, thread, comment, words, this.#options.now()));
  }

  delete(thread: string, comment: string): void {
    this.#change((doc) => deleteComment(doc, thread, comment, this.#options.now()));
  }

  undelete(thread: string, comment: string, words: CommentWords): void {
    this.#change((doc) => restoreComment(doc, thread, comment, words));
  }

  resolve(thread: string): void {
    const { self, now } = this.#options;
    this.#change((doc) => resolveThread(doc, thread, self().person, now()));
    if (this.state.getState().active === thread) this.state.setState({ active: null });
  }

  reopen(thread: string): void {
    this.#change((doc) => reopenThread(doc, thread));
  }

  /** The editor found the words of a thread somewhere else than its anchor says. */
  anchorMoved(thread: string, anchor: CommentAnchor): void {
    this.#change((doc) => moveAnchor(doc, thread, anchor));
  }

  activate(thread: string | null): void {
    this.state.setState({ active: thread });
  }

  pointAt(what: 'pointedCard' | 'pointedText', thread: string | null): void {
    if (this.state.getState()[what] !== thread) this.state.setState({ [what]: thread });
  }

  /** Said by the editor whenever places may have changed. */
  placed(places: Places): void {
    this.state.setState({ places });
  }

  /** The editor that shows the page now; null: none does. */
  shownBy(text: CommentedText | null): void {
    this.#text = text;
    if (text === null) this.state.setState({ places: null });
  }

  /** What a comment begun now would be about; null: the page. */
  anchorAtCursor(): CommentAnchor | null {
    return this.#text?.anchorAtCursor() ?? null;
  }

  anchorOfBlock(block: string): CommentAnchor | null {
    return this.#text?.anchorOfBlock(block) ?? null;
  }

  /** Brings the cursor to the words of a thread; false: they are not there. */
  focusText(thread: string): boolean {
    const place = this.state.getState().places?.get(thread);
    if (place === undefined || this.#text === null) return false;
    this.#text.focus(place);
    return true;
  }

  #comment(words: CommentWords): NewComment {
    const { self, now, newId } = this.#options;
    const { person, name } = self();
    return { ...words, id: newId(), author: person, authorName: name, createdAt: now() };
  }

  #change(change: (doc: DocumentHandle['doc']) => void): void {
    if (this.#handle !== null && this.mayComment) change(this.#handle.doc);
  }

  readonly #onHandle = (): void => {
    const handle = this.#handle;
    if (handle === null) return;
    if (this.#followed !== handle.doc) this.#follow(handle.doc);
    const opened = handle.state !== 'opening';
    const { access } = handle;
    const known = this.state.getState();
    if (known.opened !== opened || known.access !== access) this.state.setState({ opened, access });
  };

  #follow(doc: DocumentHandle['doc'] | null): void {
    this.#followed?.off('afterTransaction', this.#read);
    this.#followed = doc;
    if (doc === null) return;
    doc.on('afterTransaction', this.#read);
    this.#read();
  }

  readonly #read = (): void => {
    if (this.#followed !== null) this.state.setState({ threads: readThreads(this.#followed) });
  };
}
