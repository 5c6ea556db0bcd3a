import type { Grants } from '@confab/shared-types';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { MediaServer } from '../Server.ts';
import { publish } from '../testing/publish.ts';
import { dtlsParameters, opusParameters } from '../testing/rtp.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { TestClient } from '../testing/TestClient.ts';

let server: MediaServer;
let nextSsrc = 1000;
beforeAll(async () => {
  server = await startTestServer({ workers: 2 });
});
afterAll(() => server.close());

async function join(room: string, identity: string, grants?: Partial<Grants>) {
  const { client, joined } = await TestClient.join(server, room, identity, grants);
  onTestFinished(() => client.socket.terminate());
  return { client, session: joined.session };
}

describe('publishing and receiving', () => {
  test('a producer is announced to the others, paused, resumed and closed', async () => {
    const alice = await join('announce', 'alice');
    const bob = await join('announce', 'bob');
    const { producer } = await publish(alice.client, 'microphone', { track: 'mic-1' });
    const added = await bob.client.event('producerAdded');
    expect(added.producer).toEqual({
      producer,
      session: alice.session,
      track: 'mic-1',
      kind: 'audio',
      source: 'microphone',
      paused: false,
    });
    await alice.client.request('pauseProducer', { producer });
    await bob.client.event('producerUpdated', (data) => data.producer.paused);
    await alice.client.request('resumeProducer', { producer });
    await bob.client.event('producerUpdated', (data) => !data.producer.paused);
    await alice.client.request('closeProducer', { producer });
    expect(await bob.client.event('producerClosed')).toEqual({ producer, session: alice.session });
    expect(alice.client.events.some(({ type }) => type === 'producerAdded')).toBe(false);
  });

  test('who comes late pulls what there is, and only then hears of more', async () => {
    const alice = await join('late', 'alice');
    const { producer } = await publish(alice.client, 'camera', { track: 'camera-1' });
    const bob = await join('late', 'bob');
    expect(bob.client.events.some(({ type }) => type === 'producerAdded')).toBe(false);
    const capabilities = await bob.client.request('ready', { rtpCapabilities: opusAndVp8 });
    expect(capabilities.producers.map((info) => info.producer)).toEqual([producer]);

    const { transport } = await bob.client.request('createTransport', { direction: 'receive' });
    const consumed = await bob.client.request('consume', { producer, transport });
    expect(consumed).toMatchObject({ producer, kind: 'video', producerPaused: false });
    const { consumer } = consumed;
    await bob.client.request('setPreferredLayers', { consumer, spatialLayer: 0 });
    await bob.client.request('resumeConsumer', { consumer });
    await bob.client.request('pauseConsumer', { consumer });
    await alice.client.request('closeProducer', { producer });
    expect(await bob.client.event('consumerClosed')).toEqual({ consumer, producer });
    await expect(bob.client.request('closeConsumer', { consumer })).rejects.toThrow(
      'consumer-unknown',
    );
  });

  test('a track that is produced again takes its own place', async () => {
    const alice = await join('again', 'alice');
    const bob = await join('again', 'bob');
    const first = await publish(alice.client, 'microphone', { track: 'mic-1' });
    nextSsrc += 10;
    const again = { ...first.data, rtpParameters: opusParameters(nextSsrc) };
    const second = await alice.client.request('produce', again);
    expect(await bob.client.event('producerClosed')).toMatchObject({ producer: first.producer });
    const { producers } = await bob.client.request('ready', { rtpCapabilities: opusAndVp8 });
    expect(producers.map(({ producer }) => producer)).toEqual([second.producer]);
  });

  test('a new transport of a direction takes the old one’s place', async () => {
    const alice = await join('transports', 'alice');
    const first = await publish(alice.client, 'microphone', { track: 'mic-1' });
    await alice.client.request('createTransport', { direction: 'send' });
    const restart = alice.client.request('restartIce', { transport: first.transport });
    await expect(restart).rejects.toThrow('transport-unknown');
  });

  test('what mediasoup refuses is malformed, and no one else is hurt', async () => {
    const alice = await join('refused', 'alice');
    const { data, transport } = await publish(alice.client, 'microphone', { track: 'mic-1' });
    const broken = { ...data, track: 'mic-2', rtpParameters: { codecs: 'none' } };
    await expect(alice.client.request('produce', broken)).rejects.toThrow('malformed-message');
    await expect(
      alice.client.request('connectTransport', { transport, dtlsParameters }),
    ).rejects.toThrow('malformed-message');
    await publish(alice.client, 'microphone', { track: 'mic-3' });
  });

  test('there is a limit to what one peer publishes', async () => {
    const alice = await join('limit', 'alice');
    const { data } = await publish(alice.client, 'microphone', { track: 'mic-0' });
    const more = (index: number) => {
      nextSsrc += 10;
      const rtpParameters = opusParameters(nextSsrc);
      return alice.client.request('produce', { ...data, track: `mic-${index}`, rtpParameters });
    };
    for (let index = 1; index < 8; index += 1) await more(index);
    await expect(more(8)).rejects.toThrow('too-many-requests');
  });
});

