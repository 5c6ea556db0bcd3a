import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { opusParameters, vp8Parameters } from '../testing/rtp.ts';
import { mediaCodecs } from './codecs.ts';
import { MediaWorkers, restartDelayMs } from './MediaWorkers.ts';
import { PeerMedia } from './PeerMedia.ts';
import { RoomMedia } from './RoomMedia.ts';

const nothing = () => undefined;
const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

async function start(count: number): Promise<MediaWorkers> {
  const workers = await MediaWorkers.create({
    count,
    workerBin: process.env['MEDIASOUP_WORKER_BIN'],
    listenIp: '127.0.0.1',
    announcedAddress: undefined,
    rtcPort: 0,
    log,
  });
  onTestFinished(() => workers.close());
  return workers;
}

const openRoom = (workers: MediaWorkers) =>
  RoomMedia.create(workers, { onLevels: nothing, onQualities: nothing, onLost: nothing });

function enter(roomMedia: RoomMedia, session: string): PeerMedia {
  const limits = defaultLimits;
  return new PeerMedia({ session, roomMedia, limits, emit: nothing, onProducerClosed: nothing });
}

async function publish(peer: PeerMedia, ssrc: number) {
  const { transport } = await peer.createTransport('send');
  const [audio, video] = [opusParameters(ssrc), vp8Parameters(ssrc + 100)];
  const shared = { transport, paused: false };
  const produce = (kind: 'audio' | 'video', rtpParameters: Record<string, unknown>) => {
    const source = kind === 'audio' ? 'microphone' : 'camera';
    return peer.produce({ ...shared, kind, source, track: `${kind}-1`, rtpParameters });
  };
  return [await produce('audio', audio), await produce('video', video)];
}

test('a room goes where the fewest streams are, however many rooms that worker has', async () => {
  const workers = await start(2);
  const [first, second] = workers.running;
  const busy = await openRoom(workers);
  await publish(enter(busy, 'alice'), 1000);
  expect(first?.load.streams).toBe(2);
  for (let room = 0; room < 3; room++) await openRoom(workers);
  expect([first?.load.routers, second?.load.routers]).toEqual([1, 3]);

  busy.close();
  expect(first?.load.streams).toBe(0);
  await openRoom(workers);
  expect(first?.load.routers).toBe(1);
});

test('rooms that are placed at once do not all go to one worker', async () => {
  const workers = await start(2);
  await Promise.all(Array.from({ length: 6 }, () => openRoom(workers)));
  expect(workers.running.map(({ load }) => load.routers)).toEqual([3, 3]);
});

test('fifty that come and go leave nothing behind in the worker', async () => {
  const workers = await start(1);
  const [slot] = workers.running;
  if (!slot) throw new Error('no worker');
  const room = await openRoom(workers);
  const host = enter(room, 'host');
  const [, camera] = await publish(host, 1000);
  const handlers = async () => {
    const { channelMessageHandlers } = await slot.worker.dump();
    return [...channelMessageHandlers.channelRequestHandlers].sort();
  };
  const before = await handlers();
  for (let visit = 0; visit < 50; visit++) {
    const guest = enter(room, `guest-${visit}`);
    await publish(guest, 5000);
    const { transport } = await guest.createTransport('receive');
    const producer = camera?.producer ?? '';
    const { consumer } = await guest.consume({ producer, transport }, { ...room.rtpCapabilities });
    await guest.setConsumerPaused(consumer, false);
    guest.close();
  }
  expect(await handlers()).toEqual(before);
  expect(slot.load.streams).toBe(2);
  expect(slot.load.transports.size).toBe(1);
});

test('what one client may send, be sent and consume is bounded', async () => {
  const workers = await start(1);
  const room = await openRoom(workers);
  const limits = { ...defaultLimits, consumersPerPeer: 1, maxOutgoingBitrate: 500_000 };
  const emit = nothing;
  const peer = new PeerMedia({
    ...{ session: 'alice', roomMedia: room, limits, emit },
    onProducerClosed: nothing,
  });
  const [microphone, camera] = await publish(enter(room, 'bob'), 1000);
  await peer.createTransport('send');
  const { transport } = await peer.createTransport('receive');
  const [, send, receive] = [...(workers.running[0]?.load.transports ?? [])];
  expect((await send?.getStats())?.[0]).toMatchObject({
    maxIncomingBitrate: defaultLimits.maxIncomingBitrate,
  });
  expect((await receive?.getStats())?.[0]).toMatchObject({ maxOutgoingBitrate: 500_000 });

  const consume = (producer = '') => peer.consume({ producer, transport }, room.rtpCapabilities);
  await consume(camera?.producer);
  await consume(camera?.producer);
  await expect(consume(microphone?.producer)).rejects.toThrow('too-many-requests');
});

test('a worker that dies is replaced, and counted', async () => {
  const workers = await start(2);
  const [pid] = workers.pids;
  if (pid === undefined) throw new Error('no worker');
  process.kill(pid, 'SIGKILL');
  while (workers.pids.length < 2 || workers.pids.includes(pid)) await delay(10);
  expect(workers.deaths).toBe(1);
  await workers.createRouter(mediaCodecs);
});

test('the first replacement comes at once, later ones ever later', () => {
  expect([0, 1, 2, 3, 4, 20].map(restartDelayMs)).toEqual([0, 0, 250, 500, 1000, 10_000]);
});
