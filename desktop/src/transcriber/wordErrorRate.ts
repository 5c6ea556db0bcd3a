/**
 * Word error rate: the fewest words to replace, leave out or put in, by the words that were said.
 * Letter case and punctuation do not count, as is usual.
 */
export function wordErrorRate(said: string, heard: string): number {
  const reference = words(said);
  const hypothesis = words(heard);
  if (reference.length === 0) return hypothesis.length === 0 ? 0 : 1;
  let row = Array.from({ length: hypothesis.length + 1 }, (_, index) => index);
  for (const [index, word] of reference.entries()) {
    const next = [index + 1];
    for (const [column, other] of hypothesis.entries()) {
      const replaced = (row[column] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return (row.at(-1) ?? 0) / reference.length;
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}
