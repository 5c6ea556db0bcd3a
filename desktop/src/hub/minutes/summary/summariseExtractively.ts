import type {
  MarkKind,
  MinutesAction,
  MinutesPoint,
  MinutesSummary,
  MinutesTemplate,
  Turn,
} from '@confab/shared-types';
import { CalendarDay } from './CalendarDay.ts';
import { chooseSummary } from './chooseSummary.ts';
import { findActions } from './findActions.ts';
import { findDecisions } from './findDecisions.ts';
import type { Finding } from './findDecisions.ts';
import { findOpenQuestions } from './findOpenQuestions.ts';
import type { NamedPerson } from './people.ts';
import { similarity, vectorsOf } from './rankSentences.ts';
import type { Vector } from './rankSentences.ts';
import { splitSentences } from './splitSentences.ts';
import type { Sentence } from './splitSentences.ts';
import type { Steps } from './steps.ts';

export interface WordsToSummarise {
  /** In the order they were said. */
  readonly turns: readonly Turn[];
  readonly people: readonly NamedPerson[];
  readonly template: MinutesTemplate;
  /** Of the days that words such as "tomorrow" are seen from; absent: this machine's. */
  readonly timeZone?: string;
}

const most = { decision: 20, action: 30, question: 15 } as const;
const longestText = 320;
/** So alike, two sentences say the same. */
const sameFrom = 0.62;

/**
 * Minutes from the sentences as they were said: no word in them that nobody spoke. What a person
 * marked is always in, and decides what it is.
 */
export function* summariseExtractively(words: WordsToSummarise): Steps<MinutesSummary> {
  const { turns, people, template, timeZone } = words;
  const sentences = yield* splitSentences(turns);
  const dayAt = CalendarDay.reader(timeZone);
  const found = {
    decision: yield* findDecisions(sentences),
    action: yield* findActions(sentences, { people, dayAt }),
    question: yield* findOpenQuestions(sentences),
  };
  const vectors = new Map(vectorsOf(sentences).map((vector, at) => [sentences[at], vector]));
  const vectorOf = (sentence: Sentence): Vector => vectors.get(sentence) ?? new Map();
  yield;
  const listed = {
    decision: yield* withMarked('decision', turns, sentences, found.decision, vectorOf),
    action: yield* withMarked('action', turns, sentences, found.action, vectorOf),
    question: yield* withMarked('question', turns, sentences, found.question, vectorOf),
  };
  const point = pointMaker(turns);
  const telling = yield* chooseSummary(sentences, template);
  return {
    summary: telling.map((sentence) => point({ sentence, turns: [sentence.turn] })),
    decisions: listed.decision.map(point),
    actions: listed.action.map((finding): MinutesAction => {
      const { said, rules, text } = finding.sentence;
      const action = found.action.find(({ sentence }) => sentence === finding.sentence);
      const due = action === undefined ? rules.dueDay(text, dayAt(said.startedAt)) : action.due;
      return {
        ...point(finding),
        owner: action?.owner ?? null,
        due: due?.toString() ?? null,
      };
    }),
    questions: listed.question.map(point),
  };
}

/** What was found, each once, and what people marked; in the order it was said. */
function* withMarked(
  kind: MarkKind,
  turns: readonly Turn[],
  sentences: readonly Sentence[],
  found: readonly Finding[],
  vectorOf: (sentence: Sentence) => Vector,
): Steps<Finding[]> {
  const marked: Finding[] = [];
  for (const [at, turn] of turns.entries()) {
    if (!turn.marks.includes(kind)) continue;
    yield;
    const own = found.filter(({ turns: on }) => on.includes(at));
    const sentence = fullest(sentences.filter((each) => each.turn === at));
    if (own.length > 0) marked.push(...own);
    else if (sentence !== null) marked.push({ sentence, turns: [at] });
  }
  // A mark says what a line is: it is not listed as something else too.
  const isOther = ({ sentence }: Finding): boolean =>
    sentence.said.marks.length > 0 && !sentence.said.marks.includes(kind);
  const unmarked = found.filter((each) => !marked.includes(each) && !isOther(each));
  const others = yield* once(unmarked, vectorOf);
  const room = Math.max(0, most[kind] - marked.length);
  const places = new Map(sentences.map((sentence, at) => [sentence, at]));
  const placeOf = ({ sentence }: Finding): number => places.get(sentence) ?? 0;
  return [...new Set(marked), ...others.slice(0, room)].toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** What is said twice is listed as it was said at length, with both lines it rests on. */
function* once(
  found: readonly Finding[],
  vectorOf: (sentence: Sentence) => Vector,
): Steps<Finding[]> {
  const kept: Finding[] = [];
  for (const finding of found) {
    yield;
    const vector = vectorOf(finding.sentence);
    const at = kept.findIndex(({ sentence }) => similarity(vectorOf(sentence), vector) >= sameFrom);
    const same = kept[at];
    if (same === undefined) kept.push(finding);
    else {
      const longer = finding.sentence.tokens.length > same.sentence.tokens.length ? finding : same;
      kept[at] = { ...longer, turns: [...new Set([...same.turns, ...finding.turns])] };
    }
  }
  return kept;
}

function fullest(sentences: readonly Sentence[]): Sentence | null {
  return sentences.reduce<Sentence | null>(
    (best, each) => (best === null || each.tokens.length > best.tokens.length ? each : best),
    null,
  );
}

function pointMaker(turns: readonly Turn[]): (finding: Finding) => MinutesPoint {
  return ({ sentence, turns: on }) => ({
    text: shortened(sentence.text),
    utterances: on.flatMap((turn) => turns[turn]?.utterance ?? []).slice(0, 20),
  });
}

function shortened(text: string): string {
  if (text.length <= longestText) return text;
  const cut = text.slice(0, longestText);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestText / 2))}…`;
}
