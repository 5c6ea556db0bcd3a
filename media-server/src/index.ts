import { MediaServer, type MediaServerOptions } from './Server.ts';

export { MediaServer, type MediaServerOptions } from './Server.ts';
export type { ApiKey } from './apiKey.ts';
export { readConfig, type MediaServerConfig } from './config/readConfig.ts';
export { createJsonLog, type Log } from './Log.ts';
export { defaultLimits, type Limits } from './limits.ts';

/** Starts a media server in this process, as `main.ts` does; for tests and embedding. */
export function createMediaServer(options: MediaServerOptions): Promise<MediaServer> {
  return MediaServer.create(options);
}
