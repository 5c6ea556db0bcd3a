import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultLimits, type Limits } from '../limits.ts';
import { FakeSocket } from '../testing/FakeSocket.ts';
import { Client } from './Client.ts';
import { Connection } from './Connection.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const ignore = () => undefined;

function connect(limits: Limits = defaultLimits) {
  const socket = new FakeSocket();
  const options = { socket: socket.asWebSocket, limits, onRequest: ignore, onClose: ignore };
  return { socket, client: new Client(new Connection(options), limits) };
}

test('a socket that falls silent is taken for gone', () => {
  const { socket } = connect();
  vi.advanceTimersByTime(defaultLimits.silenceMs - 1);
  expect(socket.open).toBe(true);
  vi.advanceTimersByTime(1);
  expect(socket.open).toBe(false);
});

test('one that nobody joins with is closed; looking gives more time, but not for ever', () => {
  const limits = { ...defaultLimits, silenceMs: 1_000_000 };
  const { joinTimeoutMs, lookMs, longestLookMs } = limits;
  const idle = connect(limits);
  const once = connect(limits);
  once.client.noteLook();
  vi.advanceTimersByTime(joinTimeoutMs);
  expect([idle, once].map(({ socket }) => socket.open)).toEqual([false, true]);

  vi.advanceTimersByTime(lookMs - joinTimeoutMs);
  expect(once.socket.open).toBe(false);

  const patient = connect(limits);
  for (let waited = 0; waited < longestLookMs; waited += joinTimeoutMs / 2) {
    expect(patient.socket.open).toBe(true);
    patient.client.noteLook();
    vi.advanceTimersByTime(joinTimeoutMs / 2);
  }
  expect(patient.socket.open).toBe(false);
});
