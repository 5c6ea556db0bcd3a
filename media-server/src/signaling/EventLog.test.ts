import { expect, test } from 'vitest';
import { EventLog } from './EventLog.ts';

const fill = (log: EventLog, count: number) => {
  for (let index = 0; index < count; index += 1) log.append((seq) => `event ${seq}`);
};

test('gives what came after a number, in order', () => {
  const log = new EventLog({ events: 10, bytes: 1000 });
  fill(log, 4);
  expect(log.since(2)).toEqual([
    { seq: 3, text: 'event 3' },
    { seq: 4, text: 'event 4' },
  ]);
  expect(log.since(4)).toEqual([]);
});

test('says so when some of it is gone, by count', () => {
  const log = new EventLog({ events: 3, bytes: 1000 });
  fill(log, 5);
  expect(log.since(2)?.map(({ seq }) => seq)).toEqual([3, 4, 5]);
  expect(log.since(1)).toBeNull();
});

test('says so when some of it is gone, by size', () => {
  const log = new EventLog({ events: 100, bytes: 20 });
  fill(log, 5);
  expect(log.since(3)?.map(({ seq }) => seq)).toEqual([4, 5]);
  expect(log.since(2)).toBeNull();
});

test('a number that was never given out is not replayed', () => {
  const log = new EventLog({ events: 3, bytes: 1000 });
  fill(log, 2);
  expect(log.since(3)).toBeNull();
});
