import { expect, test } from 'vitest';
import { startMediaCall } from '../testing/startMediaCall.ts';

test('over 100 kbit/s sound gets through whole; pictures that do not fit are held and told', async () => {
  const { bob, microphone, camera, screen, packets, onPacket } = await startMediaCall({
    maxOutgoingBitrate: 100_000,
  });
  for (const { consumer } of [camera, screen]) {
    await bob.event('consumerLayers', (data) => {
      return data.consumer === consumer && data.spatialLayer === null;
    });
  }
  let pictures = 0;
  onPacket(camera.ssrc, () => (pictures += 1));
  onPacket(screen.ssrc, () => (pictures += 1));
  const numbers = await packets(microphone.ssrc, 100);
  expect(numbers).toEqual(numbers.map((_, index) => ((numbers[0] ?? 0) + index) & 0xffff));
  // Bandwidth is probed for now and then; what is held does not come back for it.
  expect(pictures).toBeLessThan(50);
});

test('on a wide line all of it comes, and what is sent follows what is watched', async () => {
  const { alice, bob, camera, screen, packets } = await startMediaCall();
  const { consumer, producer } = camera;
  const comes = (consumer: string, spatialLayer: number) =>
    bob.event('consumerLayers', (data) => {
      return data.consumer === consumer && data.spatialLayer === spatialLayer;
    });
  const wanted = (spatialLayer: number) =>
    alice.event('layersWanted', (data) => {
      return data.producer === producer && data.spatialLayer === spatialLayer;
    });
  await Promise.all([comes(consumer, 2), comes(screen.consumer, 0), wanted(2)]);
  await packets(screen.ssrc, 10);

  await bob.request('setPriority', { consumer, priority: 10 });
  await bob.request('setPreferredLayers', { consumer, spatialLayer: 0 });
  await Promise.all([wanted(0), comes(consumer, 0)]);
  await bob.request('pauseConsumer', { consumer });
  await wanted(-1);

  alice.events.length = 0;
  await bob.request('setPreferredLayers', { consumer, spatialLayer: 1 });
  await bob.request('resumeConsumer', { consumer });
  await wanted(1);
  await packets(camera.ssrc, 10);
});

test('receivers may ask for lost sound again', async () => {
  const { microphone } = await startMediaCall();
  const [opus] = microphone.rtpParameters['codecs'] as [{ rtcpFeedback: { type: string }[] }];
  expect(opus.rtcpFeedback.map(({ type }) => type)).toContain('nack');
});

test('a line that loses packets, and one that is gone, are told to the room', async () => {
  const { bob, session, line, send } = await startMediaCall();
  const quality = (...expected: string[]) =>
    bob.event('qualities', ({ qualities }) =>
      qualities.some((one) => one.session === session && expected.includes(one.quality)),
    );
  line.isLost = (sequenceNumber) => sequenceNumber % 4 === 0;
  await quality('fair', 'poor');
  await send.cut();
  await quality('lost');
});

test('after the death of its worker a call flows again over the next one', async () => {
  const { server, alice, bob, again } = await startMediaCall();
  const [pid] = server.workerPids;
  if (pid === undefined) throw new Error('no worker');
  process.kill(pid, 'SIGKILL');
  await Promise.all([alice.event('mediaReset'), bob.event('mediaReset')]);
  const { microphone, camera, packets } = await again();
  await Promise.all([packets(microphone.ssrc, 10), packets(camera.ssrc, 10)]);
  expect(server.workerPids).not.toContain(pid);
});
