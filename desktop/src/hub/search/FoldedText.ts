/** A letter with what is put on it; conjoining jamo of one syllable are one letter too. */
const letter = /[\u1100-\u115f][\u1160-\u11a7]*[\u11a8-\u11ff]*|\P{M}\p{M}*|\p{M}+/gu;
const marks = /\p{M}+/gu;
/** Texts that folding changes nothing of but the case: most, in the languages we know. */
const plain = /^[\p{ASCII}\uac00-\ud7a3]*$/u;

/** A text as it is compared: compatibility forms, case and diacritics do not matter. */
export function foldText(text: string): string {
  return plain.test(text)
    ? text.toLowerCase()
    : (text.match(letter) ?? []).map(foldLetter).join('');
}

function foldLetter(one: string): string {
  return one.normalize('NFKD').replace(marks, '').toLowerCase().normalize('NFC');
}

/** A folded text that knows where in the original each of its letters was. UTF-16 offsets. */
export class FoldedText {
  readonly text: string;
  /** Start of the original letter for each offset, and the original's end; null: the same offsets. */
  readonly #starts: readonly number[] | null;

  constructor(original: string) {
    this.text = foldText(original);
    this.#starts = plain.test(original) ? null : startsOf(original);
  }

  /** The range of the original that a range of the folded text came from, letters whole. */
  originalRange(start: number, end: number): [number, number] {
    const starts = this.#starts;
    if (starts === null) return [start, end];
    const from = starts[start] ?? 0;
    let after = end;
    // A letter that became several ends where the next one begins.
    while (after < starts.length - 1 && starts[after] === starts[after - 1]) after++;
    return [from, starts[after] ?? from];
  }
}

function startsOf(original: string): number[] {
  const starts: number[] = [];
  for (const match of original.matchAll(letter)) {
    for (let unit = foldLetter(match[0]).length; unit > 0; unit--) starts.push(match.index);
  }
  starts.push(original.length);
  return starts;
}
