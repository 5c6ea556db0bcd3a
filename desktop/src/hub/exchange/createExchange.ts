import type { DocKey } from '@confab/shared-types';
import type { ProfileStore } from '../profile/ProfileStore.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import { Exchange } from './Exchange.ts';
import type { ExchangeOptions } from './Exchange.ts';
import type { ExchangeFolders } from './openExchangeFolders.ts';

type Given = 'documents' | 'store' | 'files' | 'versions' | 'personal' | 'clock' | 'log';

export interface ExchangeParts extends Pick<ExchangeOptions, Given> {
  readonly exchangeFolders: ExchangeFolders;
  readonly profile: ProfileStore;
  readonly workspaceStore: WorkspaceStore;
  readonly events: HubEvents;
  /** Documents came to be that nobody edited. */
  readonly onRestored: (docs: readonly DocKey[]) => void;
}

/** Moving in and out, with the parts of a hub that it needs. */
export function createExchange(parts: ExchangeParts): Exchange {
  const { profile, workspaceStore, events, onRestored } = parts;
  return new Exchange({
    ...parts,
    ...parts.exchangeFolders,
    language: () => profile.language,
    dailyBackups: () => profile.preferences.dailyBackups,
    workspaces: () => workspaceStore.list(),
    addWorkspace: (id, name, docs) => {
      workspaceStore.put({ id, name, server: null, account: null, role: 'owner' });
      events.emit('workspaces', workspaceStore.list());
      onRestored(docs);
    },
    tell: (job) => events.emit('job', job),
  });
}
