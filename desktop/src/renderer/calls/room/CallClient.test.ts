import { grantsOfRole, type Grants, type TrackSource } from '@confab/shared-types';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { MediaServer } from '../../../../../media-server/src/Server.ts';
import { mintToken } from '../../../../../media-server/src/testing/mintToken.ts';
import { startTestServer } from '../../../../../media-server/src/testing/startTestServer.ts';
import type { CallState, CallTicket, CallTrack } from './CallClient.ts';
import { lookIntoRoom } from './RoomWatch.ts';
import { fakeTrack, startCaller, type Caller } from './testing/callHarness.ts';

let server: MediaServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

interface Options {
  readonly server?: () => MediaServer;
  readonly grants?: Partial<Grants>;
}

async function ticketFor(
  room: string,
  identity: string,
  { server: where = () => server, grants }: Options = {},
): Promise<CallTicket> {
  return {
    url: `${where().url.replace('http', 'ws')}/signaling`,
    token: await mintToken(where().apiKey, {
      room,
      identity,
      grants: grants && { ...grants, room },
    }),
  };
}

async function start(room: string, identity: string, options: Options = {}): Promise<Caller> {
  const caller = await startCaller(() => ticketFor(room, identity, options));
  onTestFinished(() => caller.call.leave());
  return caller;
}

async function join(room: string, identity: string, options: Options = {}): Promise<Caller> {
  const caller = await start(room, identity, options);
  await caller.when(({ phase }) => phase !== 'joining');
  return caller;
}

function trackOf(state: CallState, identity: string, source: TrackSource): CallTrack | undefined {
  return state.peers.find((peer) => peer.identity === identity)?.tracks[source];
}

const receives = (identity: string, source: TrackSource) => (state: CallState) =>
  (trackOf(state, identity, source)?.media ?? null) !== null;

describe('a call of three', () => {
  test('everybody has everybody’s tracks, also who comes late', async () => {
    const alice = await join('three', 'alice');
    const bob = await join('three', 'bob');
    const [microphone, camera] = [fakeTrack('audio'), fakeTrack('video')];
    await alice.call.publish({ source: 'microphone', track: 'alice-mic', media: microphone });
    await alice.call.publish({ source: 'camera', track: 'alice-cam', media: camera });
    await bob.call.publish({ source: 'microphone', track: 'bob-mic', media: fakeTrack('audio') });
    await bob.when(receives('alice', 'camera'));
    await alice.when(receives('bob', 'microphone'));

    const carol = await join('three', 'carol');
    await carol.when(receives('alice', 'microphone'));
    await carol.when(receives('bob', 'microphone'));
    const state = await carol.when(receives('alice', 'camera'));
    expect(state.peers.map(({ identity }) => identity)).toEqual(['alice', 'bob']);
    expect(trackOf(state, 'alice', 'camera')).toMatchObject({
      track: 'alice-cam',
      kind: 'video',
      muted: false,
    });
    expect(alice.call.getState().self?.tracks.camera?.media).toBe(camera);

    alice.call.leave();
    expect(alice.call.getState()).toMatchObject({ phase: 'ended', reason: 'left' });
    await bob.when(({ peers }) => peers.every(({ identity }) => identity !== 'alice'));
    expect(microphone.readyState).toBe('live');
  });

  test('a track given before the call is joined is sent when it is', async () => {
    const bob = await join('early', 'bob');
    const alice = await start('early', 'alice');
    expect(alice.call.getState().phase).toBe('joining');
    const media = fakeTrack('audio');
    await alice.call.publish({ source: 'microphone', track: 'mic-1', media, muted: true });
    expect(
      trackOf(await bob.when(receives('alice', 'microphone')), 'alice', 'microphone'),
    ).toMatchObject({ muted: true });
    expect(media.enabled).toBe(false);
  });

  test('without a device of one’s own one sees and hears the others', async () => {
    const alice = await join('bare', 'alice');
    const bob = await join('bare', 'bob');
    await alice.call.publish({ source: 'camera', track: 'cam-1', media: fakeTrack('video') });
    await bob.when(receives('alice', 'camera'));
    expect(bob.call.getState()).toMatchObject({ phase: 'in-call', self: { tracks: {} } });
  });
});

