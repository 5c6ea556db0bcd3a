import { join } from 'node:path';
import type { DocKey } from '@confab/shared-types';
import * as Y from 'yjs';
import { GroupCommit } from '../database/GroupCommit.ts';
import { openDatabase } from '../database/openDatabase.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { workspaceOf } from '../documents/docNames.ts';
import { Documents } from '../documents/Documents.ts';
import { DocumentStore } from '../documents/DocumentStore.ts';
import type { DocumentFollower } from '../documents/LiveDocument.ts';
import type { OpenSocket } from '../sync/Socket.ts';
import { SyncClient } from '../sync/SyncClient.ts';
import { DocumentAccess } from '../workspaces/DocumentAccess.ts';
import { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import type { SeededRandom } from './SeededRandom.ts';
import type { SimulatedClock } from './SimulatedClock.ts';

export interface FuzzPeerOptions {
  readonly name: string;
  readonly folder: string;
  readonly docs: readonly DocKey[];
  readonly clock: SimulatedClock;
  readonly random: SeededRandom;
  readonly openSocket: OpenSocket;
}

/** The part of a hub that merges and resumes, over a real SQLite file, and a window that types. */
export class FuzzPeer {
  readonly name: string;
  readonly #options: FuzzPeerOptions;
  /** Edits the person was told are saved, by document. */
  readonly saved = new Map<DocKey, Uint8Array[]>();
  readonly #editors = new Map<DocKey, Editor>();
  #running: Running;
  #diskFull = false;

  constructor(options: FuzzPeerOptions) {
    this.name = options.name;
    this.#options = options;
    this.#running = this.#start();
    for (const doc of options.docs) this.#openEditor(doc);
  }

  get store(): DocumentStore {
    return this.#running.store;
  }

  get sync(): SyncClient {
    return this.#running.sync;
  }

  document(doc: DocKey): Y.Doc {
    return this.#running.documents.open(doc).ydoc;
  }

  /** Types or deletes something in a document's window, and sends it to the hub. */
  edit(doc: DocKey): void {
    const editor = this.#editors.get(doc);
    if (editor === undefined) return;
    const update = editor.edit();
    this.#running.documents.write(doc, update, editor, (error) => {
      if (error !== null) editor.refused();
      else this.saved.set(doc, [...(this.saved.get(doc) ?? []), update]);
    });
  }

  /** Group commit of what is waiting. */
  commit(): void {
    this.#running.commits.commit();
  }

  get uncommitted(): boolean {
    return this.#running.deferred > 0;
  }

  sweep(): void {
    this.#running.documents.sweep(0);
  }

  compact(doc: DocKey): void {
    if (!this.#diskFull) this.store.compact(doc);
  }

  setDiskFull(full: boolean): void {
    if (full === this.#diskFull) return;
    this.#diskFull = full;
    this.#running.database.exec(
      full
        ? `CREATE TEMP TRIGGER full BEFORE INSERT ON updates
           BEGIN SELECT RAISE(FAIL, 'disk is full'); END`
        : 'DROP TRIGGER full',
    );
  }

  /** The hub dies; its windows may survive it. */
  kill(windowsToo: boolean): void {
    this.#stop();
    this.#diskFull = false;
    this.#running = this.#start();
    for (const doc of this.#options.docs) {
      const editor = this.#editors.get(doc);
      if (windowsToo || editor === undefined) this.#openEditor(doc);
      else this.#attach(doc, editor);
    }
  }

  /** Windows compare with the hub, as they do after a refusal or a lost channel. */
  resubscribe(): void {
    for (const [doc, editor] of this.#editors) {
      this.#running.documents.unfollow(doc, editor);
      this.#attach(doc, editor);
    }
  }

  close(): void {
    this.#stop();
  }

  #stop(): void {
    this.#running.sync.stop();
    this.#running.documents.close();
    this.#running.database.close();
  }

  #openEditor(doc: DocKey): void {
    const editor = new Editor(this.#options.random);
    this.#editors.set(doc, editor);
    this.#attach(doc, editor);
  }

  #attach(doc: DocKey, editor: Editor): void {
    const { documents } = this.#running;
    const { ydoc } = documents.open(doc);
    documents.follow(doc, editor);
    Y.applyUpdate(editor.ydoc, Y.encodeStateAsUpdate(ydoc));
    const missing = Y.encodeStateAsUpdate(editor.ydoc, Y.encodeStateVector(ydoc));
    editor.compared();
    documents.write(doc, missing, editor, (error) => {
      if (error !== null) editor.refused();
    });
  }

  #start(): Running {
    const { folder, name, clock, random, openSocket, docs } = this.#options;
    const database = openDatabase(join(folder, `${name}.sqlite`));
    const running = { deferred: 0 };
    const commits = new GroupCommit(database, { defer: () => running.deferred++ });
    const store = new DocumentStore({ database, commits, clock });
    const workspaces = new WorkspaceStore(database, clock);
    const [doc = ''] = docs;
    const id = workspaceOf(doc);
    const server = 'server-simulated';
    const account = 'account-of-all';
    workspaces.put({ id, name: 'Fuzz', server, account, role: 'editor' });
    const access = new DocumentAccess(workspaces);
    const documents = new Documents({
      store,
      clock,
      author: name,
      access: (key) => access.of(key),
      capacity: 2,
      listener: {
        onLocalUpdate: (key) => sync.localUpdate(key),
        onChanged: () => undefined,
        onDamaged: (key) => sync.compareAgain(key),
        onCursors: () => undefined,
        onNotice: () => undefined,
      },
    });
    const sync: SyncClient = new SyncClient({
      url: 'ws://simulated/sync',
      server,
      account,
      session: 'session',
      documents,
      store,
      access,
      openSocket,
      clock,
      random: random.next,
      log: () => undefined,
      listener: {
        onState: () => undefined,
        onRejected: (why) => fail(`rejected: ${why}`),
        onRole: () => undefined,
        onUnfollowed: (workspace) => fail(`unfollowed ${workspace}`),
        onForbidden: (key) => fail(`forbidden ${key}`),
        onOpened: () => undefined,
        onRewound: () => undefined,
        onProgress: () => undefined,
        onNotice: () => undefined,
      },
    });
    sync.follow(id);
    sync.start();
    return {
      database,
      commits: { commit: () => ((running.deferred = 0), commits.commit()) },
      store,
      documents,
      sync,
      get deferred() {
        return running.deferred;
      },
    };
  }
}

