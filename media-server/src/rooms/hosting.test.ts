import type { Grants } from '@confab/shared-types';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { MediaServer } from '../Server.ts';
import { protocolVersions } from '@confab/shared-types';
import { mintToken } from '../testing/mintToken.ts';
import { publish } from '../testing/publish.ts';
import { startSyncServer } from '../testing/startSyncServer.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { TestClient } from '../testing/TestClient.ts';

const asHost = { roomAdmin: true };

let server: MediaServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function join(room: string, identity: string, grants?: Partial<Grants>, on = server) {
  const { client, joined } = await TestClient.join(on, room, identity, grants);
  onTestFinished(() => client.socket.terminate());
  return { client, joined, session: joined.session };
}

describe('muting', () => {
  test('pauses it, tells whose it is and the others, and only they unmute', async () => {
    const alice = await join('mute', 'alice', asHost);
    const bob = await join('mute', 'bob');
    const carol = await join('mute', 'carol');
    const { producer } = await publish(bob.client, 'microphone');
    const mute = { session: bob.session, source: 'microphone' } as const;
    await alice.client.request('mutePeer', mute);
    expect(await bob.client.event('muted')).toEqual({
      producer,
      source: 'microphone',
      by: 'alice',
    });
    await carol.client.event('producerUpdated', (data) => data.producer.paused);
    await alice.client.request('mutePeer', mute);
    await alice.client.request('askToUnmute', mute);
    expect(await bob.client.event('unmuteAsked')).toEqual({ source: 'microphone', by: 'alice' });
    expect(bob.client.events.filter(({ type }) => type === 'muted')).toHaveLength(1);
    await bob.client.request('resumeProducer', { producer });
    await carol.client.event('producerUpdated', (data) => !data.producer.paused);
    expect(carol.client.events.map(({ type }) => type)).not.toContain('unmuteAsked');
  });

  test('nothing, or nobody, is said by name', async () => {
    const alice = await join('silent', 'alice', asHost);
    const bob = await join('silent', 'bob');
    const eve = await join('another room', 'eve');
    const mute = (session: string) =>
      alice.client.request('mutePeer', { session, source: 'camera' });
    await expect(mute(bob.session)).rejects.toThrow('producer-unknown');
    await expect(mute(eve.session)).rejects.toThrow('peer-unknown');
    await expect(mute('no-such-session')).rejects.toThrow('peer-unknown');
  });
});

describe('removing', () => {
  test('ends all their sessions, bars their tokens, and has them wait when they come again', async () => {
    const alice = await join('remove', 'alice', asHost);
    const laptop = await join('remove', 'bob');
    const phone = await join('remove', 'bob');
    const old = await mintToken(server.apiKey, {
      room: 'remove',
      identity: 'bob',
      expiresInSeconds: 60,
    });
    await alice.client.request('removePeer', { session: laptop.session });
    for (const { client, session } of [laptop, phone]) {
      expect(await client.event('ended')).toEqual({ reason: 'removed' });
      expect(await client.closed).toMatchObject({ code: 1000, reason: 'removed' });
      await alice.client.event('peerLeft', (data) => data.session === session);
    }
    const back = await TestClient.connect(server);
    onTestFinished(() => back.socket.terminate());
    const { session, resumeToken } = laptop.joined;
    const protocol = protocolVersions.signaling;
    await expect(
      back.request('resume', { protocol, session, resumeToken, lastSeq: 0 }),
    ).rejects.toThrow('session-expired');
    await expect(back.request('join', { protocol, token: old })).rejects.toThrow('no-permission');

    const again = await join('remove', 'bob');
    expect(again.joined.waiting).toBe(true);
    await alice.client.request('admit', { session: again.session });
    await again.client.event('admitted');
    expect((await join('remove', 'bob')).joined.waiting).toBe(false);
  });

  test('a host is possible too: another one has to let them in again', async () => {
    const alice = await join('rivals', 'alice', asHost);
    const bob = await join('rivals', 'bob', asHost);
    await alice.client.request('removePeer', { session: bob.session });
    await bob.client.closed;
    const again = await join('rivals', 'bob', asHost);
    expect(again.joined.waiting).toBe(true);
    await expect(again.client.request('admit', { session: again.session })).rejects.toThrow(
      'not-admitted',
    );
  });

  test('oneself is leaving', async () => {
    const alice = await join('self', 'alice', asHost);
    const remove = alice.client.request('removePeer', { session: alice.session });
    await expect(remove).rejects.toThrow('peer-unknown');
  });

  test('what they asked for before, and is still to be done, is not done', async () => {
    const alice = await join('queued', 'alice', asHost);
    const bob = await join('queued', 'bob');
    const { transport } = await bob.client.request('createTransport', { direction: 'send' });
    // The first one keeps the others waiting while the removal comes.
    const asked = [
      bob.client.request('restartIce', { transport }),
      bob.client.request('restartIce', { transport }),
      bob.client.request('sendData', { topic: 'late', payload: 'after the end' }),
      alice.client.request('removePeer', { session: bob.session }),
    ];
    await Promise.allSettled([bob.client.closed, asked.at(-1)]);
    await alice.client.request('ping', {});
    const left = alice.client.events.findIndex(({ type }) => type === 'peerLeft');
    const data = alice.client.events.findIndex(({ type }) => type === 'data');
    expect(data).toBeLessThan(left);
  });
});

describe('ending the call', () => {
  test('ends it for everybody, the lobby too, and tells the sync server at once', async () => {
    const sync = await startSyncServer();
    const own = await startTestServer({ syncUrl: sync.url });
    onTestFinished(() => own.close());
    const alice = await join('over', 'alice', asHost, own);
    const bob = await join('over', 'bob', {}, own);
    await alice.client.request('setRules', { lobby: true });
    const carol = await join('over', 'carol', {}, own);
    const before = Date.now();
    await alice.client.request('endRoom', {});
    for (const { client } of [alice, bob, carol]) {
      expect(await client.event('ended')).toEqual({ reason: 'room-closed' });
      expect(await client.closed).toMatchObject({ code: 1000, reason: 'room-closed' });
    }
    const { path, ended } = await sync.next();
    expect(path).toBe('/api/internal/rooms/over/ended');
    expect(ended.endedAt).toBeGreaterThanOrEqual(before);
    expect(carol.client.events.map(({ type }) => type)).toEqual(['ended']);
    const fresh = await join('over', 'dave', {}, own);
    expect(fresh.joined.state).toMatchObject({
      peers: [{ identity: 'dave', role: 'presenter' }],
      rules: { lobby: false },
    });
  });
});
