import { ConfabError } from '@confab/shared-types';
import type { Job } from '@confab/shared-types';
import { expect, test } from 'vitest';
import { SimulatedClock } from '../fuzz/SimulatedClock.ts';
import { Jobs } from './Jobs.ts';

function jobs() {
  const clock = new SimulatedClock();
  const told: Job[] = [];
  const failures: unknown[] = [];
  const made = new Jobs({
    clock,
    tell: (job) => told.push(job),
    onFailed: (error) => failures.push(error),
  });
  return { jobs: made, clock, told, failures };
}

test('progress is told at most ten times a second, and the end always', async () => {
  const { jobs: made, clock, told } = jobs();
  const id = made.start('import', async (job) => {
    job.expect(1000);
    for (let count = 0; count < 1000; count++) {
      job.advance();
      clock.advance(1);
    }
    await job.checkpoint();
    return { pageCount: 7 };
  });
  expect(told).toEqual([]);
  const last = await made.ended(id);
  expect(last).toMatchObject({ job: id, done: 1000, state: { name: 'done', pageCount: 7 } });
  expect(told.at(-1)).toEqual(last);
  expect(told.length).toBeLessThanOrEqual(11);
  const done = told.map((job) => job.done);
  expect(done).toEqual(done.toSorted((one, other) => one - other));
});

test('a cancelled job ends as that, whatever it fails with', async () => {
  const { jobs: made, failures } = jobs();
  const started = Promise.withResolvers<void>();
  const id = made.start('export', async (job) => {
    started.resolve();
    for (;;) await job.checkpoint();
  });
  await started.promise;
  made.cancel(id);
  expect((await made.ended(id)).state).toEqual({ name: 'cancelled' });
  expect(failures).toEqual([]);
  await expect(made.ended(id)).rejects.toMatchObject({ code: 'not-found' });
});

test('a known error is told by its code, a defect is logged too', async () => {
  const { jobs: made, failures } = jobs();
  const known = made.start('backup', () => Promise.reject(new ConfabError('storage-full', 'disk')));
  expect((await made.ended(known)).state).toEqual({
    name: 'failed',
    code: 'storage-full',
    detail: 'disk',
  });
  const defect = new Error('defect');
  const unknown = made.start('backup', () => Promise.reject(defect));
  expect((await made.ended(unknown)).state).toEqual({ name: 'failed', code: 'internal' });
  expect(failures).toEqual([defect]);
});

test('closing stops all of them and waits until they have', async () => {
  const { jobs: made, told } = jobs();
  const work = async (job: { checkpoint(): Promise<void> }) => {
    for (;;) await job.checkpoint();
  };
  made.start('import', work);
  made.start('export', work);
  await made.close();
  expect(told.map(({ state }) => state.name)).toEqual(['cancelled', 'cancelled']);
});
