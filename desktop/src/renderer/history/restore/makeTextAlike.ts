import type * as Y from 'yjs';

/** One character, or something embedded, with the styles it has. */
interface Unit {
  readonly content: string | object;
  readonly attributes: Record<string, unknown>;
  /** Both, to be compared. */
  readonly key: string;
}

export function sameText(one: Y.XmlText, other: Y.XmlText): boolean {
  return JSON.stringify(one.toDelta()) === JSON.stringify(other.toDelta());
}

/** Gives one text the words and styles of another; what both begin and end with stays. */
export function makeTextAlike(live: Y.XmlText, model: Y.XmlText): void {
  const own = unitsOf(live);
  const wanted = unitsOf(model);
  const most = Math.min(own.length, wanted.length);
  let start = 0;
  while (start < most && own[start]?.key === wanted[start]?.key) start++;
  let end = 0;
  while (
    end < most - start &&
    own[own.length - 1 - end]?.key === wanted[wanted.length - 1 - end]?.key
  ) {
    end++;
  }
  const removed = own.slice(start, own.length - end);
  if (removed.length > 0) live.delete(lengthOf(own.slice(0, start)), lengthOf(removed));
  let at = lengthOf(own.slice(0, start));
  for (const { content, attributes } of runsOf(wanted.slice(start, wanted.length - end))) {
    if (typeof content === 'string') live.insert(at, content, { ...attributes });
    else live.insertEmbed(at, content, { ...attributes });
    at += lengthOf([{ content }]);
  }
}

/** By code point, so that no surrogate pair is cut. */
function unitsOf(text: Y.XmlText): Unit[] {
  const units: Unit[] = [];
  for (const { insert, attributes = {} } of text.toDelta() as Delta) {
    const contents = typeof insert === 'string' ? [...insert] : [insert];
    for (const content of contents) {
      units.push({ content, attributes, key: JSON.stringify([content, attributes]) });
    }
  }
  return units;
}

/** Characters of one style in a row, as one insertion. */
function runsOf(units: readonly Unit[]): Pick<Unit, 'content' | 'attributes'>[] {
  const runs: { content: string | object; readonly attributes: Unit['attributes'] }[] = [];
  for (const { content, attributes } of units) {
    const last = runs.at(-1);
    if (
      typeof last?.content === 'string' &&
      typeof content === 'string' &&
      JSON.stringify(last.attributes) === JSON.stringify(attributes)
    ) {
      last.content += content;
    } else runs.push({ content, attributes });
  }
  return runs;
}

type Delta = readonly {
  readonly insert: string | object;
  readonly attributes?: Record<string, unknown>;
}[];

function lengthOf(units: readonly Pick<Unit, 'content'>[]): number {
  return units.reduce(
    (sum, { content }) => sum + (typeof content === 'string' ? content.length : 1),
    0,
  );
}
