import type {
  CallPerson,
  Language,
  MinutesSummary,
  MinutesTemplate,
  Turn,
} from '@confab/shared-types';
import { runInTurns } from './summary/steps.ts';
import { summariseExtractively } from './summary/summariseExtractively.ts';

export interface WordsOfCall {
  /** In the order they were said. */
  readonly turns: readonly Turn[];
  readonly people: readonly CallPerson[];
  readonly template: MinutesTemplate;
  /** What the minutes are written in, where they are not in the words of the speakers. */
  readonly language: Language;
}

/** How many parts of the transcript were read, of how many. */
export type SummaryProgress = (done: number, total: number) => void;

/** A way of making minutes out of what was said. */
export interface Summariser {
  /** Rejects with a ConfabError; with `cancelled` when the signal said so. */
  summarise(
    words: WordsOfCall,
    signal: AbortSignal,
    onProgress?: SummaryProgress,
  ): Promise<MinutesSummary>;
}

/** Sentences as they were said: needs no model, and nothing leaves the machine. */
export const extractiveSummariser: Summariser = {
  summarise: ({ turns, people, template }, signal) =>
    runInTurns(
      summariseExtractively({ turns, people: namedPeople(turns, people), template }),
      signal,
    ),
};

/** Everybody who was in the call or spoke in it, by the id that turns have. */
export function namedPeople(turns: readonly Turn[], people: readonly CallPerson[]) {
  const names = new Map(people.map(({ account, name }) => [account, name]));
  for (const { speaker, name } of turns) if (name !== '') names.set(speaker, name);
  return [...names].map(([id, name]) => ({ id, name }));
}
