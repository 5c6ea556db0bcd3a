import { createMediaServer, type MediaServer, type MediaServerOptions } from '../index.ts';

const silent = () => undefined;

/** A server on any free port with a key of its own and one worker, unless told otherwise. */
export function startTestServer(options: Partial<MediaServerOptions> = {}): Promise<MediaServer> {
  return createMediaServer({
    host: '127.0.0.1',
    port: 0,
    dataFolder: '',
    listenIp: '127.0.0.1',
    announcedAddress: undefined,
    rtcPort: 0,
    workers: 1,
    workerBin: process.env['MEDIASOUP_WORKER_BIN'],
    apiKeys: [{ key: 'test-key', secret: 'a secret that only this test knows' }],
    syncUrl: undefined,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    ...options,
  });
}
