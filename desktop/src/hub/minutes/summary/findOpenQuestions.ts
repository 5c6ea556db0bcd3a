import type { Finding } from './findDecisions.ts';
import type { Sentence } from './splitSentences.ts';
import { turnAfter } from './turnAfter.ts';

/** Turns in which an answer is looked for. */
const reach = 3;
const leastWords = 2;
/** So many words on it are an answer, whichever they are. */
const manyWords = 5;

/** Questions that nobody else answered, or that were put off. */
export function findOpenQuestions(sentences: readonly Sentence[]): Finding[] {
  return sentences.flatMap((sentence, at): Finding[] => {
    const { text, rules, tokens, turn } = sentence;
    if (!rules.isQuestion(text) || rules.isSmallQuestion(text) || tokens.length < leastWords) {
      return [];
    }
    if (rules.actionForm(text, false) === 'second') return [];
    return isAnswered(sentences, at) ? [] : [{ sentence, turns: [turn] }];
  });
}

function isAnswered(sentences: readonly Sentence[], at: number): boolean {
  const question = sentences[at];
  if (question === undefined) return false;
  // Who asks and says it in the same breath, knows: unless it is put off, or another question.
  const behind = sentences.slice(at + 1).filter(({ turn }) => turn === question.turn);
  if (behind.some(({ text, rules }) => rules.isDeferral(text))) return false;
  let from = at;
  for (let turns = 0; turns < reach; turns++) {
    const next = turnAfter(sentences, from);
    const [first] = next ?? [];
    if (next === null || first === undefined) return false;
    if (first.said.speaker !== question.said.speaker) {
      if (next.some(({ text, rules }) => rules.isDeferral(text))) return false;
      if (next.some((each) => answers(each, question))) return true;
    }
    from = sentences.indexOf(first);
  }
  return false;
}

function answers({ text, rules, tokens }: Sentence, question: Sentence): boolean {
  if (rules.isQuestion(text)) return false;
  if (rules.isShortAnswer(text)) return true;
  const onTopic = tokens.some((token) => question.tokens.includes(token));
  return (onTopic && tokens.length >= leastWords) || tokens.length >= manyWords || /\d/u.test(text);
}
