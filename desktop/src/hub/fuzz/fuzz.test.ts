import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { SeededRandom } from './SeededRandom.ts';
import { simulate } from './simulate.ts';

/** The longer form: `CONFAB_FUZZ_SEEDS=2000 npx vitest run desktop/src/hub/fuzz/fuzz.test.ts`. */
const seedCount = Number(process.env['CONFAB_FUZZ_SEEDS'] ?? 90);
const steps = 500;
/** Seeds that failed once, and would not run otherwise. */
const pinned: readonly number[] = [99, 383];
const seeds = new Set([...Array.from({ length: seedCount }, (_, index) => index + 1), ...pinned]);

test.each([...seeds])(
  'seed %i: what is saved stays, and all replicas become equal',
  async (seed) => {
    await simulate(seed, steps, await temporaryFolder());
  },
);

test('a seed makes the same choices each time', () => {
  const first = new SeededRandom(7);
  const second = new SeededRandom(7);
  const draw = (random: SeededRandom): number[] => Array.from({ length: 5 }, random.next);
  expect(draw(first)).toEqual(draw(second));
});
