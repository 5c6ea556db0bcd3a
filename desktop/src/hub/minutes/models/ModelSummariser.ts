import { ConfabError } from '@confab/shared-types';
import type { MinutesSummary, Turn } from '@confab/shared-types';
import { namedPeople } from '../Summariser.ts';
import type { Summariser, SummaryProgress, WordsOfCall } from '../Summariser.ts';
import { addMarked } from './addMarked.ts';
import { againPrompt, mergePrompt, minutesOf, partPrompt, readAnswer } from './minutesPrompt.ts';
import type { ModelAnswer } from './minutesPrompt.ts';
import type { ModelMessage, TextModel } from './TextModel.ts';

/** What stands around a line in the prompt. */
const lineOverhead = 60;
const instructions = 2_500;

/**
 * Minutes written by a language model. A long transcript is read in parts whose minutes are joined;
 * an answer that is not in the form asked for is asked for once more, then it is an error.
 */
export class ModelSummariser implements Summariser {
  readonly #model: TextModel;

  constructor(model: TextModel) {
    this.#model = model;
  }

  async summarise(
    words: WordsOfCall,
    signal: AbortSignal,
    onProgress: SummaryProgress = () => undefined,
  ): Promise<MinutesSummary> {
    const { turns, people } = words;
    const parts: ModelAnswer[] = [];
    const pieces = splitTurns(turns, this.#model.longestPrompt - instructions);
    for (const [from, to] of pieces) {
      onProgress(parts.length, pieces.length);
      parts.push(await this.#ask(partPrompt(words, from, to), signal));
    }
    onProgress(parts.length, pieces.length);
    const answer = await this.#join(words, parts, signal);
    return await addMarked(minutesOf(answer, words, namedPeople(turns, people)), words, signal);
  }

  /** Joins as many parts at a time as a prompt holds, until there is one. */
  async #join(
    words: WordsOfCall,
    parts: readonly ModelAnswer[],
    signal: AbortSignal,
  ): Promise<ModelAnswer> {
    const [first, ...others] = parts;
    if (first === undefined) throw new ConfabError('not-found', 'nothing was said');
    if (others.length === 0) return first;
    const room = this.#model.longestPrompt - instructions;
    const joined: ModelAnswer[] = [];
    for (const group of splitBySize(parts, (part) => JSON.stringify(part).length, room)) {
      const [only, ...more] = group;
      if (only !== undefined && more.length === 0) joined.push(only);
      else joined.push(await this.#ask(mergePrompt(words, group), signal));
    }
    // Parts that do not fit together stand one behind the other.
    if (joined.length === parts.length) return concatenated(joined);
    return await this.#join(words, joined, signal);
  }

  async #ask(messages: readonly ModelMessage[], signal: AbortSignal): Promise<ModelAnswer> {
    const first = await this.#model.answer(messages, signal);
    const answer = readAnswer(first);
    if (answer !== null) return answer;
    const again: ModelMessage[] = [
      ...messages,
      { role: 'assistant', content: first.slice(0, 4_000) },
      againPrompt('it could not be parsed'),
    ];
    const second = readAnswer(await this.#model.answer(again, signal));
    if (second === null) throw new ConfabError('malformed-message', 'no minutes in the answer');
    return second;
  }
}

function splitTurns(turns: readonly Turn[], room: number): [number, number][] {
  const sizes = turns.map(({ name, text }) => name.length + text.length + lineOverhead);
  const places = splitBySize([...turns.keys()], (at) => sizes[at] ?? 0, room);
  return places.map((part): [number, number] => [part[0] ?? 0, (part.at(-1) ?? 0) + 1]);
}

/** Groups neighbours that fit together; what is too large by itself is a group alone. */
function splitBySize<T>(values: readonly T[], sizeOf: (value: T) => number, room: number): T[][] {
  const groups: T[][] = [];
  let left = 0;
  for (const value of values) {
    const size = sizeOf(value);
    if (groups.length === 0 || size > left) {
      groups.push([]);
      left = room;
    }
    groups.at(-1)?.push(value);
    left -= size;
  }
  return groups;
}

function concatenated(parts: readonly ModelAnswer[]): ModelAnswer {
  return {
    summary: parts.flatMap(({ summary }) => summary),
    decisions: parts.flatMap(({ decisions }) => decisions),
    actions: parts.flatMap(({ actions }) => actions),
    questions: parts.flatMap(({ questions }) => questions),
  };
}
