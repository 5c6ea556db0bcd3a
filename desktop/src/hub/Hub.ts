import type { AppState, LocalWorkspace, WorkspaceId } from '@confab/shared-types';
import type * as Y from 'yjs';
import type { FramePort } from '../shell/FramePort.ts';
import type { Host } from '../shell/Host.ts';
import type { HubFile, RunningHub } from '../shell/RunningHub.ts';
import { AccountNews } from './accounts/AccountNews.ts';
import type { SoundStore } from './audio/SoundStore.ts';
import { createCalling } from './calls/createCalling.ts';
import type { Calling } from './calls/createCalling.ts';
import { createSpeech } from './calls/createSpeech.ts';
import type { Speech } from './calls/createSpeech.ts';
import type { Clock } from './Clock.ts';
import { createStores } from './createStores.ts';
import type { Stores } from './createStores.ts';
import type { HubDatabase } from './database/openDatabase.ts';
import { indexDoc, parseDocKey } from './documents/docNames.ts';
import { Documents } from './documents/Documents.ts';
import type { DocumentsListener } from './documents/Documents.ts';
import { createSamplePage, samplePage } from './documents/samplePage.ts';
import { createExchange } from './exchange/createExchange.ts';
import type { Exchange } from './exchange/Exchange.ts';
import { exchangeHandlers } from './exchange/exchangeHandlers.ts';
import type { ExchangeFolders } from './exchange/openExchangeFolders.ts';
import type { BlobStore } from './files/BlobStore.ts';
import { DocumentFileReferences } from './files/DocumentFileReferences.ts';
import { FileCollector } from './files/FileCollector.ts';
import { Files } from './files/Files.ts';
import type { Log } from './log.ts';
import { createMinutes } from './minutes/createMinutes.ts';
import type { Minutes } from './minutes/createMinutes.ts';
import type { ModelLibrary } from './models/ModelLibrary.ts';
import type { SpeechModels } from './models/SpeechModels.ts';
import { LinkPreviews } from './outbound/LinkPreviews.ts';
import type { Outbound } from './outbound/Outbound.ts';
import { PageServices } from './pages/PageServices.ts';
import { RecentPages } from './personal/RecentPages.ts';
import { createRecordings } from './recordings/createRecordings.ts';
import type { RecordedSound } from './recordings/createRecordings.ts';
import { askWorkspaceServer } from './rpc/askWorkspaceServer.ts';
import { ChannelSession } from './rpc/ChannelSession.ts';
import { createHandlers } from './rpc/createHandlers.ts';
import type { Handlers } from './rpc/handlers.ts';
import { HubEvents } from './rpc/HubEvents.ts';
import { Linking } from './sync/Linking.ts';
import type { OpenSocket } from './sync/Socket.ts';

export interface HubOptions {
  readonly database: HubDatabase;
  readonly blobs: BlobStore;
  readonly exchangeFolders: ExchangeFolders;
  readonly models: ModelLibrary;
  readonly sounds: SoundStore;
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
  readonly #stores: Stores;
  readonly #documents: Documents;
  readonly #files: Files;
  readonly #collector: FileCollector;
  readonly #linking: Linking;
  readonly #pages: PageServices;
  readonly #calling: Calling;
  readonly #recentPages: RecentPages;
  readonly #news: AccountNews;
  readonly #speech: Speech;
  readonly #minutes: Minutes;
  readonly #recorded: RecordedSound;
  readonly #exchange: Exchange;
  readonly #handlers: Handlers;
  #closing: Promise<void> | null = null;

