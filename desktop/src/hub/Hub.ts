import { ConfabError, yTypes } from '@confab/shared-types';
import type { AppState, DocKey, LocalWorkspace, WorkspaceId } from '@confab/shared-types';
import type { FramePort } from '../shell/FramePort.ts';
import type { Host } from '../shell/Host.ts';
import type { HubFile, RunningHub } from '../shell/RunningHub.ts';
import { AccountNews } from './accounts/AccountNews.ts';
import { ConnectionStore } from './accounts/ConnectionStore.ts';
import { Servers } from './accounts/Servers.ts';
import type { LinkListener } from './accounts/ServerLink.ts';
import { Calls } from './calls/Calls.ts';
import { createSpeech } from './calls/createSpeech.ts';
import type { Speech } from './calls/createSpeech.ts';
import type { Clock } from './Clock.ts';
import { GroupCommit } from './database/GroupCommit.ts';
import type { HubDatabase } from './database/openDatabase.ts';
import { Documents } from './documents/Documents.ts';
import type { DocumentsListener } from './documents/Documents.ts';
import { DocumentStore } from './documents/DocumentStore.ts';
import { parseDocKey, workspaceOf } from './documents/docNames.ts';
import { createSamplePage, samplePage } from './documents/samplePage.ts';
import type { BlobStore } from './files/BlobStore.ts';
import { FileIndex } from './files/FileIndex.ts';
import { Files } from './files/Files.ts';
import type { Log } from './log.ts';
import type { Outbound } from './outbound/Outbound.ts';
import { ProfileStore } from './profile/ProfileStore.ts';
import { ChannelSession } from './rpc/ChannelSession.ts';
import { createHandlers } from './rpc/createHandlers.ts';
import type { Handlers } from './rpc/handlers.ts';
import { HubEvents } from './rpc/HubEvents.ts';
import { ForbiddenEdits } from './sync/ForbiddenEdits.ts';
import type { OpenSocket } from './sync/Socket.ts';
import { SyncStatuses } from './sync/SyncStatuses.ts';
import type { LinkStatus } from './sync/SyncStatuses.ts';
import { WaitingReaders } from './sync/WaitingReaders.ts';
import type { ModelLibrary } from './transcripts/ModelLibrary.ts';
import { DocumentAccess } from './workspaces/DocumentAccess.ts';
import { WorkspaceLinks } from './workspaces/WorkspaceLinks.ts';
import { WorkspaceStore } from './workspaces/WorkspaceStore.ts';
import { Workspaces } from './workspaces/Workspaces.ts';

export interface HubOptions {
  readonly database: HubDatabase;
  readonly blobs: BlobStore;
  readonly models: ModelLibrary;
  readonly outbound: Outbound;
  readonly host: Host;
  readonly localServerUrl: string | null;
  readonly locale: string;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

/** One open profile: its parts, put together, and how they hear of each other. */
export class Hub implements RunningHub {
  readonly #options: HubOptions;
  readonly #events = new HubEvents();
  readonly #sessions = new Set<ChannelSession>();
  readonly #commits: GroupCommit;
  readonly #store: DocumentStore;
  readonly #profile: ProfileStore;
  readonly #workspaceStore: WorkspaceStore;
  readonly #connections: ConnectionStore;
  readonly #documents: Documents;
  readonly #links: WorkspaceLinks;
  readonly #files: Files;
  readonly #servers: Servers;
  readonly #workspaces: Workspaces;
  readonly #statuses: SyncStatuses;
  readonly #forbidden: ForbiddenEdits;
  readonly #readers: WaitingReaders;
  readonly #calls: Calls;
  readonly #news: AccountNews;
  readonly #speech: Speech;
  readonly #handlers: Handlers;

