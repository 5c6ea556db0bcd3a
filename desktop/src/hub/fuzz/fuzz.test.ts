import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { simulate } from '../testing/simulate.ts';
import { SeededRandom } from './SeededRandom.ts';

/** More on demand: `CONFAB_FUZZ_SEEDS=2000 npx vitest run desktop/src/hub/fuzz`. */
const seedCount = Number(process.env['CONFAB_FUZZ_SEEDS'] ?? 30);
const seeds = Array.from({ length: seedCount }, (_, index) => index + 1);
const steps = 600;

test.each(seeds)('seed %i: what is saved stays, and all replicas become equal', async (seed) => {
  await simulate(seed, steps, await temporaryFolder());
});

test('a seed makes the same choices each time', () => {
  const first = new SeededRandom(7);
  const second = new SeededRandom(7);
  const draw = (random: SeededRandom): number[] => Array.from({ length: 5 }, random.next);
  expect(draw(first)).toEqual(draw(second));
});
