import { ConnectionStore } from './accounts/ConnectionStore.ts';
import type { Clock } from './Clock.ts';
import { GroupCommit } from './database/GroupCommit.ts';
import type { HubDatabase } from './database/openDatabase.ts';
import { DocumentStore } from './documents/DocumentStore.ts';
import { FileIndex } from './files/FileIndex.ts';
import { ProfileStore } from './profile/ProfileStore.ts';
import { DeletedPages } from './workspaces/DeletedPages.ts';
import { DocumentAccess } from './workspaces/DocumentAccess.ts';
import { SharedPageStore } from './workspaces/SharedPageStore.ts';
import { WorkspaceStore } from './workspaces/WorkspaceStore.ts';

export type Stores = ReturnType<typeof createStores>;

/** What a profile's database holds, topic by topic. */
export function createStores(database: HubDatabase, clock: Clock, locale: string) {
  const commits = new GroupCommit(database);
  const store = new DocumentStore({ database, commits, clock });
  const workspaceStore = new WorkspaceStore(database, clock);
  const sharedPageStore = new SharedPageStore(database);
  const deletedPages = new DeletedPages(database);
  const access = new DocumentAccess({
    workspaces: workspaceStore,
    sharedPages: sharedPageStore,
    deletedPages,
    holds: (doc) => store.holds(doc),
  });
  return {
    commits,
    store,
    workspaceStore,
    sharedPageStore,
    deletedPages,
    access,
    profile: new ProfileStore(database, locale),
    connections: new ConnectionStore(database),
    fileIndex: new FileIndex(database, clock),
  };
}
