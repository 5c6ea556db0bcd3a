import { expect, it } from 'vitest';
import { languageProbabilities, noSpeechProbability } from './startLogits.ts';

const tokens = { languages: { en: 1, ko: 2 }, noSpeech: 3 };
const row = Float32Array.from([0, 0.5, 0.2, 0.3], Math.log);

it('compares languages among themselves', () => {
  const heard = languageProbabilities(row, tokens);
  expect(heard['en']).toBeCloseTo(0.5 / 0.7);
  expect(heard['ko']).toBeCloseTo(0.2 / 0.7);
});

it('compares silence with everything', () => {
  expect(noSpeechProbability(row, tokens)).toBeCloseTo(0.3);
  expect(noSpeechProbability(row, { ...tokens, noSpeech: undefined })).toBe(0);
});
