import {
  closeCodes,
  protocolVersions,
  type ErrorCode,
  type SignalingRequestType,
} from '@confab/shared-types';
import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { MediaServer } from '../Server.ts';
import { mintToken } from '../testing/mintToken.ts';
import { publish } from '../testing/publish.ts';
import { opusParameters } from '../testing/rtp.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { TestClient } from '../testing/TestClient.ts';

const protocol = protocolVersions.signaling;

let server: MediaServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function join(room: string, identity: string, on = server) {
  const member = await TestClient.join(on, room, identity);
  onTestFinished(() => member.client.socket.terminate());
  return member;
}

async function connect(on = server): Promise<TestClient> {
  const client = await TestClient.connect(on);
  onTestFinished(() => client.socket.terminate());
  return client;
}

describe('giant values', () => {
  const many = <T>(count: number, value: T): T[] => Array<T>(count).fill(value);
  const deep = (levels: number): unknown => (levels === 0 ? 0 : { inner: deep(levels - 1) });
  const opus = opusParameters(1);
  const codec = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 };
  const fingerprint = { algorithm: 'sha-256', value: 'AA:BB' };

  const parameters: Record<string, unknown> = {
    deep: { ...opus, codecs: deep(20) },
    'deeper than any': { ...opus, codecs: deep(100) },
    long: { ...opus, mid: 'x'.repeat(60_000) },
    'of many codecs': { ...opus, codecs: many(600, codec) },
    'of many encodings': { ...opus, encodings: many(3000, { ssrc: 1 }) },
    'of many names': Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`n${n}`, 0])),
    'of long names': { ['x'.repeat(65)]: 0 },
    'of wrong types': { codecs: 1, encodings: 'x', headerExtensions: {}, rtcp: [] },
    'a prototype': JSON.parse('{"__proto__":{"codecs":[]},"constructor":0}') as unknown,
    'an array': many(20_000, 0),
    null: null,
  };
  const refusals: ErrorCode[] = ['malformed-message'];

  test.each(Object.keys(parameters))(
    '%s: refused by name, and nothing else stops',
    async (name) => {
      const value = parameters[name];
      const alice = await join(`giant ${name}`, 'alice');
      const bob = await join(`giant ${name}`, 'bob');
      const { transport, producer } = await publish(alice.client, 'microphone');
      const receiving = await bob.client.request('createTransport', { direction: 'receive' });
      let id = 5000;
      const ask = async (client: TestClient, type: SignalingRequestType, data: unknown) => {
        const { error } = await client.ask({ v: 1, id: (id += 1), type, data });
        // A good one in between: three bad ones in a row end a connection.
        await client.request('ping', {});
        return error?.code ?? 'ok';
      };

      const track = { transport, track: 'track-1', kind: 'audio', source: 'microphone' };
      const produced = { ...track, paused: false, rtpParameters: value };
      // What is only unusual mediasoup takes; what it does not comes back by name.
      expect(['ok', ...refusals]).toContain(await ask(alice.client, 'produce', produced));
      const dtlsParameters = { fingerprints: value };
      expect(refusals).toContain(
        await ask(alice.client, 'connectTransport', { transport, dtlsParameters }),
      );
      const capable = await ask(bob.client, 'ready', { rtpCapabilities: value });
      expect(['ok', ...refusals]).toContain(capable);
      const consume = { producer, transport: receiving.transport };
      const consumed = await ask(bob.client, 'consume', consume);
      expect(capable === 'ok' ? ['cannot-consume', ...refusals] : ['ok']).toContain(consumed);

      await publish(alice.client, 'microphone');
      await bob.client.request('sendData', { topic: 'alive', payload: 1 });
      await alice.client.event('data');
    },
  );

  test('many fingerprints are too many', async () => {
    const { client } = await join('fingerprints', 'alice');
    const { transport } = await client.request('createTransport', { direction: 'send' });
    const dtlsParameters = { role: 'client', fingerprints: many(11, fingerprint) } as const;
    await expect(client.request('connectTransport', { transport, dtlsParameters })).rejects.toThrow(
      'malformed-message',
    );
  });
});

