import { Device } from 'mediasoup-client';
import type { types } from 'mediasoup-client';
import type { BareRequest } from './bareServer.ts';

type Ask = (request: BareRequest) => Promise<unknown>;

/** Sends the camera to the bare server; resolves when it does. */
export async function publishBare(url: string): Promise<void> {
  const { ask, device } = await connect(url);
  const transport = device.createSendTransport(await transportOptions(ask, 'send'));
  answerEvents(transport, ask);
  const camera = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360 } });
  const [track] = camera.getVideoTracks();
  if (track === undefined) throw new Error('no camera');
  await transport.produce({ track });
}

/** Milliseconds from opening the socket to the first decoded frame of the one video there is. */
export async function joinBare(url: string): Promise<number> {
  const startedAt = performance.now();
  const { socket, ask, device } = await connect(url);
  const transport = device.createRecvTransport(await transportOptions(ask, 'receive'));
  answerEvents(transport, ask);
  const consumer = await transport.consume(
    (await ask({
      type: 'consume',
      id: transport.id,
      rtpCapabilities: device.recvRtpCapabilities,
    })) as types.ConsumerOptions,
  );
  const shown = firstFrame(consumer.track);
  await ask({ type: 'resume' });
  const took = (await shown) - startedAt;
  transport.close();
  socket.close();
  return took;
}

/** When the first frame of a track was decoded and presented, by `performance.now()`. */
export function firstFrame(track: MediaStreamTrack): Promise<number> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  document.body.append(video);
  return new Promise((resolve, reject) => {
    video.requestVideoFrameCallback((now) => {
      video.remove();
      resolve(now);
    });
    video.play().catch(reject);
  });
}

async function connect(url: string): Promise<{ socket: WebSocket; ask: Ask; device: Device }> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, { resolve(ok: unknown): void; reject(error: Error): void }>();
  let nextId = 1;
  const capabilities = await new Promise<types.RtpCapabilities>((resolve, reject) => {
    socket.onerror = () => reject(new Error('no bare server'));
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as {
        capabilities?: types.RtpCapabilities;
        id?: number;
        ok?: unknown;
        error?: string;
      };
      if (message.capabilities !== undefined) return resolve(message.capabilities);
      const asked = waiting.get(message.id ?? 0);
      if (message.error === undefined) asked?.resolve(message.ok);
      else asked?.reject(new Error(message.error));
    };
  });
  const ask: Ask = (request) =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, request }));
    });
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: capabilities });
  return { socket, ask, device };
}

async function transportOptions(
  ask: Ask,
  direction: 'send' | 'receive',
): Promise<types.TransportOptions> {
  return (await ask({ type: 'transport', direction })) as types.TransportOptions;
}

function answerEvents(transport: types.Transport, ask: Ask): void {
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    ask({ type: 'connect', id: transport.id, dtlsParameters }).then(done, failed);
  });
  transport.on('produce', ({ rtpParameters }, done, failed) => {
    ask({ type: 'produce', id: transport.id, rtpParameters }).then(
      (ok) => done(ok as { id: string }),
      failed,
    );
  });
}
