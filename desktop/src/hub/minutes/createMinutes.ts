import { ConfabError } from '@confab/shared-types';
import type { CallId, MinutesLease, WorkspaceId } from '@confab/shared-types';
import type { Host } from '../../shell/Host.ts';
import type { ServerApi } from '../accounts/ServerApi.ts';
import type { Clock } from '../Clock.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { DocumentReader } from '../documents/DocumentReader.ts';
import type { Documents } from '../documents/Documents.ts';
import type { DocumentStore } from '../documents/DocumentStore.ts';
import type { Exchange } from '../exchange/Exchange.ts';
import type { Log } from '../log.ts';
import type { Outbound } from '../outbound/Outbound.ts';
import { readIndex } from '../pages/pageIndex.ts';
import type { ProfileStore } from '../profile/ProfileStore.ts';
import { randomId } from '../randomId.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import { MinutesExport } from './MinutesExport.ts';
import { MinutesPages } from './MinutesPages.ts';
import type { MinutesLeases } from './MinutesPages.ts';
import { MinutesWriter } from './MinutesWriter.ts';
import { PrivateNotes } from './PrivateNotes.ts';
import type { WordsSource } from './readCallWords.ts';
import { Summaries } from './Summaries.ts';

export interface CreateMinutesOptions {
  readonly database: HubDatabase;
  readonly documents: Documents;
  readonly store: DocumentStore;
  readonly workspaces: WorkspaceStore;
  readonly profile: ProfileStore;
  readonly events: HubEvents;
  readonly outbound: Outbound;
  readonly host: Pick<Host, 'secrets'>;
  readonly exchange: () => Exchange;
  /** Asks the server a workspace is bound to. */
  readonly ask: <T>(workspace: WorkspaceId, question: (api: ServerApi) => Promise<T>) => Promise<T>;
  /** Resolves when a workspace is the same here and at its server. */
  readonly settled: (workspace: WorkspaceId) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Minutes {
  readonly pages: MinutesPages;
  readonly summaries: Summaries;
  readonly notes: PrivateNotes;
  readonly exports: MinutesExport;
}

/** Puts together what makes minutes of what was said. */
export function createMinutes(options: CreateMinutesOptions): Minutes {
  const { database, documents, store, workspaces, profile, events, outbound, host } = options;
  const { clock, log } = options;
  const reader = new DocumentReader(database, documents);
  const source: WordsSource = {
    list: (workspace) => store.list(workspace),
    read: (doc, use) => reader.read(doc, use),
  };
  const isLocal = (workspace: WorkspaceId): boolean => workspaces.get(workspace).server === null;
  const summaries = new Summaries({
    preferences: () => profile.preferences,
    secrets: host.secrets,
    outbound,
  });
  const person = (): string => profile.profile.person;
  const writer = new MinutesWriter({
    ...{ documents, summaries, person, clock },
    onNotice: (code, doc, detail) => events.emit('notice', { code, doc, detail }),
  });
  const notes = new PrivateNotes({
    database,
    clock,
    onChange: (workspace, call) => events.emit('privateNotes', { workspace, call }),
  });
  const pages = new MinutesPages({
    documents,
    source,
    writer,
    leases: serverLeases(options.ask, isLocal),
    minutesPages: (workspace) =>
      [...readIndex(documents, workspace)].flatMap(([page, entry]) =>
        entry.kind === 'minutes' && entry.trashedAt === null && entry.movedTo === undefined
          ? [page]
          : [],
      ),
    settled: (workspace) => (isLocal(workspace) ? Promise.resolve() : options.settled(workspace)),
    isLocal,
    onForgotten: (workspace, call) => notes.forgetCall(workspace, call),
    person,
    onState: (state) => events.emit('minutesState', state),
    clock,
    log,
  });
  events.listen((event) => {
    if (event.event !== 'sync') return;
    for (const { workspace, state } of event.data) {
      if (state === 'synced' || state === 'syncing') pages.connected(workspace);
    }
  });
  return {
    pages,
    summaries,
    notes,
    exports: new MinutesExport({
      source,
      documents,
      exchange: options.exchange,
      language: () => profile.language,
    }),
  };
}

/** Each run of a hub is a holder of its own: one that was killed does not come back as itself. */
function serverLeases(
  ask: CreateMinutesOptions['ask'],
  isLocal: (workspace: WorkspaceId) => boolean,
): MinutesLeases {
  const holder = randomId();
  return {
    take: async (workspace: WorkspaceId, call: CallId): Promise<MinutesLease | null> => {
      if (isLocal(workspace)) return null;
      try {
        return await ask(workspace, (api) => api.takeMinutesLease(call, holder));
      } catch (error) {
        // The server knows no such call: it is a recording of this device.
        if (error instanceof ConfabError && error.code === 'not-found') return null;
        throw error;
      }
    },
    giveBack: async (workspace, call) => {
      try {
        await ask(workspace, (api) => api.giveBackMinutesLease(call, holder));
      } catch (error) {
        // It runs out by itself.
        if (!(error instanceof ConfabError)) throw error;
      }
    },
  };
}
