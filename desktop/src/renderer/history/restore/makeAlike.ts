import { ConfabError } from '@confab/shared-types';
import * as Y from 'yjs';
import { makeTextAlike, sameText } from './makeTextAlike.ts';

type Parent = Y.XmlFragment | Y.XmlElement;
type Child = Y.XmlElement | Y.XmlText | Y.XmlHook;

/** Gives one element the attributes and the children of another, changing as little as it can. */
export function makeAlike(live: Parent, model: Parent): void {
  if (live instanceof Y.XmlElement && model instanceof Y.XmlElement) {
    makeAttributesAlike(live, model);
  }
  const wanted = childrenOf(model);
  const present = childrenOf(live);
  const kept = pairChildren(present, wanted);
  const keeping = new Set(kept.values());
  for (const [index, child] of [...present.entries()].reverse()) {
    if (!keeping.has(child)) live.delete(index, 1);
  }
  wanted.forEach((child, index) => {
    const own = kept.get(child);
    if (own === undefined) live.insert(index, [cloneOf(child)]);
    else if (own instanceof Y.XmlText && child instanceof Y.XmlText) makeTextAlike(own, child);
    else if (own instanceof Y.XmlElement && child instanceof Y.XmlElement) makeAlike(own, child);
  });
}

function cloneOf(child: Child): Y.XmlElement | Y.XmlText {
  if (child instanceof Y.XmlHook) throw new ConfabError('internal', 'a page holds no hooks');
  return child.clone();
}

function childrenOf(parent: Parent): readonly Child[] {
  return parent.toArray();
}

/**
 * Which child of the live side becomes which of the model: blocks by their id, where their order
 * allows it, so that no block is given another's place; anything else by what it is, from both ends.
 */
function pairChildren(live: readonly Child[], wanted: readonly Child[]): ReadonlyMap<Child, Child> {
  if (wanted.some((child) => idOf(child) !== null) || live.some((child) => idOf(child) !== null)) {
    return pairById(live, wanted);
  }
  const pairs = new Map<Child, Child>();
  let start = 0;
  const most = Math.min(live.length, wanted.length);
  while (start < most && pairUp(pairs, live[start], wanted[start], sameChild)) start++;
  let end = 1;
  while (
    end <= most - start &&
    pairUp(pairs, live[live.length - end], wanted[wanted.length - end], sameChild)
  ) {
    end++;
  }
  // What is left between has changed: of the same kind and at the same place it is the same thing.
  const between = most - (end - 1);
  while (start < between && pairUp(pairs, live[start], wanted[start], sameKind)) start++;
  return pairs;
}

function pairUp(
  pairs: Map<Child, Child>,
  live: Child | undefined,
  wanted: Child | undefined,
  alike: (one: Child, other: Child) => boolean,
): boolean {
  if (live === undefined || wanted === undefined || !alike(live, wanted)) return false;
  pairs.set(wanted, live);
  return true;
}

function pairById(live: readonly Child[], wanted: readonly Child[]): ReadonlyMap<Child, Child> {
  const places = new Map<string, number>();
  live.forEach((child, index) => {
    const id = idOf(child);
    if (id !== null && !places.has(id)) places.set(id, index);
  });
  const found: { readonly child: Child; readonly place: number }[] = [];
  for (const child of wanted) {
    const place = places.get(idOf(child) ?? '');
    const own = place === undefined ? undefined : live[place];
    if (place !== undefined && own !== undefined && sameKind(own, child)) {
      found.push({ child, place });
    }
  }
  const pairs = new Map<Child, Child>();
  for (const { child, place } of longestRising(found)) {
    const own = live[place];
    if (own !== undefined) pairs.set(child, own);
  }
  return pairs;
}

/** The longest run whose places rise (patience sorting): these blocks stay, the others are moved. */
function longestRising<T extends { readonly place: number }>(items: readonly T[]): T[] {
  const piles: { readonly item: T; readonly below: Pile<T> | null }[] = [];
  for (const item of items) {
    let low = 0;
    let high = piles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((piles[middle]?.item.place ?? 0) < item.place) low = middle + 1;
      else high = middle;
    }
    piles[low] = { item, below: piles[low - 1] ?? null };
  }
  const rising: T[] = [];
  for (let pile: Pile<T> | null = piles.at(-1) ?? null; pile !== null; pile = pile.below) {
    rising.unshift(pile.item);
  }
  return rising;
}

interface Pile<T> {
  readonly item: T;
  readonly below: Pile<T> | null;
}

function idOf(child: Child): string | null {
  if (!(child instanceof Y.XmlElement) || child.nodeName !== 'blockContainer') return null;
  return child.getAttribute('id') ?? null;
}

function sameKind(one: Child, other: Child): boolean {
  if (one instanceof Y.XmlElement && other instanceof Y.XmlElement) {
    return one.nodeName === other.nodeName;
  }
  return one instanceof Y.XmlText && other instanceof Y.XmlText;
}

function sameChild(one: Child, other: Child): boolean {
  if (one instanceof Y.XmlText && other instanceof Y.XmlText) return sameText(one, other);
  return (
    one instanceof Y.XmlElement &&
    other instanceof Y.XmlElement &&
    one.toString() === other.toString()
  );
}

function makeAttributesAlike(live: Y.XmlElement, model: Y.XmlElement): void {
  const own: Record<string, unknown> = live.getAttributes();
  const wanted: Record<string, unknown> = model.getAttributes();
  for (const name of Object.keys(own)) if (!(name in wanted)) live.removeAttribute(name);
  for (const [name, value] of Object.entries(wanted)) {
    // The editor's attributes are numbers and flags too, which Yjs' types do not say.
    if (JSON.stringify(own[name]) !== JSON.stringify(value)) {
      live.setAttribute(name, value as string);
    }
  }
}
