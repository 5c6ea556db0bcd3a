import { describe, expect, test } from 'vitest';
import { parseRequest } from './parseRequest.ts';

const parse = (value: unknown) => parseRequest(Buffer.from(JSON.stringify(value)), false);
const nested = `{"v":1,"id":3,"type":"sendData","data":${'['.repeat(5000)}${']'.repeat(5000)}}`;

test('gives a request back with its data parsed', () => {
  expect(parse({ v: 1, id: 7, key: 'k', type: 'raiseHand', data: { raised: true, x: 1 } })).toEqual(
    {
      ok: true,
      request: { id: 7, key: 'k', type: 'raiseHand', data: { raised: true } },
    },
  );
});

describe.each([
  ['not JSON', Buffer.from('{'), null, 'malformed-message'],
  ['too large', Buffer.alloc(70_000, 0x20), null, 'message-too-large'],
  ['no object', Buffer.from('null'), null, 'malformed-message'],
  ['no envelope', Buffer.from('{"id":3}'), 3, 'malformed-message'],
  [
    'another version',
    Buffer.from('{"v":2,"id":3,"type":"ping","data":{}}'),
    3,
    'malformed-message',
  ],
  ['an id that is none', Buffer.from('{"v":1,"id":"x"}'), null, 'malformed-message'],
  ['an unknown type', Buffer.from('{"v":1,"id":3,"type":"fly","data":{}}'), 3, 'unknown-message'],
  [
    'a name every object has',
    Buffer.from('{"v":1,"id":3,"type":"toString","data":{}}'),
    3,
    'unknown-message',
  ],
  [
    'wrong data',
    Buffer.from('{"v":1,"id":3,"type":"raiseHand","data":{}}'),
    3,
    'malformed-message',
  ],
  ['nested too deep', Buffer.from(nested), 3, 'malformed-message'],
] as const)('%s', (_, message, id, code) => {
  test(`is ${code}`, () => {
    expect(parseRequest(message, false)).toMatchObject({ ok: false, id, error: { code } });
  });
});

test('binary is malformed', () => {
  expect(parseRequest(Buffer.from('{}'), true)).toMatchObject({ ok: false, id: null });
});
