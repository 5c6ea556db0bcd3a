/** What the hypotheses of one utterance agree on so far. */
export interface DraftAgreement {
  readonly committed: readonly string[];
  readonly previous: readonly string[];
}

export const noAgreement: DraftAgreement = { committed: [], previous: [] };

export interface AgreedDraft {
  readonly agreement: DraftAgreement;
  /** Words that will not change any more. */
  readonly text: string;
  /** The rest of the newest hypothesis. */
  readonly tentative: string;
}

/**
 * LocalAgreement-2 (Macháček et al. 2023): words that two successive hypotheses share from the
 * start are committed. Letter case and punctuation do not count as a difference.
 */
export function agreeOnDraft(agreement: DraftAgreement, hypothesis: string): AgreedDraft {
  const words = hypothesis.split(/\s+/u).filter((word) => word !== '');
  const shared = sharedPrefix(agreement.previous, words);
  const committed = [
    ...agreement.committed,
    ...words.slice(agreement.committed.length, Math.max(shared, agreement.committed.length)),
  ];
  return {
    agreement: { committed, previous: words },
    text: committed.join(' '),
    tentative: words.slice(committed.length).join(' '),
  };
}

function sharedPrefix(a: readonly string[], b: readonly string[]): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    if (bare(a[index] ?? '') !== bare(b[index] ?? '')) return index;
  }
  return length;
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[\p{P}\p{S}]/gu, '');
}