describe('what is not one’s own', () => {
  test('is unknown: another room’s producer, one’s own producer, another session’s ids', async () => {
    const alice = await join('own', 'alice');
    const eve = await join('elsewhere', 'eve');
    const hers = await publish(alice.client, 'microphone', { track: 'mic-1' });
    const { transport } = await eve.client.request('createTransport', { direction: 'receive' });
    const consume = eve.client.request('consume', { producer: hers.producer, transport });
    await expect(consume).rejects.toThrow('producer-unknown');

    const receive = await alice.client.request('createTransport', { direction: 'receive' });
    const own = { producer: hers.producer, transport: receive.transport };
    await expect(alice.client.request('consume', own)).rejects.toThrow('producer-unknown');

    const bob = await join('own', 'bob');
    const { producer } = hers;
    await expect(bob.client.request('pauseProducer', { producer })).rejects.toThrow(
      'producer-unknown',
    );
    await expect(bob.client.request('produce', { ...hers.data, track: 'mic-2' })).rejects.toThrow(
      'transport-unknown',
    );
    await expect(
      bob.client.request('consume', { producer, transport: receive.transport }),
    ).rejects.toThrow('transport-unknown');
  });
});

test('who may not subscribe hears of no producer', async () => {
  const alice = await join('deaf', 'alice');
  await publish(alice.client, 'microphone', { track: 'mic-1' });
  const { client, joined } = await TestClient.join(server, 'deaf', 'bob', {
    canSubscribe: false,
  });
  expect(joined.state.producers).toEqual([]);
  expect(await client.request('ready', { rtpCapabilities: opusAndVp8 })).toEqual({
    producers: [],
  });
  const receive = client.request('createTransport', { direction: 'receive' });
  await expect(receive).rejects.toThrow('no-grant');
  await client.close();
});

test('transcription is on for everybody, by whoever was first, until it is turned off', async () => {
  const alice = await join('transcribe', 'alice');
  const bob = await join('transcribe', 'bob');
  await alice.client.request('setTranscription', { on: true });
  await bob.client.request('setTranscription', { on: true });
  const { transcription } = await bob.client.event('transcription');
  expect(transcription).toMatchObject({ startedBy: 'alice' });
  const carol = await TestClient.join(server, 'transcribe', 'carol');
  expect(carol.joined.state.transcription).toEqual(transcription);
  await bob.client.request('setTranscription', { on: false });
  await alice.client.event('transcription', (data) => data.transcription === null);
  await carol.client.close();
});

test('a worker that dies costs its rooms a reset, and others nothing', async () => {
  const one = await startTestServer({ workers: 1 });
  onTestFinished(() => one.close());
  const alice = await TestClient.join(one, 'crash', 'alice');
  const bob = await TestClient.join(one, 'crash', 'bob');
  await publish(alice.client, 'camera', { track: 'cam-1' });
  const [pid] = one.workerPids;
  if (pid === undefined) throw new Error('no worker');

  process.kill(pid, 'SIGKILL');
  await Promise.all([alice.client.event('mediaReset'), bob.client.event('mediaReset')]);
  expect(one.workerPids).toHaveLength(1);
  expect(one.workerPids).not.toContain(pid);

  bob.client.events.length = 0;
  const { producer } = await publish(alice.client, 'camera', { track: 'cam-1' });
  const added = await bob.client.event('producerAdded');
  expect(added.producer).toMatchObject({ producer, track: 'cam-1' });
  const { transport } = await bob.client.request('createTransport', { direction: 'receive' });
  expect(await bob.client.request('consume', { producer, transport })).toHaveProperty('consumer');
});

test('rooms are spread over the workers', async () => {
  const two = await startTestServer({ workers: 2 });
  onTestFinished(() => two.close());
  const ports = new Set<unknown>();
  for (const room of ['room-a', 'room-b']) {
    const { client } = await TestClient.join(two, room, 'alice');
    const { iceCandidates } = await client.request('createTransport', { direction: 'send' });
    ports.add(iceCandidates[0]?.['port']);
  }
  expect(ports.size).toBe(2);
});

/** What a browser says it can receive, cut down to what is sent here. */
const opusAndVp8 = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      preferredPayloadType: 100,
      clockRate: 48_000,
      channels: 2,
    },
    { kind: 'video', mimeType: 'video/VP8', preferredPayloadType: 101, clockRate: 90_000 },
  ],
  headerExtensions: [],
};
