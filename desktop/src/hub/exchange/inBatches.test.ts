import { expect, test } from 'vitest';
import { inBatches } from './inBatches.ts';

test('no more than so many are under way, and a failure waits for the others of its batch', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  let underWay = 0;
  let most = 0;
  const work = inBatches([0, 1, 2, 3, 4, 5, 6], 3, async (value) => {
    begun.push(value);
    most = Math.max(most, ++underWay);
    await Promise.resolve();
    underWay--;
    if (value === 3) throw new Error('three');
    ended.push(value);
  });
  await expect(work).rejects.toThrow('three');
  expect(most).toBe(3);
  expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
  expect(ended).toEqual([0, 1, 2, 4, 5]);
});
