/** A stretch of a text with the ranges that are in it, moved along. */
export interface Excerpt {
  readonly excerpt: string;
  readonly ranges: [number, number][];
}

const longest = 160;
const leadIn = 40;

/** The words around the first of some ranges, at most 160 characters; letters are not cut apart. */
export function excerptAround(text: string, ranges: readonly [number, number][]): Excerpt {
  if (text.length <= longest) return { excerpt: text, ranges: [...ranges] };
  const first = ranges[0]?.[0] ?? 0;
  const start = wordStart(text, Math.min(Math.max(0, first - leadIn), text.length - longest));
  const end = letterEnd(text, Math.min(text.length, start + longest));
  return {
    excerpt: text.slice(start, end),
    ranges: ranges.flatMap(([from, to]): [number, number][] =>
      from >= end ? [] : [[from - start, Math.min(to, end) - start]],
    ),
  };
}

/** The beginning of the word after an offset, when there is one soon; the offset else. */
function wordStart(text: string, at: number): number {
  if (at === 0) return 0;
  const space = text.slice(at, at + leadIn / 2).search(/\s/u);
  if (space >= 0) return at + space + 1;
  return isLowSurrogate(text, at) ? at + 1 : at;
}

function letterEnd(text: string, at: number): number {
  return isLowSurrogate(text, at) ? at - 1 : at;
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
