import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { QualityMonitor, qualityIntervalMs, type SendingSample } from './QualityMonitor.ts';

let now: number;
let monitor: QualityMonitor;
let events: string[];
beforeEach(() => {
  now = 1_000_000;
  events = [];
  monitor = new QualityMonitor({
    now: () => now,
    onError: (error) => expect.unreachable(String(error)),
    onQualities: (changed) =>
      events.push(changed.map(({ session, quality }) => `${session} ${quality}`).join(', ')),
  });
  onTestFinished(() => monitor.close());
});

function send(session: string) {
  const state = { lost: 0, score: 10, arriving: true, expected: true };
  let bytesReceived = 0;
  monitor.add({
    session,
    sample: (): Promise<SendingSample | null> => {
      if (state.arriving) bytesReceived += 1000;
      const { lost, score, expected } = state;
      return Promise.resolve(expected ? { bytesReceived, lost, score } : null);
    },
  });
  return state;
}

async function rounds(count: number): Promise<void> {
  for (let round = 0; round < count; round++) {
    now += qualityIntervalMs;
    await monitor.sampleAll();
  }
}

test('nothing is told while all is well, or of a single bad moment', async () => {
  const alice = send('alice');
  await rounds(3);
  alice.lost = 0.5;
  await rounds(1);
  alice.lost = 0;
  await rounds(5);
  expect(events).toEqual([]);
});

test('loss and bad scores are told when they last, and so is getting better', async () => {
  const alice = send('alice');
  alice.lost = 0.06;
  await rounds(2);
  alice.score = 3;
  await rounds(2);
  expect(events).toEqual(['alice fair', 'alice poor']);
  expect(monitor.notGood).toEqual([{ session: 'alice', quality: 'poor' }]);
  Object.assign(alice, { lost: 0, score: 10 });
  await rounds(2);
  expect(events).toHaveLength(2);
  await rounds(1);
  expect(events).toEqual(['alice fair', 'alice poor', 'alice good']);
  expect(monitor.notGood).toEqual([]);
});

test('what wavers at the border does not flicker', async () => {
  const alice = send('alice');
  for (let round = 0; round < 20; round++) {
    alice.lost = round % 2 === 0 ? 0.06 : 0.04;
    await rounds(1);
  }
  expect(events).toEqual([]);
});

test('lost after five seconds of nothing, and back with the first that arrives', async () => {
  const alice = send('alice');
  await rounds(1);
  alice.arriving = false;
  await rounds(2);
  expect(events).toEqual([]);
  await rounds(1);
  expect(events).toEqual(['alice lost']);
  alice.arriving = true;
  await rounds(1);
  expect(events).toEqual(['alice lost', 'alice good']);
});

test('who is muted or watched by nobody is not lost', async () => {
  const alice = send('alice');
  await rounds(1);
  Object.assign(alice, { arriving: false, expected: false });
  await rounds(10);
  alice.expected = true;
  await rounds(2);
  expect(events).toEqual([]);
});

test('all changes of a round come as one', async () => {
  const [alice, bob] = [send('alice'), send('bob')];
  Object.assign(alice, { lost: 0.2 });
  Object.assign(bob, { lost: 0.1 });
  await rounds(2);
  expect(events).toEqual(['alice poor, bob fair']);
});
