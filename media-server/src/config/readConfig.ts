import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { ApiKey } from '../apiKey.ts';
import type { Limits } from '../limits.ts';
import { logLevels, type LogLevel } from '../Log.ts';
import { ConfigError } from './ConfigError.ts';
import {
  bearerSchema,
  ipSchema,
  portSchema,
  readConfigFile,
  secretSchema,
  syncUrlSchema,
  workersSchema,
} from './configFile.ts';
import type { IceServersConfig } from './iceServers.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable counts as unset: that is how compose files and shells switch one off. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const port = z.coerce.number().pipe(portSchema);

const environmentSchema = z.object({
  CONFAB_MEDIA_CONFIG: optional(z.string()),
  CONFAB_MEDIA_LISTEN_IP: optional(ipSchema),
  CONFAB_MEDIA_ANNOUNCED_ADDRESS: optional(z.string()),
  CONFAB_MEDIA_RTC_PORT: optional(port),
  CONFAB_MEDIA_WORKERS: optional(z.coerce.number().pipe(workersSchema)),
  CONFAB_MEDIA_API_KEY: optional(z.string()),
  CONFAB_MEDIA_API_SECRET: optional(secretSchema),
  CONFAB_MEDIA_METRICS_TOKEN: optional(bearerSchema),
  CONFAB_MEDIA_LOG_LEVEL: optional(z.enum(logLevels)),
  CONFAB_SYNC_URL: optional(syncUrlSchema),
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
  /** Empty: the installation's own, from the data folder. */
  readonly apiKeys: readonly ApiKey[];
  /** The sync server that is told when a room has ended. */
  readonly syncUrl: string | undefined;
  readonly limits?: Partial<Limits> | undefined;
  readonly iceServers?: IceServersConfig | undefined;
  readonly logLevel?: LogLevel | undefined;
  /** Whoever bears it may read `/metrics` from elsewhere than this machine. */
  readonly metricsToken?: string | undefined;
}

/**
 * Flags come before environment, environment before `config.yaml`, and that before what is built in.
 * Throws with the name of what is wrong: a {@link ConfigError}, and for flags Node's own error.
 */
export function readConfig(args: readonly string[], environment: Environment): MediaServerConfig {
  const { values } = parseArgs({
    args: [...args],
    options: {
      config: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
    },
  });
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) throw new ConfigError(z.prettifyError(parsed.error));
  const env = parsed.data;
  const flagPort = optional(port).safeParse(values.port);
  if (!flagPort.success) throw new ConfigError('--port: a port from 0 to 65535 is needed');

  const dataFolder = values.data ?? defaultDataFolder(environment);
  const file = fileFor(values.config ?? env.CONFAB_MEDIA_CONFIG, dataFolder);
  const { http = {}, media = {}, limits } = file;
  return {
    host: values.host ?? http.host ?? '127.0.0.1',
    port: flagPort.data ?? http.port ?? 4200,
    dataFolder,
    listenIp: env.CONFAB_MEDIA_LISTEN_IP ?? media.listenIp ?? '127.0.0.1',
    announcedAddress: env.CONFAB_MEDIA_ANNOUNCED_ADDRESS ?? media.announcedAddress,
    rtcPort: env.CONFAB_MEDIA_RTC_PORT ?? media.rtcPort ?? 0,
    workers: env.CONFAB_MEDIA_WORKERS ?? media.workers,
    workerBin: env.MEDIASOUP_WORKER_BIN,
    apiKeys: apiKeyOf(env) ?? file.apiKeys ?? [],
    syncUrl: env.CONFAB_SYNC_URL ?? file.syncUrl,
    limits: limits && withoutUndefined(limits),
    iceServers: file.iceServers,
    logLevel: env.CONFAB_MEDIA_LOG_LEVEL ?? file.logLevel,
    metricsToken: env.CONFAB_MEDIA_METRICS_TOKEN ?? file.metricsToken,
  };
}

/** A file that is named has to be there; the one in the data folder need not. */
function fileFor(named: string | undefined, dataFolder: string): ReturnType<typeof readConfigFile> {
  if (named !== undefined) return readConfigFile(named);
  const usual = join(dataFolder, 'config.yaml');
  return existsSync(usual) ? readConfigFile(usual) : {};
}

function apiKeyOf(env: z.infer<typeof environmentSchema>): ApiKey[] | undefined {
  const { CONFAB_MEDIA_API_KEY: key, CONFAB_MEDIA_API_SECRET: secret } = env;
  if (key !== undefined && secret !== undefined) return [{ key, secret }];
  if (key === secret) return undefined;
  throw new ConfigError('CONFAB_MEDIA_API_KEY and CONFAB_MEDIA_API_SECRET go together');
}

/** So that a key without a value does not take the place of a default. */
function withoutUndefined(limits: { readonly [K in keyof Limits]?: number | undefined }) {
  return Object.fromEntries(
    Object.entries(limits).filter(([, value]) => value !== undefined),
  ) as Partial<Limits>;
}

/** The platform's folder for application data. */
function defaultDataFolder(environment: Environment): string {
  const home = homedir();
  const base =
    process.platform === 'win32'
      ? (environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'))
      : process.platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : (environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share'));
  return join(base, 'confab', 'media-server');
}
