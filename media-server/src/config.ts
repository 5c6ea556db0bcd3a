import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** An empty variable counts as unset: that is how compose files and shells switch one off. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const port = z.coerce.number().int().min(0).max(65535);

const environmentSchema = z.object({
  CONFAB_MEDIA_LISTEN_IP: optional(z.union([z.ipv4(), z.ipv6()])),
  CONFAB_MEDIA_ANNOUNCED_ADDRESS: optional(z.string()),
  CONFAB_MEDIA_RTC_PORT: optional(port),
  CONFAB_MEDIA_WORKERS: optional(z.coerce.number().int().min(1).max(256)),
  CONFAB_MEDIA_API_KEY: optional(z.string()),
  CONFAB_MEDIA_API_SECRET: optional(z.string().min(16)),
  CONFAB_SYNC_URL: optional(z.url()),
  MEDIASOUP_WORKER_BIN: optional(z.string()),
});

export interface MediaServerConfig {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  /** Where media is received, and what clients are told when that is behind a NAT. */
  readonly listenIp: string;
  readonly announcedAddress: string | undefined;
  /** The first worker's UDP and TCP port, the next one's is one higher; 0: any free ones. */
  readonly rtcPort: number;
  /** Undefined: one a core. */
  readonly workers: number | undefined;
  readonly workerBin: string | undefined;
  /** Undefined: the installation's own, from the data folder. */
  readonly apiKey: { readonly key: string; readonly secret: string } | undefined;
  /** The sync server that is told when a room has ended. */
  readonly syncUrl: string | undefined;
}

/** Reads flags and environment; throws with the name of what is wrong. */
export function readConfig(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): MediaServerConfig {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4200' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string' },
    },
  });
  const env = environmentSchema.parse(environment);
  const { CONFAB_MEDIA_API_KEY: key, CONFAB_MEDIA_API_SECRET: secret } = env;
  if ((key === undefined) !== (secret === undefined)) {
    throw new Error('CONFAB_MEDIA_API_KEY and CONFAB_MEDIA_API_SECRET go together');
  }
  return {
    host: values.host,
    port: port.parse(values.port),
    dataFolder: values.data ?? defaultDataFolder(environment),
    listenIp: env.CONFAB_MEDIA_LISTEN_IP ?? '127.0.0.1',
    announcedAddress: env.CONFAB_MEDIA_ANNOUNCED_ADDRESS,
    rtcPort: env.CONFAB_MEDIA_RTC_PORT ?? 0,
    workers: env.CONFAB_MEDIA_WORKERS,
    workerBin: env.MEDIASOUP_WORKER_BIN,
    apiKey: key !== undefined && secret !== undefined ? { key, secret } : undefined,
    syncUrl: env.CONFAB_SYNC_URL,
  };
}

/** The platform's folder for application data. */
function defaultDataFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const home = homedir();
  const base =
    process.platform === 'win32'
      ? (environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'))
      : process.platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : (environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share'));
  return join(base, 'confab', 'media-server');
}
