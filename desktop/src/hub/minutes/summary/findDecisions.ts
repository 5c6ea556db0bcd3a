import type { Sentence } from './splitSentences.ts';
import type { Steps } from './steps.ts';
import { turnAfter } from './turnAfter.ts';

/** A sentence of the minutes with the turns it rests on, by their places. */
export interface Finding {
  readonly sentence: Sentence;
  readonly turns: readonly number[];
}

/** Turns in which somebody else may agree. */
const reach = 3;

/** Turns between a proposal that was agreed to and somebody saying that it is decided. */
const settledWithin = 5;

/** What was decided: said so, or proposed by one and agreed to by another. */
export function* findDecisions(sentences: readonly Sentence[]): Steps<Finding[]> {
  const said: Sentence[] = [];
  for (const sentence of sentences) {
    const { rules, text, tokens } = sentence;
    if (tokens.length > 0 && rules.isDecision(text)) said.push(sentence);
    yield;
  }
  const proposed = new Map<Sentence, Set<number>>();
  const agreed: Finding[] = [];
  for (const [at, sentence] of sentences.entries()) {
    yield;
    const agreement = said.includes(sentence) ? null : agreementTo(sentences, at);
    if (agreement === null) continue;
    const turns = [sentence.turn, agreement.turn];
    const settled = said.find((decision) => settles(decision, sentence));
    if (settled === undefined) agreed.push({ sentence, turns });
    else proposed.set(settled, new Set([...(proposed.get(settled) ?? []), ...turns]));
  }
  const decided = said.map((sentence): Finding => {
    const turns = proposed.get(sentence) ?? new Set<number>();
    return { sentence, turns: [...turns.add(sentence.turn)].toSorted((a, b) => a - b) };
  });
  return [...decided, ...agreed].toSorted((a, b) => a.sentence.turn - b.sentence.turn);
}

function settles(decision: Sentence, proposal: Sentence): boolean {
  const turns = decision.turn - proposal.turn;
  if (turns < 0 || turns > settledWithin) return false;
  return decision.tokens.some((token) => proposal.tokens.includes(token));
}

/** The agreement of somebody else that comes before anybody has another word on it. */
function agreementTo(sentences: readonly Sentence[], at: number): Sentence | null {
  const proposal = sentences[at];
  if (proposal === undefined || proposal.tokens.length < 2) return null;
  const { text, rules } = proposal;
  if (!rules.isProposal(text) || rules.isSmallQuestion(text)) return null;
  // A request that is agreed to is something to do.
  if (rules.actionForm(text, false) === 'second') return null;
  for (let turns = 0, next = turnAfter(sentences, at); turns < reach && next !== null; turns++) {
    const [first] = next;
    if (first === undefined) return null;
    const others = first.said.speaker !== proposal.said.speaker;
    if (others && next.some((each) => each.rules.isAgreement(each.text))) return first;
    if (others && next.some(isMoreThanANod)) return null;
    next = turnAfter(sentences, sentences.lastIndexOf(next.at(-1) ?? first));
  }
  return null;
}

function isMoreThanANod({ tokens }: Sentence): boolean {
  return tokens.length > 2;
}
