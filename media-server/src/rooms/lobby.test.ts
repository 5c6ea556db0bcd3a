import { protocolVersions, type Grants } from '@confab/shared-types';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { MediaServer } from '../Server.ts';
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

/** A room with a host inside and somebody else at the door. */
async function knock(room: string) {
  const alice = await join(room, 'alice', asHost);
  await alice.client.request('setRules', { lobby: true });
  const bob = await join(room, 'bob');
  return { alice, bob };
}

describe('a locked room', () => {
  test('keeps newcomers out; hosts and who was inside come back', async () => {
    const alice = await join('locked', 'alice', asHost);
    const bob = await join('locked', 'bob');
    await alice.client.request('setRules', { locked: true });
    expect(await bob.client.event('rules')).toEqual({ rules: { locked: true, lobby: false } });
    await expect(join('locked', 'carol')).rejects.toThrow('room-locked');
    await bob.client.request('leave', {});
    expect((await join('locked', 'bob')).joined.waiting).toBe(false);
    expect((await join('locked', 'dave', asHost)).joined.state.rules.locked).toBe(true);
    await alice.client.request('setRules', { locked: false });
    await join('locked', 'carol');
  });

  test('that is empty does not stay for whoever knocks', async () => {
    const quick = await startTestServer({ limits: { roomEmptyMs: 500 } });
    onTestFinished(() => quick.close());
    const alice = await join('left', 'alice', asHost, quick);
    await alice.client.request('setRules', { locked: true });
    await alice.client.request('leave', {});
    // Knocking must not put the end off: before long the room is a new one, and open.
    for (;;) {
      const answer = await join('left', 'bob', {}, quick).then(
        () => 'in',
        (error: unknown) => (error as Error).message,
      );
      if (answer === 'in') return;
      expect(answer).toBe('room-locked');
    }
  });
});

describe('the lobby', () => {
  test('shows who waits nothing of the room, and the room nothing of them but to hosts', async () => {
    const { alice, bob } = await knock('lobby');
    expect(bob.joined).toMatchObject({
      waiting: true,
      state: { peers: [], producers: [], transcription: null, waiting: [] },
    });
    const { waiting } = await alice.client.event('waiting');
    expect(waiting).toMatchObject([{ session: bob.session, identity: 'bob', name: 'Name of bob' }]);
    await alice.client.request('sendChat', { id: 'message-1', text: 'a secret' });
    await alice.client.request('raiseHand', { raised: true });
    await expect(bob.client.request('chat', {})).rejects.toThrow('not-admitted');
    await bob.client.request('ping', {});
    expect(bob.client.events).toEqual([]);
    expect(alice.client.events.map(({ type }) => type)).not.toContain('peerJoined');
    const carol = await join('lobby', 'carol', asHost);
    expect(carol.joined.state.waiting).toEqual(waiting);
    expect(carol.joined.state.peers.map(({ identity }) => identity)).toEqual(['alice', 'carol']);
  });

  test('whoever is admitted is in, with all their devices, and comes back freely', async () => {
    const { alice, bob } = await knock('admit');
    const phone = await join('admit', 'bob');
    await alice.client.request('admit', { session: bob.session });
    const { state } = await phone.client.event('admitted');
    expect(state.peers.map(({ identity }) => identity)).toEqual(['alice', 'bob', 'bob']);
    await bob.client.event('admitted');
    await alice.client.event('waiting', ({ waiting }) => waiting.length === 0);
    await bob.client.request('ready', { rtpCapabilities: bob.joined.routerRtpCapabilities });
    await bob.client.request('sendData', { topic: 'hello', payload: 1 });
    await alice.client.event('data');
    await expect(alice.client.request('admit', { session: bob.session })).rejects.toThrow(
      'peer-unknown',
    );
    await bob.client.request('leave', {});
    expect((await join('admit', 'bob')).joined.waiting).toBe(false);
  });

  test('whoever is refused is told and may ask again', async () => {
    const { alice, bob } = await knock('refuse');
    await alice.client.request('refuse', { session: bob.session });
    expect(await bob.client.event('ended')).toEqual({ reason: 'refused' });
    expect(await bob.client.closed).toMatchObject({ code: 1000, reason: 'refused' });
    await alice.client.event('waiting', ({ waiting }) => waiting.length === 0);
    expect((await join('refuse', 'bob')).joined.waiting).toBe(true);
  });

  test('that is switched off lets everybody in', async () => {
    const { alice, bob } = await knock('off');
    await alice.client.request('setRules', { lobby: false });
    await bob.client.event('admitted', ({ state }) => !state.rules.lobby);
  });

  test('that nobody is left to open opens, and the first to come in has the word', async () => {
    const { alice, bob } = await knock('left-alone');
    const carol = await join('left-alone', 'carol');
    await alice.client.request('leave', {});
    const { grants } = await bob.client.event('grants');
    expect(grants.roomAdmin).toBe(true);
    await bob.client.event('admitted');
    await bob.client.event('peerJoined', ({ peer }) => peer.session === carol.session);
    const { state } = await carol.client.event('admitted');
    expect(state.peers.map(({ identity, role }) => [identity, role])).toEqual([
      ['bob', 'host'],
      ['carol', 'presenter'],
    ]);
    expect((await join('left-alone', 'dave')).joined.waiting).toBe(true);
  });

  test('a waiting session is taken up again like any other', async () => {
    const { bob } = await knock('away');
    bob.client.socket.terminate();
    const back = await TestClient.connect(server);
    onTestFinished(() => back.socket.terminate());
    const { session, resumeToken } = bob.joined;
    const protocol = protocolVersions.signaling;
    const resumed = await back.request('resume', { protocol, session, resumeToken, lastSeq: 0 });
    expect(resumed).toMatchObject({ waiting: true, state: { peers: [], waiting: [] } });
  });

  test('and expires like any other', async () => {
    const quick = await startTestServer({ limits: { resumeWindowMs: 20 } });
    onTestFinished(() => quick.close());
    const alice = await join('gone', 'alice', asHost, quick);
    await alice.client.request('setRules', { lobby: true });
    const bob = await join('gone', 'bob', {}, quick);
    bob.client.socket.terminate();
    await alice.client.event('waiting', ({ waiting }) => waiting.length === 0);
  });
});
