import { grantsOfRole, type CallRole, type TrackSource } from '@confab/shared-types';
import { beforeEach, expect, test } from 'vitest';
import { CallClient, type CallTrack, type HostWord } from './CallClient.ts';
import { fakeTrack } from './testing/callHarness.ts';
import { FakeEnvironment } from './testing/FakeEnvironment.ts';
import { FakeLine } from './testing/FakeLine.ts';
import { FakeServer } from './testing/FakeServer.ts';

interface Caller {
  readonly call: CallClient;
  readonly line: FakeLine;
}

let clock: FakeEnvironment;
let server: FakeServer;
beforeEach(() => {
  clock = new FakeEnvironment();
  server = new FakeServer(clock);
});

async function join(identity: string, role: CallRole, movesFrom?: string): Promise<Caller> {
  const line = new FakeLine(clock, server, () => 0);
  const token = FakeServer.token(identity, grantsOfRole('room', role));
  const ticket = { url: 'ws://server', token };
  const call = CallClient.join({
    ticket,
    refreshTicket: () => Promise.resolve(ticket),
    environment: line.environment,
    ...(movesFrom === undefined ? {} : { movesFrom }),
  });
  await clock.pass(500);
  return { call, line };
}

const sessionOf = ({ call }: Caller) => call.getState().self?.session ?? '';
const seenBy = ({ call }: Caller, of: Caller, source: TrackSource): CallTrack | undefined =>
  call.getState().peers.find(({ session }) => session === sessionOf(of))?.tracks[source];
const executed = (type: string) => server.executed.filter((request) => request.type === type);

/** Lets the time pass that an answer takes. */
async function answered<T>(asked: Promise<T>): Promise<T> {
  asked.catch(() => 'whoever asked is told');
  await clock.pass(500);
  return asked;
}

async function publish({ call }: Caller, source: TrackSource): Promise<MediaStreamTrack> {
  const kind = source === 'camera' || source === 'screen_share' ? 'video' : 'audio';
  const media = fakeTrack(kind);
  await answered(call.publish({ source, track: `${source}-1`, media }));
  return media;
}

test('who comes to a lobby waits, is let in with what they publish, or is refused', async () => {
  const host = await join('host', 'host');
  await answered(host.call.setRules({ lobby: true }));
  const guest = await join('guest', 'presenter');
  expect(guest.call.getState()).toMatchObject({ phase: 'waiting', self: null, peers: [] });
  const published = guest.call.publish({
    source: 'microphone',
    track: 'mic-1',
    media: fakeTrack('audio'),
  });
  const [waiting] = host.call.getState().waiting;
  expect(waiting).toMatchObject({ identity: 'guest' });
  await answered(host.call.admit(waiting?.session ?? ''));
  await answered(published);
  expect(guest.call.getState()).toMatchObject({ phase: 'in-call', self: { identity: 'guest' } });
  expect(seenBy(host, guest, 'microphone')?.media?.readyState).toBe('live');
  expect(host.call.getState().waiting).toEqual([]);

  const other = await join('other', 'presenter');
  const [next] = host.call.getState().waiting;
  await answered(host.call.refuse(next?.session ?? ''));
  expect(other.call.getState()).toMatchObject({ phase: 'ended', reason: 'refused' });
});

test('who waits and loses the socket goes on waiting, and hears that they are in', async () => {
  const host = await join('host', 'host');
  await answered(host.call.setRules({ lobby: true }));
  const guest = await join('guest', 'presenter');
  server.replayEvents = 0;
  guest.line.down = true;
  guest.line.cut();
  await clock.pass(1000);
  expect(guest.call.getState().phase).toBe('waiting');
  await answered(host.call.admit(host.call.getState().waiting[0]?.session ?? ''));
  guest.line.down = false;
  await clock.pass(10_000);
  expect(guest.call.getState()).toMatchObject({ phase: 'in-call', self: { identity: 'guest' } });
});

test('chat is there for who comes later, and once for who says it twice', async () => {
  const alice = await join('alice', 'host');
  const bob = await join('bob', 'presenter');
  await answered(alice.call.sendChat('message-1', 'hello'));
  await answered(bob.call.sendChat('message-2', 'hi'));
  await answered(bob.call.sendChat('message-2', 'hi'));
  const carol = await join('carol', 'viewer');
  for (const { call } of [alice, bob, carol]) {
    expect(call.getState().chat.map(({ text }) => text)).toEqual(['hello', 'hi']);
  }
  bob.line.down = true;
  bob.line.cut();
  await clock.pass(500);
  await expect(bob.call.sendChat('message-3', 'lost')).rejects.toMatchObject({
    code: 'not-connected',
  });
});

