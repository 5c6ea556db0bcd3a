import type { EventsStatus } from '@confab/shared-types';
import type { Host } from '../../shell/Host.ts';
import type { ConnectionStore } from '../accounts/ConnectionStore.ts';
import type { Servers } from '../accounts/Servers.ts';
import type { Clock } from '../Clock.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import type { Documents } from '../documents/Documents.ts';
import type { Log } from '../log.ts';
import { Notifications } from '../notifications/Notifications.ts';
import { NotificationStore } from '../notifications/NotificationStore.ts';
import { readIndex } from '../pages/pageIndex.ts';
import type { ProfileStore } from '../profile/ProfileStore.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import { ActiveCalls } from './ActiveCalls.ts';
import { Calls } from './Calls.ts';
import { Rings } from './Rings.ts';

export interface CreateCallingOptions {
  readonly database: HubDatabase;
  readonly workspaces: WorkspaceStore;
  readonly connections: ConnectionStore;
  readonly servers: Servers;
  readonly documents: Documents;
  readonly profile: ProfileStore;
  readonly events: HubEvents;
  readonly host: Host;
  readonly clock: Clock;
  readonly log: Log;
  /** Rings or notifications changed. */
  readonly onChange: () => void;
}

export interface Calling {
  readonly calls: Calls;
  readonly rings: Rings;
  readonly active: ActiveCalls;
  readonly notifications: Notifications;
  /** What this device does, for the servers. */
  status(): Omit<EventsStatus, 'type'>;
  /** The person may be disturbed again, or not any longer. */
  doNotDisturbChanged(): void;
}

/** Puts together what has to do with calling and being called. */
export function createCalling(options: CreateCallingOptions): Calling {
  const { database, servers, profile, onChange } = options;
  const doNotDisturb = (): boolean => profile.preferences.doNotDisturb;
  const calls = new Calls(options);
  const notifications = new Notifications({
    ...options,
    store: new NotificationStore(database),
    isIn: (call) => active.has(call),
  });
  const rings = new Rings({
    ...options,
    notifications,
    doNotDisturb,
    serverOf: (workspace) => calls.serverOf(workspace),
    titleOf: (workspace, page) => readIndex(options.documents, workspace).get(page)?.title || null,
  });
  const active: ActiveCalls = new ActiveCalls((left) => {
    servers.tellStatus();
    rings.leftCalls(left);
  });
  return {
    calls,
    rings,
    active,
    notifications,
    status: () => ({ inCall: active.any, doNotDisturb: doNotDisturb() }),
    doNotDisturbChanged: () => {
      servers.tellStatus();
      rings.refresh();
      onChange();
    },
  };
}
