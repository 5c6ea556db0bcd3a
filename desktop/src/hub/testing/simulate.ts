import type { DocKey } from '@confab/shared-types';
import * as Y from 'yjs';
import { FuzzPeer } from '../fuzz/FuzzPeer.ts';
import { SeededRandom } from '../fuzz/SeededRandom.ts';
import { SimulatedClock } from '../fuzz/SimulatedClock.ts';
import { holdsUpdate } from '../sync/compareStates.ts';
import type { Socket, SocketListener } from '../sync/Socket.ts';
import { SimulatedConnection, SimulatedServer } from './SimulatedServer.ts';

const docs: readonly DocKey[] = ['fuzz-workspace/page/page-one', 'fuzz-workspace/page/page-two'];
const names = ['alice', 'bob', 'carol'];

/**
 * Three hubs and a server for `steps` random events: edits, commits, messages that arrive, are
 * repeated or swapped, cut connections, full disks, kills of hubs and of the server. Throws when
 * something that was called saved or synced is not there, or when the replicas differ in the end.
 */
export async function simulate(seed: number, steps: number, folder: string): Promise<void> {
  const world = new World(seed, folder);
  try {
    for (let step = 0; step < steps; step++) {
      // Towards the end nothing is cut, so that no new connection mends what messages broke.
      const calm = step > steps * 0.7;
      world.step(calm);
      await settle();
      world.assertSyncedIsTrue();
      if (!calm && world.random.chance(0.004)) await world.restartServer();
    }
    await world.quiesce();
    world.assertAllEqual();
  } catch (error) {
    throw new Error(`seed ${seed}`, { cause: error });
  } finally {
    await world.close();
  }
}

class World {
  readonly random: SeededRandom;
  readonly #clock = new SimulatedClock();
  readonly #server = new SimulatedServer();
  readonly #connections = new Set<SimulatedConnection>();
  readonly #peers: readonly FuzzPeer[];