  constructor(options: HubOptions) {
    this.#options = options;
    const { database, clock, log, host, outbound } = options;
    const events = this.#events;
    this.#commits = new GroupCommit(database);
    this.#store = new DocumentStore({ database, commits: this.#commits, clock });
    this.#profile = new ProfileStore(database, options.locale);
    this.#workspaceStore = new WorkspaceStore(database, clock);
    this.#connections = new ConnectionStore(database);
    const common = { store: this.#store, connections: this.#connections, events, clock, log };
    const access = new DocumentAccess(this.#workspaceStore);
    this.#documents = new Documents({
      ...common,
      author: this.#profile.profile.person,
      access: (doc) => access.of(doc),
      listener: this.#documentsListener(),
    });
    const documents = this.#documents;
    this.#links = new WorkspaceLinks({
      workspaces: this.#workspaceStore,
      connections: this.#connections,
      documents,
      link: (server) => this.#servers.link(server),
    });
    const fileIndex = new FileIndex(database, clock);
    this.#files = new Files({
      blobs: options.blobs,
      index: fileIndex,
      fetchMissing: (workspace, hash) => this.#links.fetchFile(workspace, hash),
      onAdded: (workspace) => this.#onFileAdded(workspace),
    });
    this.#servers = new Servers({
      connections: this.#connections,
      secrets: host.secrets,
      profile: () => this.#profile.profile,
      services: { ...options, ...common, documents, access, fileIndex },
      listener: this.#linkListener(),
      onChange: () => this.#onConnectionsChanged(),
      onLinked: ({ server, account }, link) => {
        const bound = this.#workspaceStore.boundTo(server.server, account.id);
        for (const { id } of bound) link.follow(id);
      },
    });
    const servers = this.#servers;
    this.#workspaces = new Workspaces({
      store: this.#workspaceStore,
      documents,
      access,
      servers,
      connections: this.#connections,
      onChange: () => {
        events.emit('workspaces', this.#workspaceStore.list());
        this.#statuses.refresh();
      },
    });
    this.#statuses = new SyncStatuses({
      ...common,
      workspaces: () => this.#workspaceStore.list(),
      link: (workspace) => this.#linkStatus(workspace),
      onChange: (sync) => {
        events.emit('sync', sync);
        this.#showTray();
      },
    });
    this.#forbidden = new ForbiddenEdits({
      ...common,
      documents,
      localWorkspace: () => this.#localWorkspace(),
      titleOfCopy: (title) => `${title} ${samplePage(this.#profile.language).copy}`,
      compareAgain: (doc) => this.#links.ofDocument(doc)?.sync.compareAgain(doc),
      onKept: (code, doc, copy) => {
        events.emit('notice', { code, doc, ...(copy === undefined ? {} : { detail: copy }) });
        this.#statuses.refresh();
      },
      onFailed: (error) => log('edits that the server refused could not be kept apart', error),
    });
    this.#readers = new WaitingReaders({
      isHere: (doc) => this.#links.isHere(doc),
      fetchSoon: (doc) => this.#links.ofDocument(doc)?.sync.openSoon(doc),
    });
    const parts = { ...common, host, documents, servers, workspaces: this.#workspaceStore };
    this.#calls = new Calls({ ...parts, onRinging: () => this.#showTray() });
    this.#news = new AccountNews({
      ...parts,
      calls: this.#calls,
      onWorkspaces: (server) => this.#refreshWorkspaces(server),
    });
    this.#speech = createSpeech({ ...parts, library: options.models, profile: this.#profile });
    this.#handlers = createHandlers({
      appState: () => this.#appState(),
      profile: this.#profile,
      onNameChanged: () => this.#tellName(),
      onWake: () => this.wake(),
      events,
      documents,
      files: this.#files,
      outbound,
      servers,
      workspaceStore: this.#workspaceStore,
      workspaces: this.#workspaces,
      calls: this.#calls,
      speech: this.#speech.own,
      speechModels: this.#speech.models,
    });
  }

  /** Makes a new profile's first workspace and takes up its connections. */
  async start(): Promise<void> {
    if (this.#workspaceStore.list().length === 0) await this.#begin();
    await this.#speech.models.apply();
    await this.#servers.start();
  }

  attach(port: FramePort): void {
    const session: ChannelSession = new ChannelSession(
      port,
      {
        documents: this.#documents,
        files: this.#files,
        events: this.#events,
        handlers: this.#handlers,
        log: this.#options.log,
        onAudio: (stream, at, samples) => this.#speech.own.push(stream, at, samples),
        whenHere: (doc, run) => this.#readers.whenHere(doc, run),
      },
      () => this.#sessions.delete(session),
    );
    this.#sessions.add(session);
  }

  openFile(capability: string): Promise<HubFile | null> {
    return this.#files.open(capability);
  }

  /** The machine woke up, or has a network again. */
  wake(): void {
    this.#servers.wake();
  }

  /** Ends everything; what was accepted is on disk. Safe to call twice. */
  close(): Promise<void> {
    if (!this.#options.database.open) return Promise.resolve();
    for (const session of this.#sessions) session.close();
    this.#speech.transcriber.close();
    this.#servers.close();
    this.#statuses.close();
    this.#commits.commit();
    this.#documents.close();
    this.#options.database.close();
    return Promise.resolve();
  }

  #appState(): AppState {
    return {
      profile: this.#profile.profile,
      preferences: this.#profile.preferences,
      workspaces: this.#workspaceStore.list(),
      connections: this.#servers.list(),
      sync: this.#statuses.all(),
      localServerUrl: this.#options.localServerUrl,
    };
  }

  async #begin(): Promise<void> {
    const sample = samplePage(this.#profile.language);
    const workspace = await this.#workspaces.create(sample.workspace);
    await createSamplePage(this.#documents, workspace.id, sample);
  }

  /** A workspace of this device only, made when there is none. */
  async #localWorkspace(): Promise<WorkspaceId> {
    const isLocal = ({ server }: LocalWorkspace): boolean => server === null;
    const existing = this.#workspaceStore.list().find(isLocal);
    if (existing !== undefined) return existing.id;
    return (await this.#workspaces.create(samplePage(this.#profile.language).workspace)).id;
  }

  #documentsListener(): DocumentsListener {
    return {
      onLocalUpdate: (doc) => {
        this.#links.ofDocument(doc)?.sync.localUpdate(doc);
        this.#statuses.refresh();
      },
      onChanged: (doc) => this.#onChanged(doc),
      // Told while the document is being read: it can be compared once it is.
      onDamaged: (doc) => queueMicrotask(() => this.#links.ofDocument(doc)?.sync.compareAgain(doc)),
      onCursors: (doc, update, from) =>
        this.#links.ofDocument(doc)?.sync.sendCursors(doc, update, from),
      onNotice: (code, doc) => this.#events.emit('notice', { code, doc }),
    };
  }

  #linkListener(): LinkListener {
    return {
      onState: (server) => {
        this.#onConnectionsChanged();
        if (this.#servers.link(server)?.state !== 'online') return;
        this.#refreshWorkspaces(server);
        this.#run(this.#servers.tellName(server));
      },
      onRejected: (server, why) => {
        if (why === 'unauthenticated') this.#run(this.#servers.signedOut(server));
        else this.#onConnectionsChanged();
      },
      onEvent: (server, event, cursor) => this.#news.receive(server, event, cursor),
      onRole: (workspace, role) => this.#workspaces.setRole(workspace, role),
      onUnfollowed: (workspace) => {
        this.#workspaces.leave(workspace);
        this.#forbidden.giveUpWorkspace(workspace);
        this.#events.emit('notice', { code: 'no-permission', workspace });
      },
      onForbidden: (doc, code) => this.#forbidden.giveUp(doc, code),
      onOpened: (doc) => this.#readers.arrived(doc),
      onRewound: (server, workspace) => {
        // Who may write nothing there has nothing to give back.
        if (this.#workspaceStore.get(workspace).role === 'viewer') return;
        this.#servers.link(server)?.files.offerAgain(workspace);
      },
      onProgress: () => this.#statuses.refresh(),
      onNotice: (code, doc) => this.#events.emit('notice', { code, doc }),
    };
  }

  /** The index is the truth about a workspace's name. */
  #onChanged(doc: DocKey): void {
    if (parseDocKey(doc).kind !== 'index') return;
    const name: unknown = this.#documents.open(doc).ydoc.getMap(yTypes.meta).get('name');
    if (typeof name !== 'string' || name === '') return;
    this.#workspaces.setName(workspaceOf(doc), name.slice(0, 120));
  }

  #onFileAdded(workspace: WorkspaceId): void {
    this.#links.of(workspace)?.files.upload(workspace);
    this.#statuses.refresh();
  }

  #onConnectionsChanged(): void {
    this.#events.emit('connections', this.#servers.list());
    this.#statuses.refresh();
  }

  #showTray(): void {
    this.#options.host.setTray({ sync: this.#statuses.all(), ringing: this.#calls.ringing });
  }

  #linkStatus(workspace: WorkspaceId): LinkStatus {
    const link = this.#links.of(workspace);
    const waitingFiles = this.#files.waitingUploads(workspace).length;
    const apart = { caughtUp: false, waitingFiles };
    if (this.#workspaces.hasLeft(workspace)) return { state: 'no-permission', ...apart };
    if (link === null) return { state: 'signed-out', ...apart };
    if (link.state !== 'online') return { state: 'offline', ...apart };
    return { state: 'online', caughtUp: link.sync.caughtUp(workspace), waitingFiles };
  }

  #tellName(): void {
    for (const { server, state } of this.#servers.list()) {
      if (state === 'online') this.#run(this.#servers.tellName(server.server));
    }
  }

  #refreshWorkspaces(server: string): void {
    this.#run(this.#workspaces.refresh(server));
  }

  /** Work that nobody waits for; a server out of reach is asked again at the next connection. */
  #run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      const known = error instanceof ConfabError;
      this.#options.log(`background work failed${known ? `: ${error.code}` : ''}`, error);
    });
  }
}