interface Running {
  readonly database: HubDatabase;
  readonly commits: { commit(): void };
  readonly store: DocumentStore;
  readonly documents: Documents;
  readonly sync: SyncClient;
  readonly deferred: number;
}

/** A window's copy of one document. */
class Editor implements DocumentFollower {
  readonly ydoc = new Y.Doc();
  readonly #random: SeededRandom;
  /** What the hub has surely got. */
  #known: Uint8Array;
  #refused = false;

  constructor(random: SeededRandom) {
    this.#random = random;
    this.ydoc.clientID = 1 + random.below(2 ** 31);
    this.#known = Y.encodeStateVector(this.ydoc);
  }

  /** Answers the update; after a refusal it holds everything that the hub misses. */
  edit(): Uint8Array {
    const before = this.#refused ? this.#known : Y.encodeStateVector(this.ydoc);
    this.ydoc.transact(() => this.#change());
    this.#refused = false;
    return Y.encodeStateAsUpdate(this.ydoc, before);
  }

  refused(): void {
    this.#refused = true;
  }

  compared(): void {
    this.#known = Y.encodeStateVector(this.ydoc);
    this.#refused = false;
  }

  onUpdate(_doc: DocKey, update: Uint8Array): void {
    Y.applyUpdate(this.ydoc, update);
  }

  onAwareness(): void {
    // Cursors are not part of this.
  }

  onAccess(): void {
    // Everybody may write.
  }

  onReset(doc: DocKey): void {
    fail(`${doc} was thrown away`);
  }

  #change(): void {
    const text = this.ydoc.getText('title');
    const random = this.#random;
    if (text.length > 5 && random.chance(0.35)) {
      const at = random.below(text.length - 2);
      text.delete(at, 1 + random.below(Math.min(4, text.length - at - 1)));
    } else if (random.chance(0.2)) {
      this.ydoc.getMap('meta').set(random.pick(['a', 'b', 'c']), random.below(1000));
    } else {
      const letter = String.fromCharCode(97 + random.below(26));
      text.insert(random.below(text.length + 1), letter.repeat(1 + random.below(3)));
    }
  }
}

function fail(why: string): never {
  throw new Error(why);
}