  constructor(options: HubOptions) {
    this.#options = options;
    const { database, clock, host } = options;
    const events = this.#events;
    const stores = createStores(database, clock, options.locale);
    this.#stores = stores;
    const { access, profile, workspaceStore, fileIndex } = stores;
    this.#documents = new Documents({
      ...stores,
      clock,
      author: profile.profile.person,
      access: (doc) => access.of(doc),
      reason: (doc) => access.reason(doc) ?? 'role',
      listener: this.#documentsListener(),
      repair: (doc) => this.#exchange.repairFromBackup(doc),
    });
    const documents = this.#documents;
    this.#files = new Files({
      blobs: options.blobs,
      index: fileIndex,
      fetchMissing: (workspace, hash) => this.#linking.links.fetchFile(workspace, hash),
      onAdded: (workspace) => this.#linking.fileAdded(workspace),
    });
    const references = new DocumentFileReferences(stores.store, () => workspaceStore.list());
    this.#linking = new Linking({
      ...options,
      ...stores,
      stores,
      documents,
      events,
      references,
      files: this.#files,
      secrets: host.secrets,
      onNews: (server, event, cursor) => this.#news.receive(server, event, cursor),
      deviceStatus: () => this.#calling.status(),
      onStatus: () => this.#showTray(),
      onRemoved: (workspace) => {
        this.#pages.workspaceRemoved(workspace);
        this.#minutes.notes.forgetWorkspace(workspace);
        this.#recorded.forget(workspace).catch((error: unknown) => {
          options.log('the sound of a removed workspace could not be deleted', error);
        });
      },
      fetchVersions: (workspace) => this.#pages.versions.fetchKept(workspace),
      onLocal: (workspace) => this.#pages.versions.takeOver(workspace),
      beginAnew: () => this.#begin(),
    });
    const linking = this.#linking;
    this.#pages = new PageServices({
      ...options,
      stores,
      documents,
      events,
      files: this.#files,
      deletions: linking.deletions,
      ask: (workspace, question) =>
        askWorkspaceServer({ ...stores, servers: linking.servers }, workspace, question),
      localWorkspace: () => linking.localWorkspace(),
      onDeleting: async (workspace, pages) => {
        await this.#recorded.forget(workspace, pages);
        this.#minutes.pages.forget(workspace, pages);
      },
      titleOfCopy: (title) => linking.titleOfCopy(title),
      isHere: (doc) => linking.links.isHere(doc),
      isCaughtUp: (workspace) => linking.links.of(workspace)?.sync.caughtUp(workspace) === true,
    });
    this.#collector = new FileCollector({
      ...options,
      index: fileIndex,
      sources: [references, this.#pages.versions.references],
      keeps: ({ workspace, uploaded }) =>
        (!uploaded && linking.isShared(workspace)) ||
        stores.store.quarantinedOf(workspace).length > 0,
      onFailed: (error) => options.log('unused files could not be collected', error),
    });
    const parts = {
      ...options,
      ...stores,
      events,
      documents,
      servers: linking.servers,
      workspaces: workspaceStore,
    };
    this.#calling = createCalling({ ...parts, onChange: () => this.#showTray() });
    this.#recentPages = this.#createRecentPages();
    this.#news = new AccountNews({
      ...parts,
      ...this.#calling,
      onWorkspaces: (server) => linking.refreshWorkspaces(server),
      onSharedPages: (server) => linking.refreshSharedPages(server),
    });
    this.#speech = createSpeech({
      ...parts,
      library: options.models,
      members: async (workspace) => {
        if (workspaceStore.get(workspace).server === null) return [];
        const members = await askWorkspaceServer(parts, workspace, (api) => api.members(workspace));
        return members.map(({ name }) => name);
      },
      recentPages: (workspace) =>
        this.#pages.personal.get(workspace).recent.map(({ page }) => page),
    });
    this.#minutes = createMinutes({
      ...parts,
      exchange: () => this.#exchange,
      ask: (workspace, question) => askWorkspaceServer(parts, workspace, question),
      settled: (workspace) => linking.settled(workspace),
    });
    this.#recorded = createRecordings({ ...parts, ...this.#speech });
    this.#exchange = createExchange({
      ...options,
      ...stores,
      events,
      documents,
      files: this.#files,
      versions: this.#pages.versions,
      personal: this.#pages.personal,
      onRestored: (docs) => {
        for (const doc of docs) this.#documentsListener().onChanged(doc);
      },
    });
    this.#handlers = this.#createHandlers();
  }

  /** Moving in and out, for the command line. */
  get exchange(): Exchange {
    return this.#exchange;
  }

  /** Speech models, for the command line. */
  get speechModels(): SpeechModels {
    return this.#speech.models;
  }

  /** The index of a workspace, to be read. */
  indexOf(workspace: WorkspaceId): Y.Doc {
    return this.#documents.open(indexDoc(workspace)).ydoc;
  }

  get workspaces(): readonly LocalWorkspace[] {
    return this.#stores.workspaceStore.list();
  }

  /** Makes a new profile's first workspace and takes up its connections. */
  async start(): Promise<void> {
    if (this.#stores.workspaceStore.list().length === 0) await this.#begin();
    await this.#speech.models.open();
    await this.#recorded.open();
    await this.#linking.start();
    await this.#pages.start();
    this.#collector.start();
    this.#exchange.start();
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
        onAudio: (stream, at, samples) => {
          if (this.#recorded.recordings.tasks.push(stream, at, samples)) return;
          this.#speech.own.push(stream, at, samples);
        },
        whenHere: (doc, run) =>
          this.#linking.readers.whenHere(doc, () => {
            run();
            this.#minutes.pages.opened(doc);
          }),
        onGone: (caller) => {
          this.#calling.active.set(caller, null);
          this.#recorded.recordings.tasks.gone(caller);
        },
      },
      () => this.#sessions.delete(session),
    );
    this.#sessions.add(session);
  }

  async openFile(capability: string): Promise<HubFile | null> {
    return (
      this.#exchange.openFile(capability) ??
      (await this.#options.sounds.openFile(capability)) ??
      (await this.#files.open(capability))
    );
  }

  /** The machine woke up, or has a network again. */
  wake(): void {
    this.#linking.servers.wake();
  }

  /** Ends everything; what was accepted is on disk. Safe to call twice. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    for (const session of this.#sessions) session.close();
    await this.#recorded.close();
    this.#minutes.pages.close();
    await this.#exchange.close();
    this.#collector.stop();
    this.#pages.close();
    this.#recentPages.close();
    this.#calling.rings.close();
    await this.#speech.models.close();
    this.#speech.vocabulary.close();
    this.#speech.transcriber.close();
    this.#linking.close();
    this.#stores.commits.commit();
    this.#documents.close();
    this.#options.database.close();
  }

  #createHandlers(): Handlers {
    const { outbound } = this.#options;
    const linking = this.#linking;
    const { servers, workspaces, departures, sharedPages } = linking;
    return createHandlers({
      ...this.#stores,
      linking,
      pages: this.#pages,
      exchange: exchangeHandlers(this.#exchange, this.#options.exchangeFolders.temporary),
      outbound,
      servers,
      workspaces,
      departures,
      sharedPages,
      events: this.#events,
      files: this.#files,
      previews: new LinkPreviews({
        enabled: () => this.#stores.profile.preferences.linkPreviews,
        ownServers: () => servers.list().map(({ url }) => url),
      }),
      ...this.#calling,
      minutes: this.#minutes,
      ...this.#recorded,
      sounds: this.#options.sounds,
      speech: this.#speech.own,
      speechModels: this.#speech.models,
      vocabulary: this.#speech.vocabulary,
      temporary: this.#options.exchangeFolders.temporary,
      appState: () => this.#appState(),
      onNameChanged: () => linking.tellName(),
      onPreferences: async (changes) => {
        if (changes.doNotDisturb !== undefined) this.#calling.doNotDisturbChanged();
        if (changes.speechModel !== undefined) await this.#speech.models.apply();
      },
      onWake: () => this.wake(),
    });
  }

  #appState(): AppState {
    const { profile, workspaceStore } = this.#stores;
    return {
      profile: profile.profile,
      preferences: profile.preferences,
      workspaces: workspaceStore.list(),
      connections: this.#linking.servers.list(),
      sync: this.#linking.statuses.all(),
      sharedPages: this.#linking.sharedPages.list(),
      localServerUrl: this.#options.localServerUrl,
    };
  }

  async #begin(): Promise<void> {
    const sample = samplePage(this.#stores.profile.language);
    const workspace = await this.#linking.workspaces.create(sample.workspace);
    await createSamplePage(this.#documents, workspace.id, sample);
  }

  #documentsListener(): DocumentsListener {
    return {
      onLocalUpdate: (doc) => {
        this.#linking.localUpdate(doc);
        this.#pages.localUpdate(doc);
      },
      onChanged: (doc) => {
        this.#linking.documentChanged(doc);
        this.#pages.documentChanged(doc);
        this.#minutes.pages.documentChanged(doc);
        if (parseDocKey(doc).kind === 'index') this.#recentPages.changed();
        this.#speech.vocabulary.documentChanged(doc);
      },
      // Told while the document is being read: it can be compared once it is.
      onDamaged: (doc) =>
        queueMicrotask(() => this.#linking.links.ofDocument(doc)?.sync.compareAgain(doc)),
      onCursors: (doc, update, from) =>
        this.#linking.links.ofDocument(doc)?.sync.sendCursors(doc, update, from),
      onNotice: (code, doc) => this.#events.emit('notice', { code, doc }),
    };
  }

  #createRecentPages(): RecentPages {
    this.#events.listen(({ event }) => {
      if (event === 'personal' || event === 'workspaces') this.#recentPages.changed();
    });
    return new RecentPages({
      workspaces: () => this.workspaces,
      placesOf: (workspace) => this.#pages.personal.get(workspace),
      indexOf: (workspace) => this.indexOf(workspace),
      clock: this.#options.clock,
      onChange: () => this.#showTray(),
    });
  }

  #showTray(): void {
    const { rings, notifications } = this.#calling;
    this.#options.host.setTray({
      sync: this.#linking.statuses.all(),
      ringing: rings.ringing,
      missed: notifications.unread,
      doNotDisturb: this.#stores.profile.preferences.doNotDisturb,
      recentPages: this.#recentPages.list(),
    });
  }
}
