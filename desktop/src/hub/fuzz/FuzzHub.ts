import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountId, DocKey, ErrorCode, Role, WorkspaceId } from '@confab/shared-types';
import * as Y from 'yjs';
import { commentsDoc, parseDocKey, workspaceOf } from '../documents/docNames.ts';
import type { DocumentStore } from '../documents/DocumentStore.ts';
import { holdsUpdate } from '../sync/compareStates.ts';
import type { OpenSocket } from '../sync/Socket.ts';
import type { SyncClient } from '../sync/SyncClient.ts';
import { createHubParts, localWorkspace } from './createHubParts.ts';
import type { HubParts } from './createHubParts.ts';
import { flipBit } from './damage.ts';
import { DiskFaults } from './DiskFaults.ts';
import { FuzzWindow } from './FuzzWindow.ts';
import { Ledger } from './Ledger.ts';
import type { SeededRandom } from './SeededRandom.ts';
import { MachineClock } from './SimulatedClock.ts';
import type { SimulatedClock } from './SimulatedClock.ts';

export interface FuzzHubOptions {
  /** Also its account. */
  readonly name: AccountId;
  readonly folder: string;
  readonly workspace: WorkspaceId;
  readonly server: string;
  readonly docs: readonly DocKey[];
  readonly time: SimulatedClock;
  readonly random: SeededRandom;
  readonly openSocket: OpenSocket;
  /** What the server has on its disk. */
  readonly committedByServer: (doc: DocKey) => Y.Doc;
}

/** The parts of a hub that keep, merge and resume, over a real SQLite file, and its windows. */
export class FuzzHub {
  readonly name: AccountId;
  readonly ledger = new Ledger();
  readonly #options: FuzzHubOptions;
  readonly #clock: MachineClock;
  readonly #windows = new Map<DocKey, FuzzWindow>();
  /** States of documents in the backups that are kept. */
  readonly #backups = new Map<DocKey, Uint8Array>();
  /** Documents that the person was told are damaged. */
  readonly #toldDamaged = new Set<DocKey>();
  #running: HubParts;
  #disk: DiskFaults;
  /** The first thing that must never happen and did. */
  failure: Error | null = null;

  constructor(options: FuzzHubOptions) {
    this.name = options.name;
    this.#options = options;
    this.#clock = new MachineClock(options.time);
    this.#running = this.#start();
    this.#disk = new DiskFaults(this.#running.database, options.random);
    this.#beginPages();
    this.#openWindows();
  }

  get store(): DocumentStore {
    return this.#running.store;
  }

  get sync(): SyncClient {
    return this.#running.sync;
  }

  get uncommitted(): boolean {
    return this.#running.deferred;
  }

  document(doc: DocKey): Y.Doc {
    return this.#running.documents.open(doc).ydoc;
  }

  isIncomplete(doc: DocKey): boolean {
    return this.#running.documents.open(doc).incomplete;
  }

  mayWrite(doc: DocKey): boolean {
    return this.#running.documents.access(doc) === 'write';
  }

  /** Whether an edit that the server did not take is in a page of this device. */
  keptInCopy(update: Uint8Array): boolean {
    return this.store.list(localWorkspace).some((doc) => holdsUpdate(this.document(doc), update));
  }