describe('what is said fast', () => {
  test('of mute and unmute the last word wins, here and there', async () => {
    const alice = await join('mute', 'alice');
    const bob = await join('mute', 'bob');
    const media = fakeTrack('audio');
    await alice.call.publish({ source: 'microphone', track: 'mic-1', media });
    const words = [true, false, true, false, true];
    await Promise.all(words.map((muted) => alice.call.setMuted('microphone', muted)));
    await bob.when((state) => trackOf(state, 'alice', 'microphone')?.muted === true);
    expect(media.enabled).toBe(false);
    await alice.call.setMuted('microphone', false);
    await bob.when((state) => trackOf(state, 'alice', 'microphone')?.muted === false);
    expect(media.enabled).toBe(true);
  });

  test('a camera that goes off and on ten times is on, once', async () => {
    const alice = await join('toggle', 'alice');
    const bob = await join('toggle', 'bob');
    const outcomes: Promise<string>[] = [];
    for (let time = 0; time < 10; time += 1) {
      const publication = { source: 'camera', track: 'cam-1', media: fakeTrack('video') } as const;
      outcomes.push(
        alice.call.publish(publication).then(
          () => 'sent',
          () => 'cancelled',
        ),
      );
      if (time < 9) void alice.call.unpublish('camera');
    }
    expect(await outcomes.at(-1)).toBe('sent');
    await bob.when(receives('alice', 'camera'));
    await alice.call.unpublish('camera');
    await bob.when((state) => trackOf(state, 'alice', 'camera') === undefined);
    expect(alice.call.getState().self?.tracks).toEqual({});
  });

  test('another microphone is the same track', async () => {
    const alice = await join('swap', 'alice');
    await alice.call.publish({ source: 'microphone', track: 'mic-1', media: fakeTrack('audio') });
    const other = fakeTrack('audio');
    await alice.call.replaceTrack('microphone', other);
    expect(alice.call.getState().self?.tracks.microphone).toMatchObject({ track: 'mic-1' });
    expect(alice.call.getState().self?.tracks.microphone?.media).toBe(other);
    expect(alice.sent.filter((type) => type === 'produce')).toHaveLength(1);
  });
});

test('what may not be published is refused and not shown', async () => {
  const alice = await join('grants', 'alice', { grants: { canPublishSources: ['microphone'] } });
  const publication = { source: 'camera', track: 'cam-1', media: fakeTrack('video') } as const;
  await expect(alice.call.publish(publication)).rejects.toMatchObject({ code: 'no-grant' });
  expect(alice.call.getState().self?.tracks).toEqual({});
  await alice.call.publish({ source: 'microphone', track: 'mic-1', media: fakeTrack('audio') });
});

test('hands, transcription and data reach the others', async () => {
  const alice = await join('words', 'alice');
  const bob = await join('words', 'bob');
  const heard = Promise.withResolvers<unknown>();
  bob.call.onData((message) => heard.resolve(message));
  await alice.call.raiseHand(true);
  await alice.call.setTranscription(true);
  await alice.call.sendData('chat', { text: 'hello' });
  await bob.when(({ peers }) => peers[0]?.handRaised === true);
  await bob.when(({ transcription }) => transcription?.startedBy === 'alice');
  expect(await heard.promise).toMatchObject({ topic: 'chat', payload: { text: 'hello' } });
  expect(alice.call.getState().self?.handRaised).toBe(true);
  expect(Math.abs((alice.call.serverNow() ?? 0) - Date.now())).toBeLessThan(1000);
});

test('what is out of view is paused, and comes back', async () => {
  const alice = await join('view', 'alice');
  const bob = await join('view', 'bob');
  await alice.call.publish({ source: 'camera', track: 'cam-1', media: fakeTrack('video') });
  const { peers } = await bob.when(receives('alice', 'camera'));
  const session = peers[0]?.session ?? '';
  const sentBy = async (type: string) => {
    while (!bob.sent.includes(type)) await bob.call.raiseHand(false);
  };
  await sentBy('resumeConsumer');
  bob.call.setPreferredLayers(session, 'camera', 0);
  await sentBy('setPreferredLayers');
  bob.call.setVisible(session, 'camera', false);
  await sentBy('pauseConsumer');
  bob.sent.length = 0;
  bob.call.setVisible(session, 'camera', true);
  await sentBy('resumeConsumer');
  expect(bob.warnings).toEqual([]);
});

