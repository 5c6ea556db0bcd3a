import {
  amongLanguages,
  believing,
  followLanguage,
  noBelief,
  possibleLanguages,
} from './followLanguage.ts';
import type { LanguageBelief, LanguageRules } from './followLanguage.ts';
import type { ChooseLanguage } from './SpeechRecognizer.ts';

export interface SpokenLanguageOptions {
  /** A language, or `auto`. */
  readonly language: string;
  readonly candidates?: readonly string[] | undefined;
  readonly rules: LanguageRules;
  /** What was spoken before, where a stream is taken up again. */
  readonly before?: string | undefined;
}

export interface LanguageQuestion {
  /** What to tell a recognizer of a stretch of speech. */
  readonly language: string | ChooseLanguage;
  /** To be called when the stretch counts: its words are used. */
  readonly accept: () => void;
}

/** The language of a speaker or a recording: given, or found out stretch by stretch. */
export class SpokenLanguage {
  readonly #options: SpokenLanguageOptions;
  #belief: LanguageBelief;

  constructor(options: SpokenLanguageOptions) {
    this.#options = options;
    const { before, rules } = options;
    this.#belief = before === undefined ? noBelief : believing(before, rules);
  }

  /** Whether there is anything to find out with a model that knows these languages. */
  isOpen(known: readonly string[]): boolean {
    const { language, candidates } = this.#options;
    return language === 'auto' && possibleLanguages(known, candidates).length > 1;
  }

  /** Asks about `seconds` of speech of a model that knows certain languages. */
  ask(known: readonly string[], seconds: number): LanguageQuestion {
    const { language, candidates, rules } = this.#options;
    if (language !== 'auto') return { language, accept: () => undefined };
    const possible = possibleLanguages(known, candidates);
    const [first = 'en'] = possible;
    if (!this.isOpen(known)) return { language: first, accept: () => undefined };
    let next = this.#belief;
    return {
      language: (heard) => {
        next = followLanguage(this.#belief, amongLanguages(heard, possible), seconds, rules);
        return next.language !== null && possible.includes(next.language) ? next.language : first;
      },
      accept: () => {
        this.#belief = next;
      },
    };
  }
}
