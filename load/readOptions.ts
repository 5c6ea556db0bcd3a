import { parseArgs } from 'node:util';
import { z } from 'zod';

export const usage = `npm run load -- [options]

  --url URL            ws://host:port/signaling of a media server; without it one is started here
  --key K --secret S   an API key of that server
  --rooms N            how many rooms, each with what follows (1)
  --publishers N       who only send (5)
  --subscribers N      who only receive (20)
  --participants N     who do both (0)
  --video              cameras too: VP8 in three layers of 100, 250 and 500 kbit/s
  --layer N            which of them is wanted by those who receive, 0 to 2 (2)
  --talking N          how many of a room speak at a time, the others are silent (all)
  --seconds N          how long it is measured (60); or --minutes N
  --joins-per-second N how fast they come (10)
  --cut-every N        every N seconds the socket of somebody by chance is cut
  --soak               6 participants with cameras, 20 minutes, a cut every 10 s
  --json               the report as JSON on standard output`;

const whole = z.coerce.number().int();

const flagsSchema = z.object({
  url: z.url({ protocol: /^wss?$/ }).optional(),
  key: z.string().min(1).optional(),
  secret: z.string().min(16).optional(),
  rooms: whole.min(1).default(1),
  publishers: whole.min(0).optional(),
  subscribers: whole.min(0).optional(),
  participants: whole.min(0).optional(),
  video: z.boolean().optional(),
  layer: whole.min(0).max(2).default(2),
  talking: whole.min(0).optional(),
  seconds: whole.min(1).optional(),
  minutes: z.coerce.number().positive().optional(),
  'joins-per-second': z.coerce.number().positive().default(10),
  'cut-every': z.coerce.number().positive().optional(),
  soak: z.boolean().default(false),
  json: z.boolean().default(false),
});

export interface LoadOptions {
  /** Null: a server is started for this run alone. */
  readonly server: { readonly url: string; readonly key: string; readonly secret: string } | null;
  readonly rooms: number;
  /** Of each room. */
  readonly publishers: number;
  readonly subscribers: number;
  readonly participants: number;
  readonly video: boolean;
  readonly layer: number;
  readonly talking: number;
  readonly seconds: number;
  readonly joinsPerSecond: number;
  /** Seconds; null: nobody is cut off. */
  readonly cutEvery: number | null;
}

const soakDefaults = { participants: 6, video: true, seconds: 20 * 60, cutEvery: 10 } as const;

/** Throws an Error whose message says which flag is wrong. */
export function readOptions(args: readonly string[]): LoadOptions & { readonly json: boolean } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(
        Object.keys(flagsSchema.shape).map((name) => [name, { type: 'string' as const }]),
      ),
      video: { type: 'boolean' },
      soak: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
  const parsed = flagsSchema.safeParse(values);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const flags = parsed.data;
  const soak = flags.soak ? soakDefaults : null;
  const participants = flags.participants ?? soak?.participants ?? 0;
  const crowd = participants > 0 ? 0 : undefined;
  const publishers = flags.publishers ?? crowd ?? 5;
  return {
    server: serverOf(flags),
    rooms: flags.rooms,
    publishers,
    subscribers: flags.subscribers ?? crowd ?? 20,
    participants,
    video: flags.video ?? soak?.video ?? false,
    layer: flags.layer,
    talking: flags.talking ?? publishers + participants,
    seconds:
      flags.minutes === undefined ? (flags.seconds ?? soak?.seconds ?? 60) : flags.minutes * 60,
    joinsPerSecond: flags['joins-per-second'],
    cutEvery: flags['cut-every'] ?? soak?.cutEvery ?? null,
    json: flags.json,
  };
}

function serverOf({ url, key, secret }: z.infer<typeof flagsSchema>): LoadOptions['server'] {
  if (url === undefined) return null;
  if (key === undefined || secret === undefined) {
    throw new Error('--url needs --key and --secret of that server');
  }
  return { url, key, secret };
}
