import { ConfabError, type TrackSource } from '@confab/shared-types';
import type { types } from 'mediasoup-client';
import type { CallEnvironment } from './callEnvironment.ts';
import type { CallMedia } from './CallMedia.ts';
import type { CallStatistics } from './callState.ts';
import { callStatistics, type CallCounts, type StatsEntry } from './callStatistics.ts';

export interface StatisticsReaderOptions {
  readonly media: Pick<CallMedia, 'transports' | 'local' | 'remote'>;
  readonly environment: CallEnvironment;
  readonly ownSession: () => string | null;
}

/** What was counted longer ago says little of now: then it is counted twice, this far apart. */
const staleMs = 15_000;
const apartMs = 500;

type Counted = Pick<types.Transport, 'getStats' | 'closed'>;

/** Asks WebRTC what it counted, and keeps it for the next time. */
export class StatisticsReader {
  readonly #options: StatisticsReaderOptions;
  #last: CallCounts | null = null;

  constructor(options: StatisticsReaderOptions) {
    this.#options = options;
  }

  /** Since it was read last, or of half a second. Rejects with `not-connected` without media. */
  async read(): Promise<CallStatistics> {
    const { environment } = this.#options;
    let before = this.#last;
    if (!before || environment.now() - before.at > staleMs) {
      before = await this.#count();
      await new Promise<void>((resolve) => environment.setTimer(resolve, apartMs));
    }
    const after = await this.#count();
    this.#last = after;
    return callStatistics(before, after);
  }

  async #count(): Promise<CallCounts> {
    const { media, environment, ownSession } = this.#options;
    const session = ownSession();
    if (media.transports.length === 0 || session === null) throw new ConfabError('not-connected');
    const transports = media.transports.map(async (transport) => ({
      direction: transport.direction === 'send' ? ('send' as const) : ('receive' as const),
      entries: await entriesOf(transport),
    }));
    const sent = media.local.sent.map(({ source, producer }) =>
      countTrack('send', session, source, producer),
    );
    const received = media.remote.received.map(({ info, consumer }) =>
      countTrack('receive', info.session, info.source, consumer),
    );
    return {
      transports: await Promise.all(transports),
      tracks: await Promise.all([...sent, ...received]),
      at: environment.now(),
    };
  }
}

async function countTrack(
  direction: 'send' | 'receive',
  session: string,
  source: TrackSource,
  media: types.Producer | types.Consumer,
) {
  return { id: media.id, direction, session, source, entries: await entriesOf(media) };
}

/** Nothing of what was closed meanwhile. */
async function entriesOf(counted: Counted): Promise<StatsEntry[]> {
  try {
    const entries: StatsEntry[] = [];
    (await counted.getStats()).forEach((entry: StatsEntry) => entries.push(entry));
    return entries;
  } catch (error) {
    if (counted.closed) return [];
    throw error;
  }
}
