import { beforeEach, expect, test } from 'vitest';
import { AudioOnly } from './AudioOnly.ts';
import { FakeEnvironment } from './testing/FakeEnvironment.ts';

let environment: FakeEnvironment;
let audioOnly: AudioOnly;
let states: string[];
const weak = { watched: 3, held: 2 };
const fine = { watched: 3, held: 1 };

beforeEach(() => {
  environment = new FakeEnvironment();
  states = [];
  audioOnly = new AudioOnly({ environment, onChange: (state) => states.push(state) });
});

test('pictures are given up once most of them stood still for ten seconds', async () => {
  audioOnly.look(weak);
  await environment.pass(9000);
  audioOnly.look(weak);
  expect(states).toEqual([]);
  await environment.pass(1000);
  expect(states).toEqual(['weak-connection']);
});

test('a few that stand still, or none to be seen, are no reason', async () => {
  audioOnly.look(weak);
  await environment.pass(9000);
  audioOnly.look(fine);
  await environment.pass(60_000);
  audioOnly.look({ watched: 0, held: 0 });
  await environment.pass(60_000);
  expect(states).toEqual([]);
});

test('pictures are tried again, after each time in vain more rarely', async () => {
  const pauses: number[] = [];
  for (let time = 0; time < 6; time += 1) {
    audioOnly.look(weak);
    await environment.pass(10_000);
    const since = environment.now();
    while (states.at(-1) !== 'off') await environment.pass(1000);
    pauses.push(environment.now() - since);
  }
  expect(pauses).toEqual([20_000, 40_000, 80_000, 160_000, 240_000, 240_000]);

  await environment.pass(120_000);
  audioOnly.look(weak);
  await environment.pass(10_000 + 20_000);
  expect(states.at(-1)).toBe('off');
});

test('the person’s word counts, whatever the connection does', async () => {
  audioOnly.choose(true);
  audioOnly.look(weak);
  await environment.pass(60_000);
  audioOnly.choose(false);
  expect(states).toEqual(['chosen', 'off']);
  audioOnly.look(weak);
  await environment.pass(10_000);
  audioOnly.choose(false);
  await environment.pass(5000);
  expect(states).toEqual(['chosen', 'off', 'weak-connection', 'off']);
});

test('closed, nothing is waited for', () => {
  audioOnly.look(weak);
  audioOnly.close();
  expect(environment.held).toBe(0);
});
