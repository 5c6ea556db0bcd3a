import { onTestFinished } from 'vitest';
import { silentLog } from '../Log.ts';
import { createSyncServer } from '../Server.ts';
import type { SyncServer, SyncServerOptions } from '../Server.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** A server in this process with a folder of its own, stopped after the test. */
export async function startTestServer(
  options: Partial<SyncServerOptions> = {},
): Promise<SyncServer> {
  const dataFolder = options.dataFolder ?? (await temporaryFolder());
  const server = await createSyncServer({ log: silentLog, ...options, dataFolder });
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopping ??= server.stop());
  onTestFinished(stop);
  return { url: server.url, stop };
}

export const testMedia = {
  url: 'ws://127.0.0.1:1/signaling',
  apiKey: 'test-key',
  apiSecret: 'test-secret-of-sufficient-length',
} as const;
