import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWorker } from 'mediasoup';
import type { types } from 'mediasoup';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

/** What the bare page asks; just what mediasoup itself needs to receive one video. */
export type BareRequest =
  | { readonly type: 'transport'; readonly direction: 'send' | 'receive' }
  | { readonly type: 'connect'; readonly id: string; readonly dtlsParameters: types.DtlsParameters }
  | { readonly type: 'produce'; readonly id: string; readonly rtpParameters: types.RtpParameters }
  | {
      readonly type: 'consume';
      readonly id: string;
      readonly rtpCapabilities: types.RtpCapabilities;
    }
  | { readonly type: 'resume' };

/**
 * mediasoup with nothing around it: no accounts, rooms, grants or schemas. The reference for how fast
 * a first frame can be on this machine.
 */
export async function startBareServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const worker = await createWorker({
    logLevel: 'error',
    ...(process.env['MEDIASOUP_WORKER_BIN'] === undefined
      ? {}
      : { workerBin: process.env['MEDIASOUP_WORKER_BIN'] }),
  });
  const webRtcServer = await worker.createWebRtcServer({
    listenInfos: [
      { protocol: 'udp', ip: '127.0.0.1' },
      { protocol: 'tcp', ip: '127.0.0.1' },
    ],
  });
  const router = await worker.createRouter({
    mediaCodecs: [{ kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 }],
  });
  let producer: types.Producer | undefined;
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket) => {
    const transports = new Map<string, types.WebRtcTransport>();
    let consumer: types.Consumer | undefined;
    const answer = async (request: BareRequest): Promise<unknown> => {
      switch (request.type) {
        case 'transport': {
          const transport = await router.createWebRtcTransport({
            webRtcServer,
            initialAvailableOutgoingBitrate: 1_000_000,
          });
          transports.set(transport.id, transport);
          const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
          return { id, iceParameters, iceCandidates, dtlsParameters };
        }
        case 'connect':
          await found(transports.get(request.id)).connect(request);
          return {};
        case 'produce':
          producer = await found(transports.get(request.id)).produce({
            kind: 'video',
            rtpParameters: request.rtpParameters,
          });
          return { id: producer.id };
        case 'consume': {
          consumer = await found(transports.get(request.id)).consume({
            producerId: found(producer).id,
            rtpCapabilities: request.rtpCapabilities,
            paused: true,
          });
          const { id, producerId, kind, rtpParameters } = consumer;
          return { id, producerId, kind, rtpParameters };
        }
        case 'resume':
          await found(consumer).resume();
          return {};
      }
    };
    serve(socket, router.rtpCapabilities, answer);
    socket.on('close', () => {
      for (const transport of transports.values()) transport.close();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      http.close();
      worker.close();
      await new Promise<void>((resolve) => {
        if (worker.died || worker.closed) resolve();
        else worker.once('subprocessclose', resolve);
      });
    },
  };
}

function serve(
  socket: WebSocket,
  capabilities: types.RtpCapabilities,
  answer: (request: BareRequest) => Promise<unknown>,
): void {
  socket.send(JSON.stringify({ capabilities }));
  socket.on('message', (data: Buffer) => {
    const { id, request } = JSON.parse(data.toString()) as { id: number; request: BareRequest };
    answer(request).then(
      (ok) => socket.send(JSON.stringify({ id, ok })),
      (error: unknown) => socket.send(JSON.stringify({ id, error: String(error) })),
    );
  });
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not there');
  return value;
}