test('a host mutes: it is silent here, said why, and only the person unmutes', async () => {
  const host = await join('host', 'host');
  const bob = await join('bob', 'presenter');
  const words: HostWord[] = [];
  bob.call.onHostWord((word) => words.push(word));
  const media = await publish(bob, 'microphone');
  await answered(host.call.mutePeer(sessionOf(bob), 'microphone'));
  expect(media.enabled).toBe(false);
  expect(bob.call.getState().self?.tracks.microphone?.muted).toBe(true);
  expect(seenBy(host, bob, 'microphone')?.muted).toBe(true);
  expect(executed('pauseProducer')).toEqual([]);
  await answered(host.call.askToUnmute(sessionOf(bob), 'microphone'));
  expect(words).toEqual([
    { type: 'muted', source: 'microphone', by: 'host' },
    { type: 'unmute-asked', source: 'microphone', by: 'host' },
  ]);
  await answered(bob.call.setMuted('microphone', false));
  expect([media.enabled, seenBy(host, bob, 'microphone')?.muted]).toEqual([true, false]);
});

test('a mute that was missed while away is found again', async () => {
  const host = await join('host', 'host');
  const bob = await join('bob', 'presenter');
  const media = await publish(bob, 'microphone');
  server.replayEvents = 0;
  bob.line.down = true;
  bob.line.cut();
  await answered(host.call.mutePeer(sessionOf(bob), 'microphone'));
  bob.line.down = false;
  await clock.pass(10_000);
  expect(media.enabled).toBe(false);
  expect(bob.call.getState().self?.tracks.microphone?.muted).toBe(true);
});

test('what a role may not send is closed, and refused from then on', async () => {
  const host = await join('host', 'host');
  const bob = await join('bob', 'presenter');
  await publish(bob, 'microphone');
  await publish(bob, 'screen_share');
  await answered(host.call.setRole(sessionOf(bob), 'participant'));
  expect(Object.keys(bob.call.getState().self?.tracks ?? {})).toEqual(['microphone']);
  expect(Object.keys(host.call.getState().peers[0]?.tracks ?? {})).toEqual(['microphone']);
  const again = { source: 'screen_share', track: 'screen-2', media: fakeTrack('video') } as const;
  await expect(bob.call.publish(again)).rejects.toMatchObject({ code: 'no-grant' });
  await expect(answered(bob.call.setRules({ locked: true }))).rejects.toMatchObject({
    code: 'no-grant',
  });
  await answered(host.call.setRole(sessionOf(bob), 'presenter'));
  await publish(bob, 'screen_share');
  expect(seenBy(host, bob, 'screen_share')?.media?.readyState).toBe('live');
});

test('layers that nobody watches are not sent, without a word of it, and come back', async () => {
  const alice = await join('alice', 'host');
  await publish(alice, 'camera');
  const limits: number[] = [];
  const [transport] = alice.line.transports.filter(({ direction }) => direction === 'send');
  if (!transport) throw new Error('no transport');
  transport.handler.setMaxSpatialLayer = (_, layer) => {
    limits.push(layer);
    return Promise.resolve();
  };
  const session = sessionOf(alice);
  const producer = [...(server.room.members.get(session)?.producers.keys() ?? [])][0] ?? '';
  for (const spatialLayer of [0, -1, 2]) {
    server.emit(session, { type: 'layersWanted', data: { producer, spatialLayer } });
    await clock.pass(100);
  }
  expect(limits).toEqual([0, -1, 2]);
  expect(executed('pauseProducer')).toEqual([]);
  expect(alice.call.getState().self?.tracks.camera?.muted).toBe(false);
});

test('a picture that the connection holds is said to be held, until it moves', async () => {
  const alice = await join('alice', 'host');
  const bob = await join('bob', 'viewer');
  await publish(alice, 'camera');
  const session = sessionOf(bob);
  const [consumer = ''] = server.room.members.get(session)?.consumers.keys() ?? [];
  const layers = async (spatialLayer: number | null) => {
    server.emit(session, { type: 'consumerLayers', data: { consumer, spatialLayer } });
    await clock.pass(100);
    return seenBy(bob, alice, 'camera')?.held;
  };
  expect(await layers(null)).toBe(true);
  expect(await layers(1)).toBe(false);
  await layers(null);
  await answered(alice.call.setMuted('camera', true));
  expect(seenBy(bob, alice, 'camera')?.held).toBe(false);
  await answered(alice.call.setMuted('camera', false));
  expect(seenBy(bob, alice, 'camera')?.held).toBe(true);

  await clock.pass(10_000);
  expect(bob.call.getState().audioOnly).toBe('weak-connection');
  expect(seenBy(bob, alice, 'camera')).toMatchObject({ media: null, held: false });
  expect(executed('pauseConsumer')).toHaveLength(1);
});

