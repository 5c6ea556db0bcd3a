import { NotFoundError } from 'mediasoup/errors';
import { expect, test } from 'vitest';
import { Traffic } from './Traffic.ts';

function transport(id: string) {
  const bytes = { bytesReceived: 0, bytesSent: 0 };
  const made = {
    id,
    bytes,
    closed: false,
    asked: 0,
    getStats: () => {
      made.asked += 1;
      return made.closed
        ? Promise.reject(new NotFoundError('gone'))
        : Promise.resolve([bytes] as never);
    },
  };
  return made;
}

test('adds what came since the last reading, and keeps what closed transports had carried', async () => {
  const [one, two] = [transport('one'), transport('two')];
  const open = new Set([one, two]);
  const traffic = new Traffic(() => open);
  Object.assign(one.bytes, { bytesReceived: 100, bytesSent: 10 });
  Object.assign(two.bytes, { bytesReceived: 1, bytesSent: 2 });
  expect(await traffic.read(0)).toEqual({ received: 101, sent: 12 });
  one.bytes.bytesReceived = 150;
  open.delete(two);
  expect(await traffic.read(5000)).toEqual({ received: 151, sent: 12 });
  open.add(transport('three'));
  expect(await traffic.read(10_000)).toEqual({ received: 151, sent: 12 });
});

test('one that closes while it is asked is left out', async () => {
  const one = transport('one');
  const traffic = new Traffic(() => [one]);
  one.bytes.bytesSent = 5;
  await traffic.read(0);
  Object.assign(one, { getStats: () => Promise.reject(new NotFoundError('gone')) });
  expect(await traffic.read(5000)).toEqual({ received: 0, sent: 5 });
});

test('many readers at once cost one question', async () => {
  const one = transport('one');
  const traffic = new Traffic(() => [one]);
  await Promise.all([traffic.read(0), traffic.read(10), traffic.read(999)]);
  expect(one.asked).toBe(1);
  await traffic.read(1000);
  expect(one.asked).toBe(2);
});
