import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '../shell/Host.ts';
import { SoundStore } from './audio/SoundStore.ts';
import { systemClock } from './Clock.ts';
import type { Clock } from './Clock.ts';
import { openDatabase } from './database/openDatabase.ts';
import { openExchangeFolders } from './exchange/openExchangeFolders.ts';
import { BlobStore } from './files/BlobStore.ts';
import { Hub } from './Hub.ts';
import { logToStderr } from './log.ts';
import type { Log } from './log.ts';
import { ModelLibrary } from './models/ModelLibrary.ts';
import { Outbound } from './outbound/Outbound.ts';
import type { Fetch } from './outbound/Outbound.ts';
import { openWebSocket } from './sync/Socket.ts';
import type { OpenSocket } from './sync/Socket.ts';

export { ProfileInUseError } from './database/openDatabase.ts';
export type { Hub } from './Hub.ts';

export interface CreateHubOptions {
  /** The profile's data folder; made when it is not there. */
  readonly profileDir: string;
  readonly host: Host;
  /** The server that runs beside the app, offered when connecting. */
  readonly localServerUrl: string | null;
  /** The system's language, BCP 47. */
  readonly locale?: string;
  readonly fetch?: Fetch;
  readonly openSocket?: OpenSocket;
  readonly clock?: Clock;
  /** 0..1, for jitter. Ids are always cryptographically random. */
  readonly random?: () => number;
  readonly log?: Log;
}

/**
 * Opens a profile. A new one begins with a local workspace and a page to try things on.
 *
 * @throws ProfileInUseError when another hub holds the profile
 * @throws ConfabError `newer-schema` when a newer version of the app wrote it
 */
export async function createHub(options: CreateHubOptions): Promise<Hub> {
  const { profileDir, host, localServerUrl } = options;
  const log = options.log ?? logToStderr;
  await mkdir(profileDir, { recursive: true, mode: 0o700 });
  const database = openDatabase(join(profileDir, 'confab.sqlite'));
  try {
    const hub = new Hub({
      database,
      host,
      localServerUrl,
      log,
      blobs: await BlobStore.open(join(profileDir, 'files')),
      exchangeFolders: await openExchangeFolders(profileDir),
      models: await ModelLibrary.open(join(profileDir, 'models'), log),
      sounds: await SoundStore.open(join(profileDir, 'audio'), host.secrets),
      outbound: new Outbound(options.fetch),
      locale: options.locale ?? Intl.DateTimeFormat().resolvedOptions().locale,
      openSocket: options.openSocket ?? openWebSocket,
      clock: options.clock ?? systemClock,
      random: options.random ?? Math.random,
    });
    await hub.start();
    return hub;
  } catch (error) {
    database.close();
    throw error;
  }
}