describe('hosts', () => {
  const host = { grants: grantsOfRole('hosts', 'host') };

  test('a lobby keeps people out until a host lets them in', async () => {
    const alice = await join('lobby', 'alice', host);
    await alice.call.setRules({ lobby: true });
    const bob = await join('lobby', 'bob');
    expect(bob.call.getState()).toMatchObject({ phase: 'waiting', self: null });
    const media = fakeTrack('audio');
    const published = bob.call.publish({ source: 'microphone', track: 'mic-1', media });
    const { waiting } = await alice.when((state) => state.waiting.length === 1);
    await alice.call.admit(waiting[0]?.session ?? '');
    await published;
    await alice.when(receives('bob', 'microphone'));
    expect(bob.call.getState()).toMatchObject({ phase: 'in-call', rules: { lobby: true } });
  });

  test('a host mutes, and a role takes a screen away', async () => {
    const alice = await join('words', 'alice', host);
    const bob = await join('words', 'bob');
    const [microphone, screen] = [fakeTrack('audio'), fakeTrack('video')];
    await bob.call.publish({ source: 'microphone', track: 'mic-1', media: microphone });
    await bob.call.publish({ source: 'screen_share', track: 'screen-1', media: screen });
    const { peers } = await alice.when(receives('bob', 'screen_share'));
    const session = peers[0]?.session ?? '';
    const word = Promise.withResolvers<unknown>();
    bob.call.onHostWord((told) => word.resolve(told));
    await alice.call.mutePeer(session, 'microphone');
    expect(await word.promise).toEqual({ type: 'muted', source: 'microphone', by: 'alice' });
    expect(microphone.enabled).toBe(false);
    await alice.when((state) => trackOf(state, 'bob', 'microphone')?.muted === true);
    await alice.call.setRole(session, 'participant');
    await alice.when((state) => trackOf(state, 'bob', 'screen_share') === undefined);
    const { self } = await bob.when((state) => state.self?.role === 'participant');
    expect(Object.keys(self?.tracks ?? {})).toEqual(['microphone']);
    await expect(bob.call.setRules({ locked: true })).rejects.toMatchObject({ code: 'no-grant' });
  });

  test('the end for all, and moving to another device, are told to who is out', async () => {
    const alice = await join('ends', 'alice', host);
    const session = alice.call.getState().self?.session;
    const moved = await startCaller(() => ticketFor('ends', 'alice', host), session);
    onTestFinished(() => moved.call.leave());
    await alice.when(({ reason }) => reason === 'moved');
    const bob = await join('ends', 'bob');
    expect(bob.call.getState().peers).toHaveLength(1);
    await moved.call.endForAll();
    await bob.when(({ reason }) => reason === 'room-closed');
  });
});

test('chat reaches everybody once, also who comes late, and who looks in sees who is inside', async () => {
  const alice = await join('chat', 'alice');
  const bob = await join('chat', 'bob');
  await alice.call.sendChat('message-1', 'hello');
  await bob.when(({ chat }) => chat.length === 1);
  await alice.call.sendChat('message-1', 'hello');
  await bob.call.sendChat('message-2', 'hi');
  const carol = await join('chat', 'carol');
  for (const caller of [alice, bob, carol]) {
    const { chat } = await caller.when((state) => state.chat.length === 2);
    expect(chat.map(({ text }) => text)).toEqual(['hello', 'hi']);
  }
  const watch = lookIntoRoom({
    ticket: await ticketFor('chat', 'dave'),
    refreshTicket: () => ticketFor('chat', 'dave'),
  });
  onTestFinished(() => watch.close());
  await new Promise<void>((resolve) => watch.subscribe(() => resolve()));
  const { room } = watch.getState();
  expect(room?.peers.map(({ identity }) => identity)).toEqual(['alice', 'bob', 'carol']);
});

