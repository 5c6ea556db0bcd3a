import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const environmentSchema = z.object({
  /** `ws://host:port` of the media server; `/signaling` is appended. */
  CONFAB_MEDIA_URL: z.url({ protocol: /^wss?$/ }).optional(),
  CONFAB_MEDIA_API_KEY: z.string().min(1).optional(),
  CONFAB_MEDIA_API_SECRET: z.string().min(16).optional(),
  /** How people reach this server when it stands behind a proxy or has a name. */
  CONFAB_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  CONFAB_SERVER_NAME: z.string().min(1).max(120).optional(),
  /** `1`: the client's address is the last one in X-Forwarded-For. */
  CONFAB_TRUST_PROXY: z.enum(['0', '1']).optional(),
});

const argumentsSchema = z.object({
  port: z.coerce.number().int().min(0).max(65_535),
  host: z.string().min(1),
  data: z.string().min(1),
});

export interface MediaConfig {
  /** WebSocket address of `/signaling`. */
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
}

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  /** Null: no media server is configured and calls are not offered. */
  readonly media: MediaConfig | null;
  readonly publicUrl: string | null;
  readonly serverName: string;
  readonly trustProxy: boolean;
}

/** Throws an Error that names what is wrong with the arguments or the environment. */
export function readConfig(args: readonly string[], env: NodeJS.ProcessEnv): Config {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4100' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string', default: defaultDataFolder(env) },
    },
  });
  const parsedArguments = argumentsSchema.safeParse(values);
  if (!parsedArguments.success) throw new Error(z.prettifyError(parsedArguments.error));
  const environment = environmentSchema.safeParse(withoutEmpty(env));
  if (!environment.success) throw new Error(z.prettifyError(environment.error));

  return {
    port: parsedArguments.data.port,
    host: parsedArguments.data.host,
    dataFolder: parsedArguments.data.data,
    media: readMedia(environment.data),
    publicUrl: environment.data.CONFAB_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    serverName: environment.data.CONFAB_SERVER_NAME ?? hostname(),
    trustProxy: environment.data.CONFAB_TRUST_PROXY === '1',
  };
}

function readMedia(environment: z.infer<typeof environmentSchema>): MediaConfig | null {
  const { CONFAB_MEDIA_URL: url, CONFAB_MEDIA_API_KEY: apiKey } = environment;
  const apiSecret = environment.CONFAB_MEDIA_API_SECRET;
  if (url === undefined && apiKey === undefined && apiSecret === undefined) return null;
  if (url === undefined || apiKey === undefined || apiSecret === undefined) {
    throw new Error(
      'CONFAB_MEDIA_URL, CONFAB_MEDIA_API_KEY and CONFAB_MEDIA_API_SECRET belong together: set all or none',
    );
  }
  return { url: `${url.replace(/\/+$/, '')}/signaling`, apiKey, apiSecret };
}

/** An empty variable means it is not set, as a shell script would have it. */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

function defaultDataFolder(env: NodeJS.ProcessEnv): string {
  const home = homedir();
  const base =
    process.platform === 'win32'
      ? (env['APPDATA'] ?? join(home, 'AppData', 'Roaming'))
      : process.platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : (env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'));
  return join(base, 'confab', 'sync-server');
}
