import type { CommentAnchor } from '@confab/shared-types';
import { Plugin, PluginKey, TextSelection } from 'prosemirror-state';
import type { EditorState, Transaction } from 'prosemirror-state';
import type { Node } from 'prosemirror-model';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { EditorView } from 'prosemirror-view';
import { ySyncPluginKey } from 'y-prosemirror';
import { draftId } from '../PageComments.ts';
import type { PageComments, Places } from '../PageComments.ts';
import { AnchorKeeper } from './AnchorKeeper.ts';
import { Blocks } from './Blocks.ts';
import { anchorOfBlock, anchorOfText } from './makeAnchor.ts';
import { mapPlaces } from './mapPlaces.ts';
import { placeAnchor } from './placeAnchor.ts';
import type { Binding, Place } from './placeAnchor.ts';

interface Shown {
  readonly places: Places;
  readonly decorations: DecorationSet;
}

const commentsKey = new PluginKey<Shown>('comments');

/**
 * Shows in the text where comments are, as decorations: nothing of them is in the page. Typing here
 * moves the places as ProseMirror does; after anything else they are found again by their anchors.
 */
export function commentsPlugin(
  comments: PageComments,
  open: (thread: string) => void,
): Plugin<Shown> {
  const draw = (doc: Node, places: Places): Shown => ({
    places,
    decorations: DecorationSet.create(doc, decorate(comments, places)),
  });
  const apply = (tr: Transaction, shown: Shown, before: EditorState): Shown => {
    const why: unknown = tr.getMeta(commentsKey);
    const binding = bindingOf(before);
    if (why === 'anchors' || isFromDocument(tr)) {
      return binding === null ? shown : draw(tr.doc, placeAll(comments, tr.doc, binding));
    }
    if (why === 'look') return draw(tr.doc, shown.places);
    if (!tr.docChanged || shown.places.size === 0) return shown;
    return draw(tr.doc, mapPlaces(shown.places, tr));
  };
  return new Plugin<Shown>({
    key: commentsKey,
    state: { init: () => ({ places: new Map(), decorations: DecorationSet.empty }), apply },
    props: {
      decorations: (state) => commentsKey.getState(state)?.decorations ?? null,
      handleClick: (_view, _pos, { target }) => {
        const thread = threadAt(target);
        if (thread !== null && thread !== draftId) open(thread);
        return false;
      },
      handleDOMEvents: {
        mouseover: (_view, { target }) => comments.pointAt('pointedText', threadAt(target)),
        mouseleave: () => comments.pointAt('pointedText', null),
      },
    },
    view: (view) => new ShownComments(view, comments),
  });
}

/** Keeps an editor's view and a page's comments in step. */
class ShownComments {
  readonly #view: EditorView;
  readonly #comments: PageComments;
  readonly #keeper: AnchorKeeper;
  readonly #stop: () => void;
  #destroyed = false;
  #waiting = false;

