import type { TrackSource } from '@confab/shared-types';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { MediaServerOptions } from '../Server.ts';
import { MediaLink } from './MediaLink.ts';
import { opusParameters, vp8Parameters } from './rtp.ts';
import { startStream } from './rtpStreams.ts';
import { startTestServer } from './startTestServer.ts';
import { TestClient } from './TestClient.ts';

const ssrcs = { microphone: 1000, camera: 2000, screen: 3000 } as const;
const sound = { payloadType: 111, clockRate: 48_000, bytes: 80 };
const video = { payloadType: 96, clockRate: 90_000 };
/** Of a packet each 20 ms: 150, 300 and 440 kbit/s. */
const cameraBytes = [350, 725, 1075];
const screenBytes = 1075;
const ping = { v: 1, id: 0, type: 'ping', data: {} } as const;
const pingMs = 2000;

const encodingsSchema = z.array(z.object({ ssrc: z.number() })).min(1);
const extensionsSchema = z.array(z.object({ uri: z.string(), preferredId: z.number() }));

/** Alice sends 35 kbit/s of sound, a camera in three layers and a screen in one; bob gets it all. */
export async function startMediaCall(limits: MediaServerOptions['limits'] = {}) {
  const server = await startTestServer({ limits });
  onTestFinished(() => server.close());
  const { client: alice, joined } = await TestClient.join(server, 'room', 'alice');
  const { client: bob } = await TestClient.join(server, 'room', 'bob');
  const capabilities = joined.routerRtpCapabilities;
  // Who is silent is taken for gone.
  const pings = [alice, bob].map((client) =>
    setInterval(() => client.socket.send(JSON.stringify(ping)), pingMs),
  );
  onTestFinished(() => pings.forEach((timer) => clearInterval(timer)));
  const flow = () => connectMedia(alice, bob, capabilities);
  return { server, alice, bob, session: joined.session, ...(await flow()), again: flow };
}

async function connectMedia(
  alice: TestClient,
  bob: TestClient,
  capabilities: Record<string, unknown>,
) {
  const send = await MediaLink.open(alice, 'send');
  const receive = await MediaLink.open(bob, 'receive');
  const stops = [receive.startFeedback(feedbackId(capabilities))];
  onTestFinished(() => stops.forEach((stop) => stop()));

  const publish = async (source: TrackSource, rtpParameters: Record<string, unknown>) => {
    const kind = source === 'microphone' ? 'audio' : 'video';
    const { transport } = send;
    const track = `${source}-1`;
    const request = { transport, track, kind, source, rtpParameters, paused: false } as const;
    const { producer } = await alice.request('produce', request);
    const consumed = await bob.request('consume', { producer, transport: receive.transport });
    await bob.request('resumeConsumer', { consumer: consumed.consumer });
    const [encoding] = encodingsSchema.parse(consumed.rtpParameters['encodings']);
    return { ...consumed, ssrc: encoding?.ssrc ?? 0 };
  };
  const microphone = await publish('microphone', opusParameters(ssrcs.microphone));
  const camera = await publish('camera', vp8Parameters(ssrcs.camera));
  const screen = await publish('screen_share', oneLayer(vp8Parameters(ssrcs.screen)));

  const line = { isLost: (sequenceNumber: number) => sequenceNumber < 0 };
  const isLost = (sequenceNumber: number) => line.isLost(sequenceNumber);
  stops.push(
    startStream(send, { ssrc: ssrcs.microphone, ...sound, isLost }),
    startStream(send, { ssrc: ssrcs.screen, ...video, bytes: screenBytes, isLost }),
    ...cameraBytes.map((bytes, layer) =>
      startStream(send, { ssrc: ssrcs.camera + layer * 2, ...video, bytes, isLost }),
    ),
  );
  return {
    ...{ send, microphone, camera, screen },
    /** What of alice's packets is lost on the way to the server. */
    line,
    /** Sequence numbers of so many packets of a stream, as bob gets them from now on. */
    packets: (ssrc: number, count: number) =>
      new Promise<number[]>((resolve) => {
        const numbers: number[] = [];
        receive.onRtp(({ header }) => {
          if (header.ssrc === ssrc && numbers.push(header.sequenceNumber) === count) {
            resolve(numbers);
          }
        });
      }),
    /** Calls back for every packet of a stream that bob gets. */
    onPacket: (ssrc: number, heard: () => void) =>
      receive.onRtp(({ header }) => {
        if (header.ssrc === ssrc) heard();
      }),
  };
}

function oneLayer(parameters: Record<string, unknown>): Record<string, unknown> {
  return { ...parameters, encodings: encodingsOf(parameters).slice(0, 1) };
}

function encodingsOf(parameters: Record<string, unknown>): unknown[] {
  return z.array(z.unknown()).parse(parameters['encodings']);
}

function feedbackId(capabilities: Record<string, unknown>): number {
  const extensions = extensionsSchema.parse(capabilities['headerExtensions']);
  const found = extensions.find(({ uri }) => uri.includes('transport-wide-cc'));
  if (!found) throw new Error('the router numbers no packets');
  return found.preferredId;
}
