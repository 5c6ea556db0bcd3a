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
import { FileAccess } from './files/FileAccess.ts';
import { FileReferences } from './files/FileReferences.ts';
import { FileStore } from './files/FileStore.ts';
import { FileSweep } from './files/FileSweep.ts';
import { PartialUploads } from './files/PartialUploads.ts';
import { PublicLinks } from './links/PublicLinks.ts';
import { PublicPages } from './links/PublicPages.ts';
import type { Log } from './Log.ts';
import { newId } from './newId.ts';
import { PageRemoval } from './pages/PageRemoval.ts';
import { PageTitles } from './pages/PageTitles.ts';
import { AccountEvents } from './presence/AccountEvents.ts';
import { AwarenessRelay } from './presence/AwarenessRelay.ts';
import { Presence } from './presence/Presence.ts';
import { Grants } from './sharing/Grants.ts';
import { Guests } from './sharing/Guests.ts';
import { SharingNews } from './sharing/SharingNews.ts';
import { lockFolder } from './storage/sqlite/lockFolder.ts';
import { SqliteStorage } from './storage/sqlite/SqliteStorage.ts';
import type { Storage } from './storage/Storage.ts';
import { VersionKeeper } from './versions/VersionKeeper.ts';
import { Versions } from './versions/Versions.ts';
import { Invitations } from './workspaces/Invitations.ts';
import { OfflineWorkspaces } from './workspaces/OfflineWorkspaces.ts';
import { Roles } from './workspaces/Roles.ts';
import { Workspaces } from './workspaces/Workspaces.ts';

export interface Limits {
  /** Requests and connections of one address. */
  readonly requests: RateLimit;
  readonly signUps: RateLimit;
  readonly failedSignIns: RateLimit;
  readonly failedSignInsOfAddress: RateLimit;
  /** Guests that an account names by an address nobody has here. */
  readonly unknownGuests: RateLimit;
}

export interface ServicesOptions {
  readonly dataFolder: string;
  readonly serverName: string;
  readonly media: MediaConfig | null;
  readonly limits: Limits;
  readonly log: Log;
  readonly clock: Clock;
  readonly publicUrl: () => string;
  /** Commits begin at least this far apart; absent: as is best for many people. */
  readonly commitPaceMs?: number;
}

/** Everything the server does, wired up, without a network. */
export interface Services {
  readonly serverId: string;
  readonly storage: Storage;
  readonly bus: Bus;
  readonly store: FileStore;
  readonly uploads: PartialUploads;
  readonly sessions: Sessions;
  readonly accounts: Accounts;
  readonly presence: Presence;
  readonly roles: Roles;
  readonly workspaces: Workspaces;
  readonly offline: OfflineWorkspaces;
  readonly invitations: Invitations;
  readonly guests: Guests;
  readonly publicLinks: PublicLinks;
  readonly publicPages: PublicPages;
  readonly pageRemoval: PageRemoval;
  readonly versions: Versions;
  readonly fileAccess: FileAccess;
  readonly fileSweep: FileSweep;
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
  const roles = new Roles(storage, bus);
  const grants = new Grants(storage.grants, bus);
  const news = new SharingNews({ workspaces: storage.workspaces, roles, grants, events, bus });
  const people = { accounts, presence, roles, events, news, bus, clock, log };
  const workspaces = new Workspaces({
    ...people,
    storage: storage.workspaces,
    onPublishing: (workspace) => offline.finished(workspace),
    onRemoved: (workspace, account) => calls.removePerson(workspace, account),
    onRole: (workspace, account, role) => calls.changeRole(workspace, account, role),
  });
  const documents = new Documents(storage.documents, log, clock, options.commitPaceMs);
  const rights = new DocumentRights(roles, grants, storage.calls);
  const rings = new Rings({ ...people, storage: storage.rings });
  const calls = new Calls({ ...people, storage, media, documents, rings });
  const store = await FileStore.create(join(dataFolder, 'files'));
  const uploads = await PartialUploads.create(join(dataFolder, 'files'), clock);
  const offline = new OfflineWorkspaces({
    ...people,
    ...{ storage, documents, store, uploads, calls },
  });
  const titles = new PageTitles(documents);
  const sharing = { ...people, storage, documents, publicUrl: options.publicUrl };
  const versions = new Versions({ ...people, storage, documents, rights });
  const keeper = new VersionKeeper({ ...people, storage: storage.versions, versions, documents });
  const references = new FileReferences(documents, storage.references);
  const fileSweep = new FileSweep({ storage, store, references, clock, log });
  await offline.resume();
  await rings.resume();
  await calls.resume();
  await keeper.start();
  fileSweep.start();

  return {
    serverId: await storage.settings.getOrSet('server-id', newId()),
    storage,
    bus,
    store,
    uploads,
    sessions,
    accounts,
    presence,
    roles,
    workspaces,
    offline,
    invitations: new Invitations({ ...options, ...sharing, workspaces, titles }),
    guests: new Guests({
      ...sharing,
      unknownAddresses: new RateLimiter(limits.unknownGuests, clock),
    }),
    publicLinks: new PublicLinks(sharing),
    publicPages: new PublicPages({ storage: storage.publicLinks, documents }),
    pageRemoval: new PageRemoval(sharing),
    versions,
    fileAccess: new FileAccess({ roles, rights, references }),
    fileSweep,
    documents,
    rights,
    awareness: new AwarenessRelay(),
    rings,
    calls,
    async stop() {
      rings.stop();
      calls.stop();
      await Promise.all([keeper.stop(), fileSweep.stop(), offline.stop()]);
      await documents.stop();
      roles.close();
      grants.close();
      accounts.close();
      await bus.close();
      credentials.close();
      await storage.close();
      unlock();
    },
  };
}
