import type { Grants } from '@confab/shared-types';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { MediaServer } from '../Server.ts';
import { publish } from '../testing/publish.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { TestClient } from '../testing/TestClient.ts';

const asHost = { roomAdmin: true };

let server: MediaServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function join(room: string, identity: string, grants?: Partial<Grants>, movesFrom?: string) {
  const { client, joined } = await TestClient.join(server, room, identity, grants, movesFrom);
  onTestFinished(() => client.socket.terminate());
  return { client, joined, session: joined.session };
}

const rolesIn = ({ joined }: Awaited<ReturnType<typeof join>>) =>
  joined.state.peers.map(({ identity, role }) => `${identity}: ${role}`);

test('everybody sees what the others are by their grants', async () => {
  await join('seen', 'alice', asHost);
  await join('seen', 'bob', { canPublishSources: ['microphone', 'camera'] });
  await join('seen', 'carol', { canPublish: false });
  const dave = await join('seen', 'dave');
  expect(rolesIn(dave)).toEqual([
    'alice: host',
    'bob: participant',
    'carol: viewer',
    'dave: presenter',
  ]);
});

describe('setting a role', () => {
  test('changes what they may do, on all their devices, and closes what they may not send', async () => {
    const alice = await join('demote', 'alice', asHost);
    const laptop = await join('demote', 'bob');
    const phone = await join('demote', 'bob');
    const microphone = await publish(laptop.client, 'microphone');
    const { transport } = microphone;
    const screen = await publish(laptop.client, 'screen_share', { transport });
    await alice.client.event('producerAdded', (data) => data.producer.source === 'screen_share');

    await alice.client.request('setRole', { session: laptop.session, role: 'participant' });
    for (const { client, session } of [laptop, phone]) {
      const { grants } = await client.event('grants');
      expect(grants.canPublishSources).toEqual(['microphone', 'camera']);
      await alice.client.event(
        'peerUpdated',
        ({ peer }) => peer.session === session && peer.role === 'participant',
      );
    }
    const closed = await alice.client.event('producerClosed');
    expect(closed.producer).toBe(screen.producer);
    await laptop.client.request('pauseProducer', { producer: microphone.producer });
    await expect(publish(laptop.client, 'screen_share', { transport })).rejects.toThrow('no-grant');

    await alice.client.request('setRole', { session: phone.session, role: 'viewer' });
    await alice.client.event('producerClosed', (data) => data.producer === microphone.producer);
  });

  test('holds for who comes again, whatever their token says', async () => {
    const alice = await join('again', 'alice', asHost);
    const bob = await join('again', 'bob');
    await alice.client.request('setRole', { session: bob.session, role: 'viewer' });
    await bob.client.request('leave', {});
    const { joined } = await join('again', 'bob');
    expect(joined.grants.canPublish).toBe(false);
  });

  test('makes who could not hear hear of what there is', async () => {
    const alice = await join('hears', 'alice', asHost);
    const bob = await join('hears', 'bob', { canSubscribe: false });
    const { producer } = await publish(alice.client, 'microphone');
    await alice.client.request('setRole', { session: bob.session, role: 'participant' });
    expect((await bob.client.event('producerAdded')).producer.producer).toBe(producer);
  });

  test('a new host learns who waits; one who steps down forgets it', async () => {
    const alice = await join('waits', 'alice', asHost);
    const bob = await join('waits', 'bob');
    await alice.client.request('setRules', { lobby: true });
    const carol = await join('waits', 'carol');
    await alice.client.request('setRole', { session: bob.session, role: 'host' });
    await bob.client.event('waiting', ({ waiting }) => waiting[0]?.session === carol.session);
    await bob.client.request('setRole', { session: alice.session, role: 'presenter' });
    await alice.client.event('waiting', ({ waiting }) => waiting.length === 0);
    await expect(alice.client.request('setRules', { lobby: false })).rejects.toThrow('no-grant');
  });

  test('the last host cannot step down, however many devices they have', async () => {
    const alice = await join('last', 'alice', asHost);
    await join('last', 'alice', asHost);
    const bob = await join('last', 'bob');
    const down = { session: alice.session, role: 'viewer' } as const;
    await expect(alice.client.request('setRole', down)).rejects.toThrow('last-host');
    await alice.client.request('setRole', { ...down, role: 'host' });
    await alice.client.request('setRole', { session: bob.session, role: 'host' });
    await alice.client.request('setRole', down);
    await alice.client.event('grants', ({ grants }) => grants.canPublish === false);
  });
});