describe('what breaks', () => {
  test('a cut socket costs no media: the session goes on', async () => {
    const alice = await join('cut', 'alice');
    const bob = await join('cut', 'bob');
    await alice.call.publish({ source: 'camera', track: 'cam-1', media: fakeTrack('video') });
    const before = trackOf(await bob.when(receives('alice', 'camera')), 'alice', 'camera');
    const session = bob.call.getState().self?.session;
    bob.cut();
    await bob.when(({ phase }) => phase === 'reconnecting');
    expect(trackOf(bob.call.getState(), 'alice', 'camera')).toBe(before);
    await alice.call.setMuted('camera', true);
    const after = await bob.when((state) => trackOf(state, 'alice', 'camera')?.muted === true);
    await bob.when(({ phase }) => phase === 'in-call');
    expect(trackOf(after, 'alice', 'camera')?.media).toBe(before?.media);
    expect(bob.call.getState().self?.session).toBe(session);
    expect(bob.transports.every(({ closed }) => !closed)).toBe(true);
  });

  test('a dead worker: the same tracks over new transports', async () => {
    const alice = await join('crash', 'alice');
    const bob = await join('crash', 'bob');
    await alice.call.publish({ source: 'camera', track: 'cam-1', media: fakeTrack('video') });
    await bob.call.publish({ source: 'microphone', track: 'mic-1', media: fakeTrack('audio') });
    const before = trackOf(await bob.when(receives('alice', 'camera')), 'alice', 'camera');
    const [pid] = server.workerPids;
    if (pid === undefined) throw new Error('no worker');
    process.kill(pid, 'SIGKILL');
    await bob.when((state) => trackOf(state, 'alice', 'camera')?.media === null);
    const after = trackOf(await bob.when(receives('alice', 'camera')), 'alice', 'camera');
    expect(after?.track).toBe(before?.track);
    expect(after?.media).not.toBe(before?.media);
    await alice.when(receives('bob', 'microphone'));
    await alice.when(({ phase }) => phase === 'in-call');
  });

  test('a server that starts again: joined anew, the same track ids', async () => {
    let current = await startTestServer();
    onTestFinished(() => current.close());
    const options = { server: () => current };
    const alice = await join('again', 'alice', options);
    const bob = await join('again', 'bob', options);
    await alice.call.publish({ source: 'camera', track: 'cam-1', media: fakeTrack('video') });
    await bob.when(receives('alice', 'camera'));
    const old = current;
    current = await startTestServer();
    await old.close();
    await bob.when(({ phase }) => phase === 'reconnecting');
    await bob.when((state) => state.phase === 'in-call' && receives('alice', 'camera')(state));
    expect(trackOf(bob.call.getState(), 'alice', 'camera')?.track).toBe('cam-1');
    expect(bob.call.getState().peers).toHaveLength(1);
  });

  test('ICE is restarted for the transport that failed, and for no other', async () => {
    const alice = await join('ice', 'alice');
    const bob = await join('ice', 'bob');
    await bob.call.publish({ source: 'microphone', track: 'mic-1', media: fakeTrack('audio') });
    await alice.call.publish({ source: 'microphone', track: 'mic-2', media: fakeTrack('audio') });
    await alice.when(receives('bob', 'microphone'));
    const [failed] = alice.transports;
    if (!failed) throw new Error('no transport');
    failed.handler.emit('@connectionstatechange', 'failed');
    await alice.when(({ phase }) => phase === 'reconnecting');
    while (!alice.sent.includes('restartIce')) await alice.call.raiseHand(false);
    failed.handler.emit('@connectionstatechange', 'connected');
    await alice.when(({ phase }) => phase === 'in-call');
    expect(alice.sent.filter((type) => type === 'restartIce')).toHaveLength(1);
    expect(alice.transports).toHaveLength(2);
  });

  test('an answer that says no ends the call, with the reason', async () => {
    const small = await startTestServer({ limits: { peersPerRoom: 1 } });
    onTestFinished(() => small.close());
    await join('full', 'alice', { server: () => small });
    const bob = await join('full', 'bob', { server: () => small });
    expect(bob.call.getState()).toMatchObject({
      phase: 'ended',
      reason: 'failed',
      error: 'room-full',
    });
  });
});
