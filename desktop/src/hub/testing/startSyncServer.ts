import { createSyncServer, silentLog } from '@confab/sync-server';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './openTestHub.ts';

export interface TestServer {
  readonly url: string;
  readonly dataFolder: string;
  stop(): Promise<void>;
  /** Starts again on the same port and data. */
  start(): Promise<void>;
}

/** Where nobody listens: enough for calls to be offered and tokens to be made. */
const media = { url: 'ws://127.0.0.1:9', apiKey: 'key', apiSecret: 'a secret of some length' };

/** A real sync server of its own, stopped after the test. */
export async function startSyncServer(): Promise<TestServer> {
  const dataFolder = await temporaryFolder();
  let server = await createSyncServer({ dataFolder, media, log: silentLog });
  const { url } = server;
  const port = Number(new URL(url).port);
  let running = true;
  const stop = async (): Promise<void> => {
    if (running) await server.stop();
    running = false;
  };
  onTestFinished(stop);
  return {
    url,
    dataFolder,
    stop,
    start: async () => {
      server = await createSyncServer({ dataFolder, media, port, log: silentLog });
      running = true;
    },
  };
}
