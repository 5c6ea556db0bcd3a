import { readFileSync } from 'node:fs';
import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { logLevels } from '../Log.ts';
import { ConfigError } from './ConfigError.ts';
import { iceServersSchema } from './iceServers.ts';

export const portSchema = z.number().int().min(0).max(65_535);
export const ipSchema = z.union([z.ipv4(), z.ipv6()], 'an IPv4 or IPv6 address is needed');
export const workersSchema = z.number().int().min(1).max(256);
export const secretSchema = z.string().min(16);
/** What fits into a header. */
export const bearerSchema = z.string().regex(/^\S{16,1024}$/, '16 or more characters, no blanks');
export const syncUrlSchema = z.url({ protocol: /^https?$/ });

const count = z.number().int().min(1);
/** Bits a second: below this not even sound gets through. */
const bitrate = z.number().int().min(50_000);

/** What `config.yaml` may say; all of it may be absent. See `config.example.yaml`. */
export const configFileSchema = z.strictObject({
  http: z
    .strictObject({ host: z.string().min(1), port: portSchema })
    .partial()
    .optional(),
  media: z
    .strictObject({
      listenIp: ipSchema,
      announcedAddress: z.string().min(1),
      rtcPort: portSchema,
      workers: workersSchema,
    })
    .partial()
    .optional(),
  apiKeys: z
    .array(z.strictObject({ key: z.string().min(1), secret: secretSchema }))
    .min(1)
    .refine((keys) => new Set(keys.map(({ key }) => key)).size === keys.length, 'a key is twice')
    .optional(),
  limits: z
    .strictObject({
      rooms: count,
      peersPerRoom: count,
      producersPerPeer: count,
      maxIncomingBitrate: bitrate,
      initialOutgoingBitrate: bitrate,
      maxOutgoingBitrate: bitrate,
    })
    .partial()
    .optional(),
  iceServers: iceServersSchema.optional(),
  syncUrl: syncUrlSchema.optional(),
  logLevel: z.enum(logLevels).optional(),
  metricsToken: bearerSchema.optional(),
});
export type ConfigFile = z.infer<typeof configFileSchema>;

/** Throws a {@link ConfigError} that names the file, and key and line of everything that is wrong in it. */
export function readConfigFile(path: string): ConfigFile {
  return parseConfigFile(readFileSync(path, 'utf8'), path);
}

/** As {@link readConfigFile}, of a text; what is written there never appears in an error. */
export function parseConfigFile(text: string, path: string): ConfigFile {
  const lines = new LineCounter();
  // Pretty errors quote the source, which has secrets in it.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) {
    throw new ConfigError(
      `${path}:${lines.linePos(broken.pos[0]).line}: not YAML (${broken.code})`,
    );
  }
  const parsed = configFileSchema.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [null];
    return keys.map((key) => {
      const keyPath = key === null ? issue.path : [...issue.path, key];
      const line = lines.linePos(offsetOf(document, keyPath)).line;
      const what = key === null ? issue.message : 'there is no such key';
      return { line, text: `${path}:${line}: ${keyPath.join('.') || 'the file'}: ${what}` };
    });
  });
  problems.sort((a, b) => a.line - b.line);
  throw new ConfigError(problems.map(({ text }) => text).join('\n'));
}

/** Where the deepest part of a path that is there begins. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown = document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && key.value === last);
      if (isPair(pair) && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
      continue;
    }
    const node: unknown = document.getIn(path.slice(0, length), true);
    const range = hasRange(node) ? node.range : null;
    if (range) return range[0];
  }
  return 0;
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
