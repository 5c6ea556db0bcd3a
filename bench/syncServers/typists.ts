import * as Y from 'yjs';
import { performance } from 'node:perf_hooks';
import type { Connect, OpenedDocument, SyncConnection } from './SyncConnection.ts';

export interface Typing {
  /** Everybody has all of them open and types in each. */
  readonly docs: number;
  readonly people: number;
  readonly editsPerSecond: number;
  readonly seconds: number;
  /** Typed before, not measured: servers are compared as they run, not as they start. */
  readonly warmUpSeconds: number;
}

export interface Delivered {
  /** Edits that reached somebody else; one that five people got counts five times. */
  readonly edits: number;
  /** Milliseconds from sending an edit until somebody else has it. */
  readonly latencies: readonly number[];
}

/** One person in one document: what they will type, made before the clock runs. */
class Typist {
  readonly #updates: Uint8Array[] = [];
  readonly #sentAt: number[] = [];
  readonly clientId: number;
  document: OpenedDocument | null = null;

  constructor(edits: number) {
    const doc = new Y.Doc();
    this.clientId = doc.clientID;
    doc.on('update', (update: Uint8Array) => this.#updates.push(update));
    const text = doc.getText('title');
    for (let at = 0; at < edits; at++) text.insert(at, 'a');
    doc.destroy();
  }

  type(): void {
    const update = this.#updates[this.#sentAt.length];
    if (update === undefined) return;
    this.#sentAt.push(performance.now());
    this.document?.send(update);
  }

  sentAt(edit: number): number {
    return this.#sentAt[edit] ?? Number.NaN;
  }
}

/** What one person has of everybody else's typing: servers may send several edits at once. */
class Reader {
  readonly #own: number;
  readonly #typists: ReadonlyMap<number, Typist>;
  readonly #known = new Map<number, number>();
  readonly #latencies: number[];

  constructor(own: number, typists: ReadonlyMap<number, Typist>, latencies: number[]) {
    this.#own = own;
    this.#typists = typists;
    this.#latencies = latencies;
  }

  receive(update: Uint8Array): void {
    const now = performance.now();
    for (const [client, to] of Y.parseUpdateMeta(update).to) {
      const typist = this.#typists.get(client);
      if (client === this.#own || typist === undefined) continue;
      const from = this.#known.get(client) ?? 0;
      for (let edit = from; edit < to; edit++) this.#latencies.push(now - typist.sentAt(edit));
      if (to > from) this.#known.set(client, to);
    }
  }
}

/**
 * Connects everybody and lets them warm the server up; `type` lets them type at a steady pace and
 * ends when everything arrived.
 */
export async function gatherTypists(connect: Connect, typing: Typing) {
  const { docs, people, editsPerSecond, seconds, warmUpSeconds } = typing;
  const everywhere = people * docs;
  const editsEach = Math.round((editsPerSecond * (seconds + warmUpSeconds)) / everywhere);
  const latencies: number[] = [];
  const everybody: Typist[] = [];
  const connections: SyncConnection[] = [];
  const byClient = new Map<number, Typist>();
  for (let person = 0; person < people; person++) {
    const connection = await connect();
    connections.push(connection);
    for (let doc = 0; doc < docs; doc++) {
      const typist = new Typist(editsEach);
      byClient.set(typist.clientId, typist);
      const reader = new Reader(typist.clientId, byClient, latencies);
      typist.document = await connection.open(`benchmark-document-${doc}`, (update) =>
        reader.receive(update),
      );
      everybody.push(typist);
    }
  }
  // One after another, so that no two of a document type in the same turn.
  const inTurn = everybody.map((_, at) => everybody[(at * 7919) % everybody.length]);
  const typeFor = async (duration: number): Promise<Delivered> => {
    latencies.length = 0;
    const edits = Math.floor((editsPerSecond * duration) / everywhere) * everywhere;
    await typeSteadily(inTurn, editsPerSecond, edits);
    await arrived(() => latencies.length, edits * (people - 1));
    return { edits: latencies.length, latencies: [...latencies] };
  };
  await typeFor(warmUpSeconds);
  return {
    type: () => typeFor(seconds),
    leave: (): void => {
      for (const connection of connections) connection.close();
    },
  };
}

async function typeSteadily(
  inTurn: readonly (Typist | undefined)[],
  perSecond: number,
  total: number,
): Promise<void> {
  const startedAt = performance.now();
  let typed = 0;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(total, ((performance.now() - startedAt) / 1000) * perSecond);
      for (; typed < due; typed++) inTurn[typed % inTurn.length]?.type();
      if (typed < total) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });
}

async function arrived(count: () => number, expected: number): Promise<void> {
  const giveUpAt = performance.now() + 30_000;
  while (count() < expected) {
    if (performance.now() > giveUpAt) throw new Error(`${count()} of ${expected} edits arrived`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
