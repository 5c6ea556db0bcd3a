import type { CalendarDay } from './CalendarDay.ts';

/** Who is to do something, as the words say it. */
export type ActionForm =
  /** "I will …": whoever speaks. */
  | 'first'
  /** "Can you …": whoever is spoken to. */
  | 'second'
  /** "Ben will …": whoever is named. */
  | 'third'
  /** "We need to …": nobody yet. */
  | 'nobody';

/** What is known of a language's words: enough to tell what a sentence is for. */
export interface LanguageRules {
  /** The sentence without sounds and words that only fill a pause. */
  readonly withoutFillers: (sentence: string) => string;
  /** Content words, in the form they are compared in. */
  readonly tokens: (sentence: string) => string[];
  readonly isQuestion: (sentence: string) => boolean;
  /** A question that is about the call itself, or wants no answer. */
  readonly isSmallQuestion: (sentence: string) => boolean;
  readonly isDecision: (sentence: string) => boolean;
  /** Something put to the others, which is decided once they agree. */
  readonly isProposal: (sentence: string) => boolean;
  readonly isAgreement: (sentence: string) => boolean;
  /** No answer: the question stays open, or is put off. */
  readonly isDeferral: (sentence: string) => boolean;
  /** An answer for all its shortness. */
  readonly isShortAnswer: (sentence: string) => boolean;
  /** The speaker says that this matters, or sums up. */
  readonly isEmphasis: (sentence: string) => boolean;
  /** Numbers: what is easily forgotten. */
  readonly hasFigures: (sentence: string) => boolean;
  /** What was done, is to be done, or is in the way: what a stand-up is about. */
  readonly isProgress: (sentence: string) => boolean;
  /** Null: nobody is to do anything. */
  readonly actionForm: (sentence: string, hasDue: boolean) => ActionForm | null;
  /** The day a sentence names as a date to be done by, seen from the day it was said. */
  readonly dueDay: (sentence: string, said: CalendarDay) => CalendarDay | null;
}
