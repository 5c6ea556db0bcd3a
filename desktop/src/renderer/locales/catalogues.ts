import callsEn from './calls.en.json' with { type: 'json' };
import callsKo from './calls.ko.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import ko from './ko.json' with { type: 'json' };
import minutesEn from './minutes.en.json' with { type: 'json' };
import minutesKo from './minutes.ko.json' with { type: 'json' };

/** Everything a person can read, by language. English is the one whose keys are type-checked. */
export const catalogues = {
  en: { ...en, calls: callsEn, minutes: minutesEn },
  ko: { ...ko, calls: callsKo, minutes: minutesKo },
} as const;