describe('when the last host leaves', () => {
  test('the longest present who may send becomes host', async () => {
    const alice = await join('leaves', 'alice', asHost);
    const viewer = await join('leaves', 'viewer', { canPublish: false });
    const bob = await join('leaves', 'bob', { canPublishSources: ['microphone'] });
    await join('leaves', 'carol');
    await alice.client.request('leave', {});
    const { grants } = await bob.client.event('grants');
    expect(grants).toMatchObject({ roomAdmin: true, canPublish: true });
    await viewer.client.event('peerUpdated', ({ peer }) => peer.role === 'host');
    await bob.client.request('setRules', { lobby: true });
  });

  test('among those who only watch one gets the word, and no more', async () => {
    const alice = await join('viewers', 'alice', asHost);
    const viewer = await join('viewers', 'viewer', { canPublish: false });
    await alice.client.request('leave', {});
    const { grants } = await viewer.client.event('grants');
    expect(grants).toMatchObject({ roomAdmin: true, canPublish: false });
  });

  test('a second device of theirs keeps it', async () => {
    const alice = await join('devices', 'alice', asHost);
    const phone = await join('devices', 'alice', asHost);
    const bob = await join('devices', 'bob');
    await alice.client.request('leave', {});
    await bob.client.event('peerLeft', ({ session }) => session === alice.session);
    await phone.client.request('setRules', { lobby: true });
    await bob.client.event('rules');
    expect(bob.client.events.map(({ type }) => type)).not.toContain('grants');
  });

  test('it is not passed on while they may still come back', async () => {
    const alice = await join('reconnecting', 'alice', asHost);
    const bob = await join('reconnecting', 'bob');
    alice.client.socket.terminate();
    await bob.client.event('peerUpdated', ({ peer }) => peer.reconnecting);
    await expect(bob.client.request('setRules', { lobby: true })).rejects.toThrow('no-grant');
  });

  test('and nobody is there, the next to come is it', async () => {
    const alice = await join('next', 'alice', asHost);
    await alice.client.request('leave', {});
    const bob = await join('next', 'bob');
    expect(rolesIn(bob)).toEqual(['bob: host']);
    expect(bob.joined.grants.roomAdmin).toBe(true);
  });

  test('a room that never had one gets none', async () => {
    const alice = await join('hostless', 'alice');
    const bob = await join('hostless', 'bob');
    await alice.client.request('leave', {});
    await bob.client.event('peerLeft');
    await expect(bob.client.request('setRules', { lobby: true })).rejects.toThrow('no-grant');
  });
});

describe('moving to another device', () => {
  test('ends the other session, and keeps what a host made of them', async () => {
    const alice = await join('move', 'alice', asHost);
    const laptop = await join('move', 'bob');
    await alice.client.request('setRole', { session: laptop.session, role: 'host' });
    const phone = await join('move', 'bob', {}, laptop.session);
    expect(await laptop.client.event('ended')).toEqual({ reason: 'moved' });
    expect(await laptop.client.closed).toMatchObject({ code: 1000, reason: 'moved' });
    expect(rolesIn(phone)).toEqual(['alice: host', 'bob: host']);
    await alice.client.event('peerLeft', ({ session }) => session === laptop.session);
    const order = alice.client.events.map(({ type }) => type);
    expect(order.lastIndexOf('peerJoined')).toBeLessThan(order.indexOf('peerLeft'));
  });

  test('leaves others and other rooms alone', async () => {
    const alice = await join('theirs', 'alice');
    const elsewhere = await join('not-here', 'bob');
    await join('theirs', 'bob', {}, alice.session);
    await join('theirs', 'bob', {}, elsewhere.session);
    await alice.client.request('ping', {});
    await elsewhere.client.request('ping', {});
    for (const { client } of [alice, elsewhere]) {
      expect(client.events.map(({ type }) => type)).not.toContain('ended');
    }
  });

  test('works where the room is full, and while one waits', async () => {
    const small = await startTestServer({ limits: { peersPerRoom: 2 } });
    onTestFinished(() => small.close());
    const alice = await TestClient.join(small, 'small', 'alice', asHost);
    await alice.client.request('setRules', { lobby: true });
    const laptop = await TestClient.join(small, 'small', 'bob');
    await expect(TestClient.join(small, 'small', 'bob')).rejects.toThrow('room-full');
    const { session } = laptop.joined;
    const phone = await TestClient.join(small, 'small', 'bob', {}, session);
    expect(phone.joined.waiting).toBe(true);
    expect(await laptop.client.event('ended')).toEqual({ reason: 'moved' });
    await alice.client.event('waiting', ({ waiting }) => {
      return waiting.length === 1 && waiting[0]?.session === phone.joined.session;
    });
  });
});
