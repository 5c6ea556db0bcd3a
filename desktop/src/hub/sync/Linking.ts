import { ConfabError, yTypes } from '@confab/shared-types';
import type {
  AccountEvent,
  DocKey,
  ErrorCode,
  SyncStatus,
  WorkspaceId,
} from '@confab/shared-types';
import type { SecretStore } from '../../shell/Host.ts';
import type { LinkServices } from '../accounts/ServerLink.ts';
import { Servers } from '../accounts/Servers.ts';
import type { Stores } from '../createStores.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { parseDocKey, workspaceOf } from '../documents/docNames.ts';
import { samplePage } from '../documents/samplePage.ts';
import type { DocumentFileReferences } from '../files/DocumentFileReferences.ts';
import type { Files } from '../files/Files.ts';
import { PageCopier } from '../pages/PageCopier.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import { CaughtUp } from '../workspaces/CaughtUp.ts';
import type { Progress } from '../workspaces/CaughtUp.ts';
import { Departures } from '../workspaces/Departures.ts';
import { SharedPages } from '../workspaces/SharedPages.ts';
import { WorkspaceLinks } from '../workspaces/WorkspaceLinks.ts';
import { Workspaces } from '../workspaces/Workspaces.ts';
import { createLinkListener } from './createLinkListener.ts';
import { ForbiddenEdits } from './ForbiddenEdits.ts';
import { LinkProgress } from './LinkProgress.ts';
import { PendingDeletions } from './PendingDeletions.ts';
import { SyncStatuses } from './SyncStatuses.ts';
import { WaitingReaders } from './WaitingReaders.ts';

export interface LinkingOptions extends Omit<LinkServices, 'isDeleted'> {
  readonly database: HubDatabase;
  readonly stores: Stores;
  readonly files: Files;
  readonly references: DocumentFileReferences;
  readonly secrets: SecretStore;
  readonly events: HubEvents;
  readonly onNews: (server: string, event: AccountEvent, cursor: number) => void;
  readonly onStatus: (statuses: readonly SyncStatus[]) => void;
  /** A workspace is gone from this device: whatever else is kept of it goes too. */
  readonly onRemoved: (workspace: WorkspaceId) => void;
  /** Brings here what the server keeps of a workspace's history. */
  readonly fetchVersions: (workspace: WorkspaceId) => Promise<void>;
  /** A workspace has no server any more: what was copied from there is its own. */
  readonly onLocal: (workspace: WorkspaceId) => void;
  /** Makes a new profile's first workspace. */
  readonly beginAnew: () => Promise<void>;
}

/** How the workspaces of this device hang together with servers, and what they say of each other. */
export class Linking {
  readonly servers: Servers;
  readonly workspaces: Workspaces;
  readonly sharedPages: SharedPages;
  readonly departures: Departures;
  readonly deletions: PendingDeletions;
  readonly readers: WaitingReaders;
  readonly statuses: SyncStatuses;
  readonly links: WorkspaceLinks;
  readonly linkProgress: LinkProgress;
  readonly #options: LinkingOptions;
  readonly #forbidden: ForbiddenEdits;
  readonly #caughtUp: CaughtUp;

  constructor(options: LinkingOptions) {
    this.#options = options;
    const { stores, documents, files, events, log } = options;
    const { workspaceStore, connections, store } = stores;
    this.links = new WorkspaceLinks({
      workspaces: workspaceStore,
      connections,
      documents,
      link: (server) => this.servers.link(server),
    });
    this.deletions = new PendingDeletions({
      ...options,
      isShared: (id) => this.isShared(id),
      deleteAtServer: (id, page) => this.#ask(id, (api) => api.deletePage(id, page)),
      stopSyncing: (doc) => this.links.ofDocument(doc)?.sync.forget(doc),
      discard: (doc) => documents.reset(doc),
      onProgress: () => this.refresh(),
      onFailed: (error) => log('deletions wait for their server', error),
    });
    this.linkProgress = new LinkProgress({
      ...stores,
      files,
      links: this.links,
      deletions: this.deletions,
    });
    this.#caughtUp = new CaughtUp((id) => this.progress(id));
    this.servers = new Servers({
      connections,
      secrets: options.secrets,
      profile: () => stores.profile.profile,
      services: { ...options, isDeleted: (doc) => this.deletions.holds(doc) },
      listener: createLinkListener(this, options),
      onChange: () => this.connectionsChanged(),
      onLinked: ({ server, account }, link) => {
        for (const { id } of workspaceStore.boundTo(server.server, account.id)) link.follow(id);
      },
    });
    const parts = { ...options, ...stores, servers: this.servers };
    this.workspaces = new Workspaces({
      ...parts,
      store: workspaceStore,
      onRole: (id) => files.roleChanged(id),
      onChange: () => {
        events.emit('workspaces', workspaceStore.list());
        this.refresh();
      },
    });
    this.sharedPages = new SharedPages({
      ...parts,
      store: stores.sharedPageStore,
      workspaces: this.workspaces,
      onChange: (pages) => events.emit('sharedPages', pages),
    });
    this.statuses = new SyncStatuses({
      ...options,
      store,
      workspaces: () => workspaceStore.list(),
      link: (id) => this.linkProgress.status(id),
      waitingBesides: (id) => this.linkProgress.waitingBesides(id),
      onChange: (sync) => {
        events.emit('sync', sync);
        options.onStatus(sync);
      },
    });
    this.#forbidden = this.#createForbidden();
    this.departures = new Departures({
      ...parts,
      workspaces: this.workspaces,
      sharedPages: this.sharedPages,
      links: this.links,
      deletions: this.deletions,
      caughtUp: this.#caughtUp,
      giveUpEdits: (id, code) => this.#forbidden.giveUpWorkspace(id, code),
      waiting: (id) => this.statuses.waiting(id).count,
      onNotice: (code, workspace) => events.emit('notice', { code, workspace }),
    });
    this.readers = new WaitingReaders({
      isHere: (doc) => this.links.isHere(doc),
      fetchSoon: (doc) => this.links.ofDocument(doc)?.sync.openSoon(doc),
    });
  }

