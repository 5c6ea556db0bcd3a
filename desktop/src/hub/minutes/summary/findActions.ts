import type { CalendarDay } from './CalendarDay.ts';
import type { Finding } from './findDecisions.ts';
import type { ActionForm } from './LanguageRules.ts';
import { findCalled, findNames } from './people.ts';
import type { NamedPerson } from './people.ts';
import type { Sentence } from './splitSentences.ts';
import type { Steps } from './steps.ts';
import { turnAfter } from './turnAfter.ts';

export interface FoundAction extends Finding {
  /** As in a turn's `speaker`; null: nobody was named. */
  readonly owner: string | null;
  readonly due: CalendarDay | null;
}

export interface ActionContext {
  readonly people: readonly NamedPerson[];
  /** The day a moment was in. */
  readonly dayAt: (moment: number) => CalendarDay;
}

/** What somebody is to do, by whom, and until when, as far as the words say. */
export function* findActions(
  sentences: readonly Sentence[],
  { people, dayAt }: ActionContext,
): Steps<FoundAction[]> {
  const actions: FoundAction[] = [];
  for (const [at, sentence] of sentences.entries()) {
    yield;
    const { text, rules, said, turn, tokens } = sentence;
    const due = rules.dueDay(text, dayAt(said.startedAt));
    const form = rules.actionForm(text, due !== null);
    if (form === null || tokens.length === 0) continue;
    const owner = ownerOf(form, sentences, at, people);
    // Without a person of the call it is a tale about somebody, not a task.
    if (form === 'third' && owner === null) continue;
    // "I'll do that" after a request takes the request on; it is one thing to do.
    const asked = actions.at(-1);
    if (form === 'first' && asked !== undefined && takesOn(asked, sentence)) {
      actions[actions.length - 1] = {
        ...asked,
        turns: [...asked.turns, turn],
        owner: said.speaker,
        due: asked.due ?? due,
      };
      continue;
    }
    actions.push({ sentence, turns: [turn], owner, due });
  }
  return actions;
}

const answersWithin = 2;
const fewWords = 4;

function takesOn(asked: FoundAction, answer: Sentence): boolean {
  const { sentence, owner } = asked;
  if (sentence.said.speaker === answer.said.speaker) return false;
  if (answer.turn - sentence.turn > answersWithin) return false;
  if (owner !== null && owner !== answer.said.speaker) return false;
  const shared = answer.tokens.some((token) => sentence.tokens.includes(token));
  return shared || answer.tokens.length <= fewWords;
}

function ownerOf(
  form: ActionForm,
  sentences: readonly Sentence[],
  at: number,
  people: readonly NamedPerson[],
): string | null {
  const sentence = sentences[at];
  if (sentence === undefined) return null;
  const { text, said } = sentence;
  switch (form) {
    case 'first':
      return said.speaker;
    case 'second':
      return spokenTo(sentences, at, people)?.id ?? whoAccepts(sentences, at);
    case 'third':
      return named(text, people, said.speaker)?.id ?? null;
    case 'nobody':
      return null;
  }
}

/** Who is called in the sentence, in one before it of the same turn, or named in it. */
function spokenTo(
  sentences: readonly Sentence[],
  at: number,
  people: readonly NamedPerson[],
): NamedPerson | null {
  const sentence = sentences[at];
  if (sentence === undefined) return null;
  const called = findCalled(sentence.text, people);
  if (called !== null) return called;
  const name = named(sentence.text, people, sentence.said.speaker);
  if (name !== null) return name;
  const before = sentences[at - 1];
  if (before === undefined || before.turn !== sentence.turn) return null;
  return findCalled(before.text, people) ?? findCalled(`${before.text},`, people);
}

function named(text: string, people: readonly NamedPerson[], speaker: string): NamedPerson | null {
  const found = findNames(text, people).filter(({ person }) => person.id !== speaker);
  return found[0]?.person ?? null;
}

/** Whoever says yes next, where the request named nobody. */
function whoAccepts(sentences: readonly Sentence[], at: number): string | null {
  const asked = sentences[at];
  const next = turnAfter(sentences, at);
  const [first] = next ?? [];
  if (asked === undefined || next === null || first === undefined) return null;
  if (first.said.speaker === asked.said.speaker) return null;
  const accepts = next.some(
    ({ text, rules }) =>
      rules.isShortAnswer(text) ||
      rules.isAgreement(text) ||
      rules.actionForm(text, false) === 'first',
  );
  const refuses = /^(?:no\b|nope|sorry|아니|죄송|어렵)/iu.test(first.text);
  return accepts && !refuses ? first.said.speaker : null;
}
