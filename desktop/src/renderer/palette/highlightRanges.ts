export interface TextPart {
  readonly text: string;
  readonly found: boolean;
}

/** Cuts a text at `ranges`, [start, end) of UTF-16 offsets; overlapping or odd ones do no harm. */
export function highlightRanges(
  text: string,
  ranges: readonly (readonly [number, number])[],
): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const [start, end] of ranges.toSorted(([one], [other]) => one - other)) {
    const from = Math.min(Math.max(start, at), text.length);
    const to = Math.min(end, text.length);
    if (to <= from) continue;
    if (from > at) parts.push({ text: text.slice(at, from), found: false });
    parts.push({ text: text.slice(from, to), found: true });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), found: false });
  return parts;
}