test('with sound alone only pictures stop, and all of them come back', async () => {
  const alice = await join('alice', 'host');
  const bob = await join('bob', 'viewer');
  await publish(alice, 'microphone');
  await publish(alice, 'camera');
  await publish(alice, 'screen_share');
  bob.call.setAudioOnly(true);
  await clock.pass(500);
  const paused = () =>
    [...(server.room.members.get(sessionOf(bob))?.consumers.values() ?? [])].map(
      (consumer) => consumer.paused,
    );
  expect(paused()).toEqual([false, true, true]);
  expect(seenBy(bob, alice, 'microphone')?.media).not.toBeNull();
  expect(seenBy(bob, alice, 'camera')?.media).toBeNull();
  bob.call.setAudioOnly(false);
  await clock.pass(500);
  expect(paused()).toEqual([false, false, false]);
  expect(seenBy(bob, alice, 'camera')?.media?.readyState).toBe('live');
});

test('what is out of view is paused within a second, and asked for at once when it comes back', async () => {
  const alice = await join('alice', 'host');
  const bob = await join('bob', 'viewer');
  await publish(alice, 'camera');
  const session = sessionOf(alice);
  for (let layer = 0; layer < 10; layer += 1) {
    bob.call.setPreferredLayers(session, 'camera', layer % 3);
    bob.call.setVisible(session, 'camera', layer % 2 === 0);
    bob.call.setPriority(session, 'camera', 1 + layer);
  }
  await clock.pass(1000);
  expect(executed('setPreferredLayers').length).toBeLessThanOrEqual(2);
  expect(executed('setPriority').length).toBeLessThanOrEqual(2);
  expect(executed('pauseConsumer')).toHaveLength(1);
  const before = executed('resumeConsumer').length;
  bob.call.setVisible(session, 'camera', true);
  await clock.pass(100);
  expect(executed('resumeConsumer')).toHaveLength(before + 1);
});

test('a resumed session touches no transport, producer or consumer', async () => {
  const alice = await join('alice', 'host');
  const bob = await join('bob', 'presenter');
  await publish(alice, 'camera');
  await publish(bob, 'microphone');
  const media = seenBy(bob, alice, 'camera')?.media;
  const before = server.executed.length;
  for (let time = 0; time < 5; time += 1) {
    bob.line.cut();
    await clock.pass(3000);
  }
  expect(bob.call.getState().phase).toBe('in-call');
  expect(server.executed.slice(before)).toEqual([]);
  expect(seenBy(bob, alice, 'camera')?.media).toBe(media);
  expect(media?.readyState).toBe('live');
  expect(bob.line.transports.filter(({ closed }) => closed)).toEqual([]);
});

test('a machine that wakes finds out at once that its socket is dead', async () => {
  const alice = await join('alice', 'host');
  alice.line.stall();
  clock.wake();
  await clock.pass(3000);
  expect(alice.call.getState().phase).toBe('in-call');
  expect(server.room.members.get(sessionOf(alice))?.reconnecting).toBe(false);

  alice.line.down = true;
  alice.line.cut();
  await clock.pass(20_000);
  expect(alice.call.getState().phase).toBe('reconnecting');
  alice.line.down = false;
  clock.wake();
  await clock.pass(200);
  expect(alice.call.getState().phase).toBe('in-call');
});

test('moving here ends the other device, and a rejoin leaves no ghost of itself', async () => {
  const first = await join('alice', 'host');
  const second = await join('alice', 'host', sessionOf(first));
  expect(first.call.getState()).toMatchObject({ phase: 'ended', reason: 'moved' });
  expect(second.call.getState()).toMatchObject({ phase: 'in-call', peers: [] });
  await answered(second.call.raiseHand(true));

  second.line.down = true;
  second.line.cut();
  await clock.pass(29_000);
  second.line.down = false;
  await clock.pass(20_000);
  expect(second.call.getState()).toMatchObject({
    phase: 'in-call',
    peers: [],
    self: { handRaised: true },
  });
  expect(server.room.members.size).toBe(1);
});

test('statistics are of what is sent and received, and rejected before there is media', async () => {
  const alice = await join('alice', 'host');
  const bob = await join('bob', 'presenter');
  await publish(alice, 'camera');
  await publish(bob, 'microphone');
  const { tracks } = await answered(bob.call.statistics());
  expect(tracks.map(({ direction, source }) => [direction, source])).toEqual([
    ['send', 'microphone'],
    ['receive', 'camera'],
  ]);
  bob.call.leave();
  await expect(bob.call.statistics()).rejects.toMatchObject({ code: 'not-connected' });
});

test('a call that was left leaves nothing behind', async () => {
  const alice = await join('alice', 'host');
  const bob = await join('bob', 'presenter');
  await publish(alice, 'camera');
  const media = await publish(bob, 'camera');
  bob.call.setVisible(sessionOf(alice), 'camera', false);
  let told = 0;
  bob.call.subscribe(() => (told += 1));
  bob.call.leave();
  expect([bob.call.getState().phase, told]).toEqual(['ended', 1]);
  await clock.pass(1000);
  await answered(alice.call.raiseHand(true));
  expect([bob.line.held, told, media.readyState]).toEqual([0, 1, 'live']);
  expect(bob.line.transports.every(({ closed }) => closed)).toBe(true);
});
