import type { Finding } from './findDecisions.ts';
import type { Sentence } from './splitSentences.ts';
import type { Steps } from './steps.ts';
import { turnAfter } from './turnAfter.ts';

/** Turns in which an answer is looked for. */
const reach = 3;
const leastWords = 2;
/** An echo has no more. */
const fewWords = 4;
/** So many words on it are an answer, whichever they are. */
const manyWords = 5;

/** Questions that nobody else answered, or that were put off. */
export function* findOpenQuestions(sentences: readonly Sentence[]): Steps<Finding[]> {
  const open: Finding[] = [];
  for (const [at, sentence] of sentences.entries()) {
    yield;
    const { text, rules, tokens, turn } = sentence;
    if (!rules.isQuestion(text) || rules.isSmallQuestion(text) || tokens.length < leastWords) {
      continue;
    }
    if (rules.actionForm(text, false) === 'second' || isEcho(sentences, at)) continue;
    if (!isAnswered(sentences, at)) open.push({ sentence, turns: [turn] });
  }
  return open;
}

/** "Eight hundred?": says again what somebody else has just said, and asks nothing. */
function isEcho(sentences: readonly Sentence[], at: number): boolean {
  const question = sentences[at];
  if (question === undefined || question.tokens.length > fewWords) return false;
  const heard = new Set<string>();
  for (let before = at - 1; before >= 0; before--) {
    const sentence = sentences[before];
    if (sentence === undefined || question.turn - sentence.turn > 1) break;
    if (sentence.said.speaker === question.said.speaker) continue;
    for (const token of sentence.tokens) heard.add(token);
  }
  return question.tokens.every((token) => heard.has(token));
}

function isAnswered(sentences: readonly Sentence[], at: number): boolean {
  const question = sentences[at];
  if (question === undefined) return false;
  // Who asks and says it in the same breath, knows: unless it is put off, or another question.
  for (let next = at + 1; sentences[next]?.turn === question.turn; next++) {
    const behind = sentences[next];
    if (behind?.rules.isDeferral(behind.text) === true) return false;
  }
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
  if (rules.isShortAnswer(text) || rules.isAgreement(text)) return true;
  const onTopic = tokens.some((token) => question.tokens.includes(token));
  return (onTopic && tokens.length >= leastWords) || tokens.length >= manyWords || /\d/u.test(text);
}
