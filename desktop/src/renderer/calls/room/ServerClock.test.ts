import { expect, test } from 'vitest';
import { ServerClock } from './ServerClock.ts';

test('knows nothing before it asked', () => {
  expect(new ServerClock().offset).toBeNull();
});

test('trusts the fastest of the last answers', () => {
  const clock = new ServerClock();
  clock.add(1000, 1400, 6350);
  clock.add(2000, 2020, 7010);
  clock.add(3000, 3300, 8290);
  expect(clock.offset).toBe(5000);
});

test('follows a clock that was set, once old answers are forgotten', () => {
  const clock = new ServerClock();
  clock.add(1000, 1002, 6001);
  for (let index = 0; index < 10; index += 1) clock.add(2000, 2010, 9005);
  expect(clock.offset).toBe(7000);
});
