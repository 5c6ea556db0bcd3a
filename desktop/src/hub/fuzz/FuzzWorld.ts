import type { DocKey, Role } from '@confab/shared-types';
import * as Y from 'yjs';
import { holdsUpdate } from '../sync/compareStates.ts';
import { FuzzHub } from './FuzzHub.ts';
import { SeededRandom } from './SeededRandom.ts';
import { SimulatedClock } from './SimulatedClock.ts';
import { SimulatedNetwork } from './SimulatedNetwork.ts';
import { SimulatedServer } from './SimulatedServer.ts';

const workspace = 'fuzz-workspace';
const docs: readonly DocKey[] = [
  `${workspace}/index`,
  `${workspace}/page/page-one`,
  `${workspace}/comments/page-one`,
  `${workspace}/page/page-two`,
];
const names = ['account-alice', 'account-bob', 'account-carol', 'account-dave'];

/** Two to four hubs, a server, and a network between them on which anything may happen. */
export class FuzzWorld {
  readonly random: SeededRandom;
  readonly #time: SimulatedClock;
  readonly #server: SimulatedServer;
  readonly #network: SimulatedNetwork;
  readonly #hubs: readonly FuzzHub[];

  private constructor(
    random: SeededRandom,
    time: SimulatedClock,
    server: SimulatedServer,
    folder: string,
  ) {
    this.random = random;
    this.#time = time;
    this.#server = server;
    this.#network = new SimulatedNetwork(random, (socket) => server.accept(socket));
    this.#hubs = names.slice(0, 2 + random.below(3)).map(
      (name) =>
        new FuzzHub({
          ...{ name, folder, workspace, docs, time, random },
          server: server.id,
          openSocket: (_url, listener) => this.#network.connect(listener),
          committedByServer: (doc) => server.committed(doc),
        }),
    );
  }

  static async create(seed: number, folder: string): Promise<FuzzWorld> {
    const time = new SimulatedClock();
    const server = await SimulatedServer.start(`${folder}/server`, workspace, time);
    const world = new FuzzWorld(new SeededRandom(seed), time, server, folder);
    for (const { name } of world.#hubs) await server.setRole(workspace, name, 'editor');
    return world;
  }

  /** One random event. In calm times nothing breaks, so that nothing mends what messages broke. */
  async step(calm: boolean): Promise<void> {
    const { random } = this;
    const hub = random.pick(this.#hubs);
    const doc = random.pick(docs);
    const choice = random.next() * (calm ? 0.9 : 1);
    if (choice < 0.25) hub.edit(doc);
    else if (choice < 0.4) hub.commit();
    else if (choice < 0.87) this.#network.deliverOne(calm);
    else if (choice < 0.89) this.#time.advance(random.below(2_000));
    else if (choice < 0.9) hub.compact(doc);
    else await this.#fault(hub, doc, (choice - 0.9) * 10);
  }

  async #fault(hub: FuzzHub, doc: DocKey, choice: number): Promise<void> {
    const { random } = this;
    if (choice < 0.1) this.#network.cutOne();
    else if (choice < 0.3) hub.kill(random.chance(0.5));
    else if (choice < 0.38) hub.disk.fill();
    else if (choice < 0.5) hub.disk.free();
    else if (choice < 0.54) hub.compactAndDie(doc);
    else if (choice < 0.58) hub.sweep();
    else if (choice < 0.62) hub.resubscribe();
    else if (choice < 0.65) hub.setClock(random.below(2 * weekMs) - weekMs);
    else if (choice < 0.69) hub.backUp();
    else if (choice < 0.74) await this.#damage(() => hub.flip(random.chance(0.5)));
    else if (choice < 0.76) hub.copyProfile();
    else if (choice < 0.78) await this.#damage(() => hub.restoreProfile());
    else if (choice < 0.86) await this.#changeRole(hub);
    else if (choice < 0.89) this.#server.setDiskFull(true);
    else if (choice < 0.93) this.#server.setDiskFull(false);
    else await this.#restartServer();
  }

  /** *Synced* is said when nothing waits: then all that was saved is on the server's disk. */
  assertSyncedIsTrue(): void {
    this.#throwFailure();
    const hub = this.random.pick(this.#hubs);
    const doc = this.random.pick(docs);
    if (!this.random.chance(0.2) || !hub.sync.caughtUp(workspace)) return;
    // Who may not write cannot give back what a damaged server lost.
    if (hub.store.waiting(doc).count > 0 || !hub.mayWrite(doc)) return;
    const committed = this.#server.committed(doc);
    if (!keepsPromises(hub, doc, committed))
      throw new Error(`${hub.name} was told synced too early`);
  }

  /** Faults end, everybody may write again, and everything that waits goes through. */
  async quiesce(): Promise<void> {
    this.#server.setDiskFull(false);
    for (const hub of this.#hubs) {
      hub.disk.free();
      hub.commit();
      await this.#server.setRole(workspace, hub.name, 'editor');
      hub.resubscribe();
    }
    for (let round = 0; round < 2_000; round++) {
      for (const hub of this.#hubs) {
        hub.commit();
        if (hub.detached) hub.rejoin('editor');
      }
      this.#network.deliverAll();
      await settle();
      this.#throwFailure();
      if (this.#isQuiet()) return;
      if (this.#network.idle) this.#time.advance(10_000);
    }
    throw new Error(`does not come to rest: ${this.#restless().join(', ')}`);
  }

  assertAllEqual(): void {
    for (const doc of docs) {
      const reference = this.#server.committed(doc);
      for (const hub of this.#hubs) {
        const ydoc = hub.document(doc);
        if (!Y.equalSnapshots(Y.snapshot(reference), Y.snapshot(ydoc))) {
          throw new Error(`${hub.name} and the server differ in ${doc}`);
        }
        if (read(ydoc) !== read(reference)) {
          throw new Error(`${hub.name} reads something else in ${doc}`);
        }
        if (!keepsPromises(hub, doc, reference)) throw new Error(`an edit of ${hub.name} is lost`);
      }
    }
  }

  async close(): Promise<void> {
    for (const hub of this.#hubs) hub.close();
    await this.#server.stop();
  }

  #throwFailure(): void {
    for (const { failure } of this.#hubs) if (failure !== null) throw failure;
  }

  async #changeRole(hub: FuzzHub): Promise<void> {
    const role = this.random.pick<Role | null>(['editor', 'editor', 'commenter', 'viewer', null]);
    const before = await this.#server.role(workspace, hub.name);
    await this.#server.setRole(workspace, hub.name, role);
    if (before === null && role !== null && hub.detached) hub.rejoin(role);
  }

  async #restartServer(): Promise<void> {
    this.#network.cutAll();
    const flip = this.random;
    const between = this.random.pick([
      'nothing',
      'nothing',
      'backup',
      'restore',
      { flip },
    ] as const);
    await this.#damage(() => this.#server.restart(between));
  }

  /** What only the damaged disk had is promised no longer; what anybody else has still is. */
  async #damage(damage: () => void | Promise<void>): Promise<void> {
    const before = this.#heldByNobody();
    await damage();
    const now = this.#heldByNobody();
    for (const { ledger } of this.#hubs) {
      for (const doc of docs) {
        ledger.excuse(doc, (update) => now.has(update) && !before.has(update));
      }
    }
  }

  #heldByNobody(): ReadonlySet<Uint8Array> {
    const nobody = new Set<Uint8Array>();
    for (const doc of docs) {
      const holders = [this.#server.committed(doc), ...this.#hubs.map((hub) => hub.document(doc))];
      const snapshots = holders.map((ydoc) => Y.snapshot(ydoc));
      for (const hub of this.#hubs) {
        // A backup is only merged into what may be written: the rest is its server's.
        const all = hub.mayWrite(doc) ? [...snapshots, Y.snapshot(hub.backup(doc))] : snapshots;
        for (const update of hub.ledger.of(doc)) {
          const isHeld = all.some((snapshot) => Y.snapshotContainsUpdate(snapshot, update));
          if (!isHeld && !hub.keptInCopy(update)) nobody.add(update);
        }
      }
    }
    return nobody;
  }

  #isQuiet(): boolean {
    return this.#network.idle && this.#restless().length === 0;
  }

  /** What keeps the hubs from being at rest. */
  #restless(): string[] {
    return this.#hubs.flatMap((hub) => [
      ...(hub.uncommitted ? [`${hub.name} commits`] : []),
      ...(hub.sync.caughtUp(workspace) ? [] : [`${hub.name} compares (${hub.sync.state})`]),
      ...docs
        // Edits that build on lost ones wait until somebody has those.
        .filter((doc) => hub.store.waiting(doc).count > 0 && !hub.isIncomplete(doc))
        .map((doc) => `${hub.name} waits in ${doc}`),
    ]);
  }
}

/** Whether all that was saved is at the server, or where edits are kept that it did not take. */
function keepsPromises(hub: FuzzHub, doc: DocKey, committed: Y.Doc): boolean {
  return hub.ledger
    .of(doc)
    .every((update) => holdsUpdate(committed, update) || hub.keptInCopy(update));
}

const weekMs = 7 * 24 * 3_600_000;

function read(ydoc: Y.Doc): string {
  ydoc.getText('title');
  ydoc.getXmlFragment('blocks');
  for (const name of ['meta', 'pages', 'threads']) ydoc.getMap(name);
  return JSON.stringify(sorted(ydoc.toJSON()));
}

/** The same whatever the order of keys: maps are read in the order in which they came. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, each]) => [key, sorted(each)]);
}

/** Lets promises and the server's commits run dry: none of them waits for anything outside. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
