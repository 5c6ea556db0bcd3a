import { beforeEach, expect, test } from 'vitest';
import { RoomWatch } from './RoomWatch.ts';
import { FakeEnvironment, settle } from './testing/FakeEnvironment.ts';

const room = (locked: boolean) => ({ peers: [], rules: { locked, lobby: false } });
let environment: FakeEnvironment;
let refreshed: number;

beforeEach(() => {
  environment = new FakeEnvironment();
  refreshed = 0;
});

async function look(): Promise<RoomWatch> {
  const watch = new RoomWatch({
    ticket: { url: 'ws://first', token: 'ticket' },
    refreshTicket: () => {
      refreshed += 1;
      return Promise.resolve({ url: 'ws://second', token: 'fresh' });
    },
    environment,
  });
  await open();
  return watch;
}

async function open(): Promise<void> {
  await settle();
  environment.socket.open();
  await settle();
}

test('looks again every three seconds over one socket, and tells', async () => {
  const watch = await look();
  let told = 0;
  watch.subscribe(() => (told += 1));
  expect(watch.getState()).toEqual({ room: null, error: null });
  environment.socket.answer('look', room(false));
  await environment.pass(3000);
  environment.socket.answer('look', room(true));
  await settle();
  expect(watch.getState()).toEqual({ room: room(true), error: null });
  expect(environment.socket.count('look')).toBe(2);
  expect([environment.sockets.length, told, refreshed]).toEqual([1, 2, 0]);
});

test('goes on with a fresh ticket when its own is too old, without a word', async () => {
  const watch = await look();
  environment.socket.answer('look', room(true));
  await environment.pass(3000);
  environment.socket.refuse('look', 'token-expired');
  await environment.pass(0);
  expect(watch.getState()).toEqual({ room: room(true), error: null });
  await open();
  expect(environment.socket.url).toBe('ws://second');
  expect(environment.socket.last('look').data['token']).toBe('fresh');
});

test('says what is wrong, keeps what it saw, and tries again', async () => {
  const watch = await look();
  environment.socket.answer('look', room(true));
  await settle();
  environment.socket.drop();
  await environment.pass(3000);
  expect(watch.getState()).toEqual({ room: room(true), error: 'not-connected' });
  await open();
  environment.socket.answer('look', room(false));
  await settle();
  expect(watch.getState()).toEqual({ room: room(false), error: null });
});

test('closed, it looks no more and leaves nothing behind', async () => {
  const watch = await look();
  environment.socket.answer('look', room(true));
  await settle();
  watch.close();
  await environment.pass(10_000);
  expect(environment.socket.closed).toBe(true);
  expect([environment.sockets.length, environment.held]).toEqual([1, 0]);
});
