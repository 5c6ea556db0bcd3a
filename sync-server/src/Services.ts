import { join } from 'node:path';
import { Accounts } from './accounts/Accounts.ts';
import { Credentials } from './accounts/Credentials.ts';
import { Sessions } from './accounts/Sessions.ts';
import type { Bus } from './bus/Bus.ts';
import { MemoryBus } from './bus/MemoryBus.ts';
import { Calls } from './calls/Calls.ts';
import { Rings } from './calls/Rings.ts';
import type { Clock } from './Clock.ts';
import type { MediaConfig } from './config.ts';
import { RateLimiter } from './connections/RateLimiter.ts';
import type { RateLimit } from './connections/RateLimiter.ts';
import { DocumentRights } from './documents/DocumentRights.ts';
import { Documents } from './documents/Documents.ts';
import { FileStore } from './files/FileStore.ts';
import type { Log } from './Log.ts';
import { newId } from './newId.ts';
import { AccountEvents } from './presence/AccountEvents.ts';
import { AwarenessRelay } from './presence/AwarenessRelay.ts';
import { Presence } from './presence/Presence.ts';
import { lockFolder } from './storage/sqlite/lockFolder.ts';
import { SqliteStorage } from './storage/sqlite/SqliteStorage.ts';
import type { Storage } from './storage/Storage.ts';
import { Invitations } from './workspaces/Invitations.ts';
import { Roles } from './workspaces/Roles.ts';
import { Workspaces } from './workspaces/Workspaces.ts';

export interface Limits {
  /** Requests and connections of one address. */
  readonly requests: RateLimit;
  readonly signUps: RateLimit;
  readonly failedSignIns: RateLimit;
  readonly failedSignInsOfAddress: RateLimit;
}

export interface ServicesOptions {
  readonly dataFolder: string;
  readonly serverName: string;
  readonly media: MediaConfig | null;
  readonly limits: Limits;
  readonly log: Log;
  readonly clock: Clock;
  readonly publicUrl: () => string;
}

/** Everything the server does, wired up, without a network. */
export interface Services {
  readonly serverId: string;
  readonly storage: Storage;
  readonly bus: Bus;
  readonly store: FileStore;
  readonly sessions: Sessions;
  readonly accounts: Accounts;
  readonly presence: Presence;
  readonly roles: Roles;
  readonly workspaces: Workspaces;
  readonly invitations: Invitations;
  readonly documents: Documents;
  readonly rights: DocumentRights;
  readonly awareness: AwarenessRelay;
  readonly rings: Rings;
  readonly calls: Calls;
  /** Lets commits finish and gives the data folder back. */
  stop(): Promise<void>;
}

/** Throws when the data folder is in use, or written by a newer version. */
export async function createServices(options: ServicesOptions): Promise<Services> {
  const { dataFolder, clock, log, limits, media } = options;
  const unlock = lockFolder(dataFolder);
  const bus = new MemoryBus();
  const storage = new SqliteStorage(join(dataFolder, 'sync.db'));
  const credentials = await Credentials.create({
    path: join(dataFolder, 'accounts.db'),
    secret: await storage.settings.getOrSet('accounts-secret', newId() + newId()),
  });

  const sessions = new Sessions(storage.sessions, bus, clock);
  const accounts = new Accounts(
    credentials,
    sessions,
    {
      signUps: new RateLimiter(limits.signUps, clock),
      accountFailures: new RateLimiter(limits.failedSignIns, clock),
      addressFailures: new RateLimiter(limits.failedSignInsOfAddress, clock),
    },
    bus,
  );
  const presence = new Presence(bus);
  const events = new AccountEvents(storage.events, bus, clock);
  const roles = new Roles(storage.workspaces, bus);
  const people = { accounts, presence, events, bus, clock };
  const workspaces = new Workspaces({
    ...people,
    storage: storage.workspaces,
    roles,
    onRemoved: (workspace, account) => calls.removePerson(workspace, account),
  });
  const invitations = new Invitations({ ...options, storage, workspaces, accounts, roles });
  const documents = new Documents(storage.documents, log);
  const rights = new DocumentRights(roles, storage.calls);
  const rings = new Rings({ ...people, storage: storage.rings, log });
  const calls = new Calls({ ...people, storage, media, documents, roles, rings, log });
  await rings.resume();
  await calls.resume();

  return {
    serverId: await storage.settings.getOrSet('server-id', newId()),
    storage,
    bus,
    store: await FileStore.create(join(dataFolder, 'files')),
    sessions,
    accounts,
    presence,
    roles,
    workspaces,
    invitations,
    documents,
    rights,
    awareness: new AwarenessRelay(),
    rings,
    calls,
    async stop() {
      rings.stop();
      calls.stop();
      await documents.stop();
      roles.close();
      accounts.close();
      await bus.close();
      credentials.close();
      await storage.close();
      unlock();
    },
  };
}
