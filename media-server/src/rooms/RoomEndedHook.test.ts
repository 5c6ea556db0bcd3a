import { roomEndedSchema, roomHookClaimsSchema } from '@confab/shared-types';
import { jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { RoomEndedHook } from './RoomEndedHook.ts';

const apiKey = { key: 'key', secret: 'a secret of sufficient length for HS256' };
const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };

interface Call {
  readonly url: string;
  readonly token: string;
  readonly body: unknown;
}

/** A sync server that answers these, one a request; a number is a status. */
function answering(answers: (number | Error)[], calls: Call[]): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const token = request.headers.get('authorization')?.replace('Bearer ', '') ?? '';
    calls.push({ url: request.url, token, body: await request.json() });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return new Response(null, { status: answer ?? 500 });
  };
}

function send(answers: (number | Error)[], calls: Call[]): Promise<void> {
  const hook = new RoomEndedHook({
    syncUrl: 'http://127.0.0.1:4100',
    apiKey,
    log,
    fetch: answering(answers, calls),
    retryDelays: [0, 0],
  });
  return hook.send('room one', { endedAt: 1234 });
}

test('says once that the room ended, with a token for just that', async () => {
  const calls: Call[] = [];
  await send([204], calls);
  expect(calls).toHaveLength(1);
  expect(calls[0]?.url).toBe('http://127.0.0.1:4100/api/internal/rooms/room%20one/ended');
  expect(roomEndedSchema.parse(calls[0]?.body)).toEqual({ endedAt: 1234 });
  const secret = new TextEncoder().encode(apiKey.secret);
  const { payload } = await jwtVerify(calls[0]?.token ?? '', secret);
  expect(roomHookClaimsSchema.parse(payload)).toMatchObject({ iss: 'key', sub: 'room one' });
});

test('repeats while the server fails or cannot be reached', async () => {
  const calls: Call[] = [];
  await send([new Error('unreachable'), 503, 204], calls);
  expect(calls).toHaveLength(3);
});

test('gives up after the last repeat, and at once when it is refused', async () => {
  const failing: Call[] = [];
  await send([500, 500, 500, 204], failing);
  expect(failing).toHaveLength(3);
  const refused: Call[] = [];
  await send([401, 204], refused);
  expect(refused).toHaveLength(1);
});
