import { expect, test } from 'vitest';
import { exchangedWords, suggestRules } from './suggestRules.ts';

const exchanged = (original: string, corrected: string) => exchangedWords({ original, corrected });

test.each([
  ['We ship on Con Fab.', 'We ship on Confab.', [{ from: 'Con Fab', to: 'Confab' }]],
  ['Ask mina about it, mina.', 'Ask Minah about it, Minah.', [{ from: 'mina', to: 'Minah' }]],
  ['컨팹은 빠릅니다', '콘팹은 빠릅니다', [{ from: '컨팹', to: '콘팹' }]],
  ['컨팹은 여기', '콘팹이 여기', [{ from: '컨팹은', to: '콘팹이' }]],
  // Words put in or left out, and punctuation, are no word heard wrongly.
  ['We ship today', 'We will ship today', []],
  ['We really ship', 'We ship', []],
  ['We ship', 'We ship!', []],
  // Another sentence altogether.
  ['one two three four', 'five six seven eight', []],
])('%s → %s', (original, corrected, rules) => {
  expect(exchanged(original, corrected)).toEqual(rules);
});

test('what is corrected in two lines is suggested, the most frequent first', () => {
  const lines = [
    exchanged('ask mina', 'ask Minah'),
    exchanged('mina and con fab', 'Minah and Confab'),
    exchanged('Mina came', 'Minah came'),
    exchanged('con fab', 'Confab'),
    exchanged('just once', 'just ones'),
  ];
  expect(suggestRules(lines)).toEqual([
    { from: 'Mina', to: 'Minah' },
    { from: 'con fab', to: 'Confab' },
  ]);
  expect(suggestRules(lines, [{ from: 'MINA', to: 'Minah' }])).toEqual([
    { from: 'con fab', to: 'Confab' },
  ]);
  expect(suggestRules([exchanged('mina, mina', 'Minah, Minah')])).toEqual([]);
});