  async start(): Promise<void> {
    await this.departures.start();
    await this.servers.start();
  }

  close(): void {
    this.servers.close();
    this.statuses.close();
  }

  /** Something that the status tells of may have changed. */
  refresh(): void {
    this.statuses.refresh();
    this.#caughtUp.changed();
  }

  connectionsChanged(): void {
    this.#options.events.emit('connections', this.servers.list());
    this.refresh();
  }

  /** Edits made here are on disk. */
  localUpdate(doc: DocKey): void {
    this.links.ofDocument(doc)?.sync.localUpdate(doc);
    this.statuses.refresh();
  }

  /** The index is the truth about a workspace's name, a page about its own title. */
  documentChanged(doc: DocKey): void {
    this.sharedPages.documentChanged(doc);
    if (parseDocKey(doc).kind !== 'index') return;
    const name: unknown = this.#options.documents.open(doc).ydoc.getMap(yTypes.meta).get('name');
    if (typeof name !== 'string' || name === '') return;
    this.workspaces.setName(workspaceOf(doc), name.slice(0, 120));
  }

  fileAdded(workspace: WorkspaceId): void {
    this.links.of(workspace)?.files.upload(workspace);
    this.refresh();
  }

  /** The server does not take what was written to a document. */
  giveUp(doc: DocKey, code: ErrorCode): void {
    this.#forbidden.giveUp(doc, code);
  }

  /** Asks anew what the account is a member and a guest of. */
  refreshWorkspaces(server: string): void {
    const both = async (): Promise<void> => {
      await this.workspaces.refresh(server);
      await this.sharedPages.refresh(server);
    };
    this.run(both());
  }

  refreshSharedPages(server: string): void {
    this.run(this.sharedPages.refresh(server));
  }

  tellName(): void {
    for (const { server, state } of this.servers.list()) {
      if (state === 'online') this.run(this.servers.tellName(server.server));
    }
  }

  /** Whether a server has a workspace, or is to get it. */
  isShared(workspace: WorkspaceId): boolean {
    const record = this.#options.stores.workspaceStore.find(workspace);
    return record !== null && record.server !== null && record.detached === undefined;
  }

  /** How far a workspace is with its server. */
  progress(workspace: WorkspaceId): Progress {
    const { state, caughtUp } = this.linkProgress.status(workspace);
    if (state !== 'online') return 'out-of-reach';
    return caughtUp && this.statuses.waiting(workspace).count === 0 ? 'settled' : 'under-way';
  }

  /** Resolves when a workspace is the same here and at its server; rejects with `not-connected`. */
  settled(workspace: WorkspaceId): Promise<void> {
    return this.#caughtUp.wait(workspace);
  }

  /** Work that nobody waits for; a server out of reach is asked again at the next connection. */
  run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      const known = error instanceof ConfabError;
      this.#options.log(`background work failed${known ? `: ${error.code}` : ''}`, error);
    });
  }

  /** A workspace of this device only, made when there is none. */
  async localWorkspace(): Promise<WorkspaceId> {
    const { workspaceStore, profile } = this.#options.stores;
    const existing = workspaceStore.list().find(({ server }) => server === null);
    if (existing !== undefined) return existing.id;
    return (await this.workspaces.create(samplePage(profile.language).workspace)).id;
  }

  titleOfCopy(title: string): string {
    return `${title} ${samplePage(this.#options.stores.profile.language).copy}`;
  }

  #createForbidden(): ForbiddenEdits {
    const { stores, documents, files, events, log } = this.#options;
    return new ForbiddenEdits({
      documents,
      store: stores.store,
      copier: new PageCopier({
        documents,
        copyFile: (from, to, hash) => files.copyIfHere(from, to, hash),
      }),
      localWorkspace: () => this.localWorkspace(),
      titleOf: (title) => this.titleOfCopy(title),
      compareAgain: (doc) => this.links.ofDocument(doc)?.sync.compareAgain(doc),
      onKept: (code, doc, copy) => {
        events.emit('notice', { code, doc, ...(copy === undefined ? {} : { detail: copy }) });
        this.refresh();
      },
      onFailed: (error) => log('edits that the server refused could not be kept apart', error),
    });
  }

  #ask<T>(workspace: WorkspaceId, question: Parameters<typeof this.servers.ask<T>>[1]): Promise<T> {
    const { server } = this.#options.stores.workspaceStore.get(workspace);
    if (server === null) return Promise.reject(new ConfabError('not-connected', 'not on a server'));
    return this.servers.ask(server, question);
  }
}
