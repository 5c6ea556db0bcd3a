import type { CommentAnchor } from '@confab/shared-types';
import type { Node } from 'prosemirror-model';
import type { PageComments, Places } from '../PageComments.ts';
import { Blocks } from './Blocks.ts';
import { anchorOfText } from './makeAnchor.ts';
import { placeAnchor } from './placeAnchor.ts';
import type { Binding, Place } from './placeAnchor.ts';

/**
 * Whoever edits takes the comments along: where the words are, but no longer in the shared types the
 * anchor names (a line was split or joined, a block moved, a deletion undone), their thread gets a
 * new anchor. Anchors given up are remembered, because an undo brings what they name back.
 */
export class AnchorKeeper {
  readonly #comments: PageComments;
  readonly #earlier = new Map<string, CommentAnchor[]>();

  constructor(comments: PageComments) {
    this.#comments = comments;
  }

  /** `places` are where the editor's own mapping says that the words went. */
  keep(doc: Node, binding: Binding, places: Places): void {
    if (!this.#comments.mayComment) return;
    const blocks = new Blocks(doc);
    for (const { id, anchor, resolvedAt } of this.#comments.state.getState().threads) {
      if (resolvedAt !== null || anchor?.start === undefined) continue;
      const shown = places.get(id) ?? null;
      const named = placeAnchor(doc, binding, anchor, blocks, 'as-others');
      if (isSamePlace(shown, named)) continue;
      const place = shown ?? named ?? this.#earlierPlace(doc, binding, id, blocks);
      const moved = place === null ? null : anchorOfText(doc, binding, place.from, place.to);
      if (moved === null) continue;
      this.#remember(id, anchor);
      this.#comments.anchorMoved(id, { ...moved, quote: anchor.quote });
    }
  }

  #earlierPlace(doc: Node, binding: Binding, id: string, blocks: Blocks): Place | null {
    for (const anchor of [...(this.#earlier.get(id) ?? [])].reverse()) {
      const place = placeAnchor(doc, binding, anchor, blocks);
      if (place !== null) return place;
    }
    return null;
  }

  #remember(id: string, anchor: CommentAnchor): void {
    const earlier = this.#earlier.get(id) ?? [];
    this.#earlier.set(id, [...earlier.filter(({ start }) => start !== anchor.start), anchor]);
  }
}

function isSamePlace(one: Place | null, other: Place | null): boolean {
  // Two nothings are not the same: an earlier anchor may have come back.
  return one !== null && one.from === other?.from && one.to === other.to;
}