  constructor(seed: number, folder: string) {
    this.random = new SeededRandom(seed);
    this.#peers = names.map(
      (name) =>
        new FuzzPeer({
          name,
          folder,
          docs,
          clock: this.#clock,
          random: this.random,
          openSocket: (_url, listener) => this.#connect(listener),
        }),
    );
  }

  step(calm: boolean): void {
    const { random } = this;
    const peer = random.pick(this.#peers);
    const choice = random.next() * (calm ? 0.9 : 1);
    if (choice < 0.25) peer.edit(random.pick(docs));
    else if (choice < 0.4) peer.commit();
    else if (choice < 0.9) this.#deliverOne();
    else if (choice < 0.93) this.#clock.advance(random.below(2_000));
    else if (choice < 0.94) this.#pickConnection()?.cut();
    else if (choice < 0.965) peer.kill(random.chance(0.5));
    else if (choice < 0.975) peer.setDiskFull(true);
    else if (choice < 0.985) peer.setDiskFull(false);
    else if (choice < 0.99) peer.compact(random.pick(docs));
    else if (choice < 0.995) peer.sweep();
    else peer.resubscribe();
  }

  async restartServer(): Promise<void> {
    for (const connection of [...this.#connections]) connection.cut();
    await this.#server.restart();
  }

  /** *Synced* is said when nothing waits: then all that was saved is on the server's disk. */
  assertSyncedIsTrue(): void {
    const peer = this.random.pick(this.#peers);
    const doc = this.random.pick(docs);
    if (peer.store.waiting(doc).count > 0 || !this.random.chance(0.2)) return;
    const committed = this.#server.committed(doc);
    for (const update of peer.saved.get(doc) ?? []) {
      if (!holdsUpdate(committed, update))
        throw new Error(`${peer.name} was told synced too early`);
    }
  }

  /** Faults end, and everything that waits goes through. */
  async quiesce(): Promise<void> {
    for (const peer of this.#peers) {
      peer.setDiskFull(false);
      peer.commit();
      peer.resubscribe();
    }
    for (let round = 0; round < 2_000; round++) {
      for (const peer of this.#peers) peer.commit();
      for (const connection of [...this.#connections]) this.#deliverAll(connection);
      await settle();
      if (this.#isQuiet()) return;
      if (this.#isIdle()) this.#clock.advance(10_000);
    }
    throw new Error('does not come to rest');
  }

  assertAllEqual(): void {
    for (const doc of docs) {
      const reference = this.#server.committed(doc);
      for (const peer of this.#peers) {
        const ydoc = peer.document(doc);
        if (!Y.equalSnapshots(Y.snapshot(reference), Y.snapshot(ydoc))) {
          throw new Error(`${peer.name} and the server differ in ${doc}`);
        }
        if (ydoc.getText('title').toString() !== reference.getText('title').toString()) {
          throw new Error(`${peer.name} reads something else in ${doc}`);
        }
        for (const update of peer.saved.get(doc) ?? []) {
          if (!holdsUpdate(reference, update)) throw new Error(`an edit of ${peer.name} is lost`);
        }
      }
    }
  }

  async close(): Promise<void> {
    for (const peer of this.#peers) peer.close();
    await this.#server.stop();
  }

  #connect(listener: SocketListener): Socket {
    const connection: SimulatedConnection = new SimulatedConnection(this.#server, {
      onOpen: () => listener.onOpen(),
      onMessage: (data) => listener.onMessage(data),
      onClose: (code) => {
        this.#connections.delete(connection);
        listener.onClose(code, '');
      },
    });
    this.#connections.add(connection);
    return {
      bufferedBytes: 0,
      send: (data: string | Uint8Array) => {
        if (connection.open) connection.toServer.push(data);
      },
      close: () => connection.cut(),
    };
  }

  #pickConnection(): SimulatedConnection | null {
    const all = [...this.#connections];
    return all.length === 0 ? null : this.random.pick(all);
  }

  #deliverOne(): void {
    const connection = this.#pickConnection();
    if (connection === null) return;
    if (!connection.begun) return connection.begin();
    if (this.random.chance(0.5)) this.#deliverToServer(connection);
    else this.#deliverToHub(connection);
  }

  #deliverToServer(connection: SimulatedConnection): void {
    const data = connection.toServer.shift();
    if (data === undefined) return;
    connection.deliverToServer(data);
    // An edit may come twice: whoever repeats it did not hear the answer.
    if (typeof data !== 'string' && this.random.chance(0.05)) connection.deliverToServer(data);
  }

  #deliverToHub(connection: SimulatedConnection): void {
    const { toHub } = connection;
    const [first, second] = toHub;
    if (first === undefined) return;
    const areFrames =
      typeof first !== 'string' && second !== undefined && typeof second !== 'string';
    // With several nodes, news of commits may overtake each other on the way to the hub.
    if (areFrames && this.random.chance(0.3)) toHub.splice(0, 2, second, first);
    const data = toHub.shift();
    if (data === undefined) return;
    connection.deliverToHub(data);
    if (connection.open && typeof data !== 'string' && this.random.chance(0.05)) {
      connection.deliverToHub(data);
    }
  }

  #deliverAll(connection: SimulatedConnection): void {
    if (!connection.begun) connection.begin();
    while (connection.open) {
      const up = connection.toServer.shift();
      const down = connection.toHub.shift();
      if (up !== undefined) connection.deliverToServer(up);
      if (down !== undefined) connection.deliverToHub(down);
      if (up === undefined && down === undefined) return;
    }
  }

  #isIdle(): boolean {
    return [...this.#connections].every(
      ({ toHub, toServer }) => toHub.length + toServer.length === 0,
    );
  }

  #isQuiet(): boolean {
    return (
      this.#isIdle() &&
      this.#peers.every(
        (peer) =>
          !peer.uncommitted &&
          peer.sync.caughtUp('fuzz-workspace') &&
          docs.every((doc) => peer.store.waiting(doc).count === 0),
      )
    );
  }
}

/** Lets the server's promises and commits run dry: none of them waits for anything outside. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