  /** Changes something in a document's window, and sends it to the hub. */
  edit(doc: DocKey): void {
    const window = this.#windows.get(doc);
    if (window?.access !== 'write') return;
    const update = window.edit();
    this.#running.documents.write(doc, update, window, (error) => {
      if (error === null) this.ledger.saved(doc, update);
      else if (error.code === 'no-permission') this.#attachAnew(window);
      else window.refused();
    });
  }

  /** Group commit of what is waiting. */
  commit(): void {
    this.#running.deferred = false;
    this.#running.commits.commit();
  }

  sweep(): void {
    this.#running.documents.sweep(0);
  }

  compact(doc: DocKey): void {
    if (!this.#disk.isFull) this.store.compact(doc);
  }

  /** Folding a log stops at one of its steps, and the process dies there. */
  compactAndDie(doc: DocKey): void {
    if (this.#disk.isFull) return;
    this.#disk.breakOff(() => this.store.compact(doc));
    this.kill(true);
  }

  setClock(jumpMs: number): void {
    this.#clock.jump(jumpMs);
  }

  get disk(): DiskFaults {
    return this.#disk;
  }

  /** The hub dies and starts again; its windows may survive it. */
  kill(windowsToo: boolean): void {
    this.#stop();
    this.#startAgain(windowsToo);
  }

  /** A bit of one row turns while the hub is not running. */
  flip(windowsToo: boolean): void {
    this.#stop();
    const columns = { doc: 'doc', acked: 'acked' };
    const isShared = (doc: string | number): boolean => this.#isShared(String(doc));
    const row = flipBit(this.#file, columns, isShared, this.#options.random);
    const doc = row === null ? null : String(row.doc);
    if (doc !== null) this.#toldDamaged.delete(doc);
    this.#startAgain(windowsToo);
    if (doc !== null && !this.#toldDamaged.has(doc)) this.#fail(`damage of ${doc} was not told`);
  }

  /** The daily backup: states of the documents as they are; several are kept. */
  backUp(): void {
    for (const doc of this.#options.docs) {
      const states = [this.#backups.get(doc), Y.encodeStateAsUpdate(this.document(doc))];
      this.#backups.set(doc, Y.mergeUpdates(states.filter((state) => state !== undefined)));
    }
  }

  /** A document as the backups would give it back. */
  backup(doc: DocKey): Y.Doc {
    const ydoc = new Y.Doc();
    const state = this.#backups.get(doc);
    if (state !== undefined) Y.applyUpdate(ydoc, state);
    return ydoc;
  }

  /** Copies the profile's file, as somebody does who wants to go back to it. */
  copyProfile(): void {
    rmSync(this.#copy, { force: true });
    this.#running.database.prepare('VACUUM INTO ?').run(this.#copy);
  }

  /** The copy takes the place of the profile: what came later and only this hub had is gone. */
  restoreProfile(): void {
    if (!existsSync(this.#copy)) return;
    this.#stop();
    for (const end of ['', '-wal', '-shm']) rmSync(this.#file + end, { force: true });
    copyFileSync(this.#copy, this.#file);
    // Nothing is damaged now, so nobody will ask the backups.
    this.#backups.clear();
    this.#startAgain(true);
  }

  /** The account was let in again, and the app hears of it. */
  rejoin(role: Role): void {
    const { workspaces, sync } = this.#running;
    const { id, name, server, account } = workspaces.get(this.#options.workspace);
    workspaces.put({ id, name, server, account, role });
    this.#rightsChanged();
    sync.follow(id);
  }

  get detached(): boolean {
    return this.#running.workspaces.get(this.#options.workspace).detached !== undefined;
  }

  /** Windows compare with the hub, as they do after a refusal or a lost channel. */
  resubscribe(): void {
    for (const window of this.#windows.values()) {
      this.#running.documents.unfollow(window.doc, window);
      this.#attach(window);
    }
  }

  close(): void {
    this.#stop();
  }

  get #file(): string {
    return join(this.#options.folder, `${this.name}.sqlite`);
  }

  get #copy(): string {
    return `${this.#file}.copy`;
  }

  #isShared(doc: DocKey): boolean {
    return workspaceOf(doc) === this.#options.workspace;
  }

  #fail(why: string): void {
    this.failure ??= new Error(`${this.name}: ${why}`);
  }

  #stop(): void {
    const { sync, documents, database } = this.#running;
    sync.stop();
    documents.close();
    database.close();
  }

  #startAgain(windowsToo: boolean): void {
    this.#running = this.#start();
    this.#disk = new DiskFaults(this.#running.database, this.#options.random);
    if (windowsToo) this.#openWindows();
    else for (const window of this.#windows.values()) this.#attach(window);
  }

  /** Nobody comments on a page that was never there: each has a title, the same everywhere. */
  #beginPages(): void {
    const begun = new Y.Doc();
    begun.clientID = 1;
    begun.getText('title').insert(0, 'Page');
    const update = Y.encodeStateAsUpdate(begun);
    for (const doc of this.#options.docs) {
      if (parseDocKey(doc).kind !== 'page') continue;
      this.#running.documents.write(doc, update, null, (error) => {
        if (error !== null) this.#fail(error.code);
      });
    }
    this.commit();
  }

  #openWindows(): void {
    for (const doc of this.#options.docs) {
      const window: FuzzWindow = new FuzzWindow(doc, this.#options.random, () => {
        this.#attach(window);
      });
      this.#windows.set(doc, window);
      this.#attach(window);
    }
  }

  #attachAnew(window: FuzzWindow): void {
    this.#running.documents.unfollow(window.doc, window);
    window.startAnew();
    this.#attach(window);
  }

  #attach(window: FuzzWindow): void {
    const { documents } = this.#running;
    const { ydoc } = documents.open(window.doc);
    documents.follow(window.doc, window);
    window.access = documents.access(window.doc);
    Y.applyUpdate(window.ydoc, Y.encodeStateAsUpdate(ydoc));
    const missing = Y.encodeStateAsUpdate(window.ydoc, Y.encodeStateVector(ydoc));
    window.compared();
    if (window.access !== 'write') return;
    documents.write(window.doc, missing, window, (error) => {
      if (error !== null) window.refused();
    });
  }

  #start(): HubParts {
    return createHubParts({
      ...this.#options,
      file: this.#file,
      clock: this.#clock,
      findInBackup: (doc) => Promise.resolve(this.#backups.get(doc) ?? null),
      onDamaged: (doc) => this.#toldDamaged.add(doc),
      onRole: (role) => this.#setRole(role),
      onUnfollowed: (code) => this.#leave(code),
      onKept: (doc, copy) => this.#kept(doc, copy),
      onFailed: (parts, why) => {
        // A hub that died did not try.
        if (this.#running === parts) this.#fail(why);
      },
    });
  }

  #setRole(role: Role | 'guest'): void {
    const { workspaces } = this.#running;
    const record = workspaces.get(this.#options.workspace);
    if (role === 'guest' || record.role === role) return;
    workspaces.put({ ...record, role });
    this.#rightsChanged();
  }

  #leave(code: ErrorCode): void {
    const id = this.#options.workspace;
    const { workspaces, forbidden } = this.#running;
    workspaces.put({ ...workspaces.get(id), role: 'viewer', detached: 'not-member' });
    this.#rightsChanged();
    forbidden.giveUpWorkspace(id, code);
  }

  #rightsChanged(): void {
    const { access, documents } = this.#running;
    access.forget(this.#options.workspace);
    documents.refreshAccess((doc) => this.#isShared(doc));
  }

  /**
   * Of a page a copy is kept. The tree becomes what the server has, and so do comments on a page of
   * which nothing is here; the person is told that too.
   */
  #kept(doc: DocKey, copy: DocKey | undefined): void {
    if (copy !== undefined) return;
    const parts = parseDocKey(doc);
    const lost = parts.kind === 'page' ? commentsDoc(workspaceOf(doc), parts.page) : doc;
    const server = this.#options.committedByServer(lost);
    const here = this.document(lost);
    this.ledger.excuse(
      lost,
      (update) => !holdsUpdate(server, update) && !holdsUpdate(here, update),
    );
  }
}