describe('tokens', () => {
  test('past their time are refused and the socket is closed', async () => {
    const who = { room: 'late', identity: 'alice' };
    const token = await mintToken(server.apiKey, { ...who, expiresInSeconds: -60 });
    for (const type of ['join', 'look'] as const) {
      const client = await connect();
      await expect(client.request(type, { protocol, token })).rejects.toThrow('token-expired');
      expect(await client.closed).toMatchObject({ code: closeCodes.unauthenticated });
    }
  });

  test('lead to the room they name and to no other', async () => {
    const alice = await join('hers', 'alice');
    const eve = await join('elsewhere', 'eve');
    expect(eve.joined.state.peers.map(({ identity }) => identity)).toEqual(['eve']);
    await eve.client.request('sendData', { topic: 'x', payload: 1 });
    await eve.client.request('sendChat', { id: 'message-1', text: 'hello' });
    expect((await alice.client.request('chat', {})).messages).toEqual([]);
    expect(alice.client.events).toEqual([]);
  });

  test('of a session resume no other', async () => {
    const alice = await join('sessions', 'alice');
    const eve = await join('sessions', 'eve');
    const { session } = alice.joined;
    const { resumeToken } = eve.joined;
    for (const stolen of [
      { session, resumeToken },
      { session, resumeToken: 'x'.repeat(32) },
      { session: 'no-such-session', resumeToken },
    ]) {
      const thief = await connect();
      await expect(thief.request('resume', { protocol, ...stolen, lastSeq: 0 })).rejects.toThrow(
        'session-expired',
      );
    }
    await alice.client.request('ping', {});
  });

  test('with a sequence number that never was get the state, and no events', async () => {
    const { client, joined } = await join('future', 'alice');
    client.socket.terminate();
    const back = await connect();
    const { session, resumeToken } = joined;
    const data = { protocol, session, resumeToken, lastSeq: 1_000_000 };
    expect(await back.request('resume', data)).toMatchObject({
      replayed: false,
      state: { peers: [{ session }] },
    });
  });
});

describe('sockets', () => {
  /** A peer that opens a WebSocket by hand and then never answers anything, not even a close. */
  async function openDeaf(on: MediaServer): Promise<Socket> {
    const { hostname, port } = new URL(on.url);
    const socket = connectTcp(Number(port), hostname);
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    socket.write(
      [
        'GET /signaling HTTP/1.1',
        'Host: confab',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
        '\r\n',
      ].join('\r\n'),
    );
    await once(socket, 'data');
    return socket;
  }

  test('that are half open are cut', async () => {
    const strict = await startTestServer({ limits: { joinTimeoutMs: 20, silenceMs: 100 } });
    onTestFinished(() => strict.close());
    const socket = await openDeaf(strict);
    socket.resume();
    await once(socket, 'close');
  });

  test('that do not read are cut, and may come back', async () => {
    const strict = await startTestServer({
      limits: { unsentBytes: 100_000, requestBurst: 10_000 },
    });
    onTestFinished(() => strict.close());
    const slow = await join('slow', 'alice', strict);
    const bob = await join('slow', 'bob', strict);
    slow.client.socket.pause();
    const payload = 'x'.repeat(50_000);
    const count = 500;
    for (let sent = 0; sent < count; sent += 1) {
      await bob.client.request('sendData', { topic: 'flood', payload: `${sent} ${payload}` });
    }
    slow.client.socket.resume();
    expect(await slow.client.closed).toMatchObject({ code: closeCodes.tooSlow });

    const back = await connect(strict);
    const { session, resumeToken } = slow.joined;
    const lastSeq = slow.client.events.at(-1)?.seq ?? 0;
    expect(lastSeq).toBeLessThan(count);
    // More than is kept: it starts from what is now.
    const resume = { protocol, session, resumeToken, lastSeq };
    expect(await back.request('resume', resume)).toMatchObject({ replayed: false });
    await bob.client.request('sendData', { topic: 'now', payload: 1 });
    await back.event('data', ({ topic }) => topic === 'now');
  });
});
