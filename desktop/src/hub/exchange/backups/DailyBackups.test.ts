import type { Backup } from '@confab/shared-types';
import { expect, onTestFinished, test } from 'vitest';
import { SimulatedClock } from '../../fuzz/SimulatedClock.ts';
import { DailyBackups } from './DailyBackups.ts';

const hour = 3_600_000;

/** Backups by a clock; `look` lets time pass until the next look is over. */
function daily(start: readonly Backup[] = []) {
  const clock = new SimulatedClock();
  const made: number[] = [];
  const failures: unknown[] = [];
  const settings = { wanted: true, full: false };
  const list: Backup[] = [...start];
  let planned = Promise.withResolvers<void>();
  const backups = new DailyBackups({
    clock: {
      now: () => clock.now(),
      after: (ms, run) => {
        planned.resolve();
        return clock.after(ms, run);
      },
    },
    wanted: () => settings.wanted,
    list: () => Promise.resolve(list.toSorted((one, other) => other.at - one.at)),
    backUp: () => {
      if (settings.full) return Promise.reject(new Error('full'));
      made.push(clock.now());
      list.unshift({ id: `${made.length}`, at: clock.now(), sizeBytes: 1, automatic: true });
      return Promise.resolve();
    },
    onFailed: (error) => failures.push(error),
  });
  backups.start();
  onTestFinished(() => backups.stop());
  const look = async (): Promise<void> => {
    planned = Promise.withResolvers();
    clock.advance(hour / 2);
    await planned.promise;
  };
  const pass = async (hours: number): Promise<void> => {
    for (let count = 0; count < hours * 2; count++) await look();
  };
  return { clock, made, failures, settings, list, pass };
}

test('one is made each day', async () => {
  const { made, pass } = daily();
  await pass(24 * 3 + 2);
  expect(made).toHaveLength(4);
  const gaps = made.slice(1).map((at, index) => (at - (made[index] ?? 0)) / hour);
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(24);
});

test('a person’s own backup does not stand for the day’s', async () => {
  const { made, list, clock, pass } = daily();
  list.push({ id: 'own', at: clock.now(), sizeBytes: 1, automatic: false });
  await pass(1);
  expect(made).toHaveLength(1);
});

test('none is made while they are not wanted', async () => {
  const { made, settings, pass } = daily();
  settings.wanted = false;
  await pass(48);
  expect(made).toEqual([]);
});

test('a failure is told, and tried again', async () => {
  const { made, failures, settings, pass } = daily();
  settings.full = true;
  await pass(1);
  expect(failures).toHaveLength(2);
  settings.full = false;
  await pass(1);
  expect(made).toHaveLength(1);
});

test('a clock that was wrong does not end them', async () => {
  const future = { id: 'x', at: 4_000_000_000_000, sizeBytes: 1, automatic: true };
  const { made, pass } = daily([future]);
  await pass(5);
  expect(made).toHaveLength(1);
});
