import type { Transaction } from 'prosemirror-state';
import type { Places } from '../PageComments.ts';
import { blockAt, blockId, Blocks } from './Blocks.ts';
import type { Place } from './placeAnchor.ts';

/**
 * Where places are after an edit made here. A block that is moved is taken out and put in again,
 * which no mapping follows: what was in it is where the block of that id is now.
 */
export function mapPlaces(places: Places, tr: Transaction): Places {
  const blocks = new Blocks(tr.doc);
  const mapped = new Map<string, Place>();
  for (const [id, place] of places) {
    const from = tr.mapping.map(place.from, 1);
    const to = tr.mapping.map(place.to, -1);
    const after = from < to ? { ...place, from, to } : followBlock(tr, blocks, place);
    if (after !== null) mapped.set(id, after);
  }
  return mapped;
}

function followBlock(tr: Transaction, blocks: Blocks, place: Place): Place | null {
  const before = blockAt(tr.before, place.from);
  const id = before === null ? null : blockId(before.node);
  const after = id === null ? null : blocks.find(id);
  if (before === null || after === null) return null;
  // Typed over, it is not what was moved.
  if (before.node.firstChild?.eq(after.node.firstChild ?? before.node) !== true) return null;
  const by = after.pos - before.pos;
  return { ...place, from: place.from + by, to: place.to + by };
}
