import { describe, expect, it } from 'vitest';
import {
  amongLanguages,
  believing,
  followLanguage,
  noBelief,
  possibleLanguages,
  recordingRules,
  speakerRules,
} from './followLanguage.ts';
import type { LanguageBelief, LanguageRules } from './followLanguage.ts';

type Stretch = readonly [seconds: number, en: number, ko: number];

/** The language of each stretch of speech. */
function follow(
  stretches: readonly Stretch[],
  rules: LanguageRules = speakerRules,
  start: LanguageBelief = noBelief,
): (string | null)[] {
  let belief = start;
  return stretches.map(([seconds, en, ko]) => {
    belief = followLanguage(belief, { en, ko }, seconds, rules);
    return belief.language;
  });
}

describe('followLanguage', () => {
  it('changes its mind freely until it has heard three seconds', () => {
    expect(
      follow([
        [0.5, 0.6, 0.4],
        [2.6, 0.05, 0.95],
        [2, 0.6, 0.4],
      ]),
    ).toEqual(['en', 'ko', 'ko']);
  });

  it('weighs what it heard by its length', () => {
    expect(
      follow([
        [0.4, 0.1, 0.9],
        [2.4, 0.8, 0.2],
      ]),
    ).toEqual(['ko', 'en']);
  });

  it('stays with a speaker through single stretches of another language', () => {
    const en: Stretch = [2, 0.95, 0.05];
    const ko: Stretch = [2, 0.02, 0.98];
    expect(follow([en, en, ko, ko, en, ko, ko])).toEqual(Array(7).fill('en'));
  });

  it('changes after three sure ones, for which short or doubtful ones do not count', () => {
    const ko: Stretch = [2, 0.02, 0.98];
    const short: Stretch = [0.6, 0.02, 0.98];
    const doubtful: Stretch = [3, 0.4, 0.6];
    const start = believing('en', speakerRules);
    expect(follow([ko, short, doubtful, ko, ko, ko], speakerRules, start)).toEqual([
      'en',
      'en',
      'en',
      'en',
      'ko',
      'ko',
    ]);
  });

  it('changes with every sure stretch of a recording', () => {
    expect(
      follow(
        [
          [3, 0.99, 0.01],
          [3, 0.01, 0.99],
          [0.5, 0.99, 0.01],
          [3, 0.99, 0.01],
        ],
        recordingRules,
      ),
    ).toEqual(['en', 'ko', 'ko', 'en']);
  });

  it('believes nothing where nothing is known', () => {
    expect(followLanguage(noBelief, {}, 3, speakerRules)).toBe(noBelief);
  });
});

it('chooses among the languages a person speaks, as far as the model knows them', () => {
  expect(possibleLanguages(['en', 'ko', 'de'], ['ko', 'fr', 'en'])).toEqual(['en', 'ko']);
  expect(possibleLanguages(['en', 'ko'], ['fr'])).toEqual(['en', 'ko']);
  expect(possibleLanguages(['en', 'ko'])).toEqual(['en', 'ko']);
  expect(amongLanguages({ en: 0.2, ko: 0.2, de: 0.6 }, ['en', 'ko'])).toEqual({ en: 0.5, ko: 0.5 });
});