  constructor(view: EditorView, comments: PageComments) {
    this.#view = view;
    this.#comments = comments;
    this.#keeper = new AnchorKeeper(comments);
    this.#stop = comments.state.subscribe((state, before) => {
      const anchors = state.threads !== before.threads || state.draft !== before.draft;
      const look = state.active !== before.active || state.pointedCard !== before.pointedCard;
      if (anchors) this.#redraw('anchors');
      else if (look) this.#redraw('look');
    });
    comments.shownBy({
      focus: (place) => this.#focus(place),
      anchorAtCursor: () => this.#anchorAtCursor(),
      anchorOfBlock: (id) => {
        const { doc } = this.#view.state;
        const block = new Blocks(doc).find(id);
        return block === null ? null : anchorOfBlock(doc, block.pos);
      },
    });
    // The binding fills the editor while views are made: the first look is right after.
    queueMicrotask(() => this.#redraw('anchors'));
  }

  update(view: EditorView, before: EditorState): void {
    const shown = commentsKey.getState(view.state);
    if (shown === undefined) return;
    if (shown.places !== this.#comments.state.getState().places) {
      this.#comments.placed(shown.places);
    }
    if (before.doc === view.state.doc || this.#comments.state.getState().threads.length === 0)
      return;
    const sync = ySyncPluginKey.getState(view.state) as SyncState | undefined;
    if (sync?.isChangeOrigin === true && !sync.isUndoRedoOperation) return;
    // The binding writes what was typed into the document in its own update, maybe after this one.
    queueMicrotask(() => this.#keepAnchors());
  }

  destroy(): void {
    this.#destroyed = true;
    this.#stop();
    this.#comments.shownBy(null);
  }

  #keepAnchors(): void {
    const shown = commentsKey.getState(this.#view.state);
    const binding = bindingOf(this.#view.state);
    if (this.#destroyed || shown === undefined || binding === null || !this.#view.editable) return;
    this.#keeper.keep(this.#view.state.doc, binding, shown.places);
  }

  /** Waits while a syllable is being composed: a redrawn line would break it. */
  #redraw(why: 'anchors' | 'look'): void {
    if (this.#destroyed) return;
    if (!this.#view.composing) {
      this.#view.dispatch(this.#view.state.tr.setMeta(commentsKey, why));
      return;
    }
    if (this.#waiting) return;
    this.#waiting = true;
    const again = (): void => {
      this.#waiting = false;
      this.#redraw('anchors');
    };
    this.#view.dom.addEventListener('compositionend', () => setTimeout(again), { once: true });
  }

  /** The words that are selected, else the block the cursor is in, else nothing. */
  #anchorAtCursor(): CommentAnchor | null {
    const { doc, selection } = this.#view.state;
    const binding = bindingOf(this.#view.state);
    if (binding === null) return null;
    const { from, to, empty } = selection;
    const words = empty ? null : anchorOfText(doc, binding, from, to);
    if (words !== null) return words;
    return this.#view.hasFocus() ? anchorOfBlock(doc, from) : null;
  }

  #focus({ kind, from, to }: Place): void {
    const { doc, tr } = this.#view.state;
    const at = Math.min(kind === 'block' ? from + 2 : to, doc.content.size);
    const selection = TextSelection.near(doc.resolve(at), -1);
    this.#view.dispatch(tr.setSelection(selection).scrollIntoView());
    this.#view.focus();
  }
}

interface SyncState {
  readonly binding: Binding | null;
  readonly isChangeOrigin: boolean;
  readonly isUndoRedoOperation: boolean;
}

/** What ties an editor to its document; null before it is bound. */
export function bindingOf(state: EditorState): Binding | null {
  return (ySyncPluginKey.getState(state) as SyncState | undefined)?.binding ?? null;
}

/** Somebody else's edit, an undo or the first drawing: y-prosemirror replaces the whole document. */
function isFromDocument(tr: Transaction): boolean {
  const sync = tr.getMeta(ySyncPluginKey) as Partial<SyncState> | undefined;
  return sync?.isChangeOrigin === true;
}

function placeAll(comments: PageComments, doc: Node, binding: Binding): Places {
  const { threads, draft } = comments.state.getState();
  const blocks = new Blocks(doc);
  const places = new Map<string, Place>();
  for (const { id, anchor, resolvedAt } of threads) {
    if (anchor === null || resolvedAt !== null) continue;
    const place = placeAnchor(doc, binding, anchor, blocks);
    if (place !== null) places.set(id, place);
  }
  const drafted = draft?.anchor ?? null;
  const place = drafted === null ? null : placeAnchor(doc, binding, drafted, blocks);
  if (place !== null) places.set(draftId, place);
  return places;
}

function decorate(comments: PageComments, places: Places): Decoration[] {
  const { active, pointedCard } = comments.state.getState();
  return [...places].map(([id, { kind, from, to }]) => {
    const lit = id === active || id === pointedCard;
    const attributes = {
      class: `cf-comment-${kind}`,
      'data-thread': id,
      ...(lit ? { 'data-lit-comment': '' } : {}),
    };
    return kind === 'text'
      ? Decoration.inline(from, to, attributes)
      : Decoration.node(from, to, attributes);
  });
}

function threadAt(target: EventTarget | null): string | null {
  const element = target instanceof Element ? target.closest('.cf-comment-text') : null;
  return element?.getAttribute('data-thread') ?? null;
}
