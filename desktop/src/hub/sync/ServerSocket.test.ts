import { closeCodes } from '@confab/shared-types';
import { expect, test } from 'vitest';
import { SimulatedClock } from '../fuzz/SimulatedClock.ts';
import { ServerSocket } from './ServerSocket.ts';
import type { SocketListener } from './Socket.ts';

interface Attempt {
  readonly listener: SocketListener;
  readonly sent: unknown[];
}

function setUp() {
  const clock = new SimulatedClock();
  const attempts: Attempt[] = [];
  const states: string[] = [];
  const received: unknown[] = [];
  const socket = new ServerSocket({
    url: 'ws://server/sync',
    clock,
    random: () => 0.5,
    hello: () => 'hello',
    onMessage: (data) => received.push(data),
    onState: (state) => states.push(state),
    onRejected: (why) => states.push(why),
    openSocket: (_url, listener) => {
      const attempt = { listener, sent: [] as unknown[] };
      attempts.push(attempt);
      return { bufferedBytes: 0, send: (data) => attempt.sent.push(data), close: () => undefined };
    },
  });
  const last = (): Attempt => {
    const attempt = attempts.at(-1);
    if (attempt === undefined) throw new Error('no attempt was made');
    return attempt;
  };
  return { clock, attempts, states, received, socket, last };
}

test('says hello, and counts as online only when it was answered', () => {
  const { socket, states, last } = setUp();
  socket.start();
  last().listener.onOpen();
  expect(last().sent).toEqual(['hello']);
  expect(states).toEqual(['connecting']);
  socket.welcomed();
  expect(states).toEqual(['connecting', 'online']);
});

test('comes back at once, then after growing pauses, and afresh once it was welcome', () => {
  const { socket, clock, attempts, last } = setUp();
  socket.start();
  const pauses: number[] = [];
  for (let count = 0; count < 4; count++) {
    last().listener.onClose(1006, '');
    const from = clock.now();
    const before = attempts.length;
    while (attempts.length === before) clock.advance(1);
    pauses.push(clock.now() - from);
  }
  expect(pauses).toEqual([1, 300, 1200, 2700]);
  socket.welcomed();
  last().listener.onClose(1006, '');
  const before = attempts.length;
  clock.advance(0);
  expect(attempts).toHaveLength(before + 1);
});

test('does not wait when the machine wakes up', () => {
  const { socket, clock, attempts, last } = setUp();
  socket.start();
  last().listener.onClose(1006, '');
  clock.advance(0);
  last().listener.onClose(1006, '');
  expect(attempts).toHaveLength(2);
  socket.wake();
  expect(attempts).toHaveLength(3);
  clock.advance(60_000);
  expect(attempts).toHaveLength(3);
});

test.each([
  [closeCodes.unauthenticated, 'unauthenticated'],
  [closeCodes.protocolMismatch, 'protocol-mismatch'],
])('does not come back after %i', (code, why) => {
  const { socket, clock, attempts, states, last } = setUp();
  socket.start();
  last().listener.onClose(code, '');
  clock.advance(600_000);
  expect(attempts).toHaveLength(1);
  expect(states).toEqual(['connecting', 'rejected', why]);
});

test('hears nothing of a connection that it gave up', () => {
  const { socket, received, attempts, clock } = setUp();
  socket.start();
  socket.reconnect();
  clock.advance(0);
  attempts[0]?.listener.onMessage('late');
  attempts[1]?.listener.onMessage('new');
  expect(received).toEqual(['new']);
});
