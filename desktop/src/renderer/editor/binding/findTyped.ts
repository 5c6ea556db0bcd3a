import type { Node } from 'prosemirror-model';
import type { ProsemirrorBinding } from 'y-prosemirror';
import * as Y from 'yjs';

export type Mapping = ProsemirrorBinding['mapping'];

/** A text block that was typed in, and the nodes above it, outermost first. */
export interface Typed {
  readonly type: Y.XmlFragment;
  readonly block: Node;
  readonly above: readonly (readonly [Y.XmlFragment, Node])[];
}

/**
 * The one text block in which `doc` is not what the shared types were last known as; null: more or
 * something else changed. `mapping` holds what each type was known as: y-prosemirror forgets a type
 * and all above it when somebody else changes it.
 */
export function findTyped(fragment: Y.XmlFragment, doc: Node, mapping: Mapping): Typed | null {
  if (fragment.length !== 1 || doc.childCount !== 1) return null;
  const above: (readonly [Y.XmlFragment, Node])[] = [[fragment, doc]];
  let type: unknown = fragment.get(0);
  let node = doc.child(0);
  while (type instanceof Y.XmlElement) {
    const known = mapping.get(type);
    if (known === undefined || Array.isArray(known) || !known.sameMarkup(node)) return null;
    if (node.isTextblock) return { type, block: node, above };
    const at = onlyChange(known, node);
    if (at === null || type.length !== node.childCount) return null;
    const child: unknown = type.get(at);
    if (!(child instanceof Y.XmlElement) || mapping.get(child) !== known.child(at)) return null;
    above.push([type, node]);
    type = child;
    node = node.child(at);
  }
  return null;
}

function onlyChange(before: Node, after: Node): number | null {
  if (before.childCount !== after.childCount) return null;
  let changed: number | null = null;
  for (let at = 0; at < after.childCount; at++) {
    if (before.child(at) === after.child(at)) continue;
    if (changed !== null) return null;
    changed = at;
  }
  return changed;
}
