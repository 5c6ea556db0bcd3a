import { callRoleSchema, type CallRole, type ChatMessage } from '@confab/shared-types';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { seededRandom, type Random } from '../../../shared-types/src/testing/seededRandom.ts';
import { ApiKeys } from '../ApiKeys.ts';
import { defaultLimits } from '../limits.ts';
import { Rooms } from '../rooms/Rooms.ts';
import { MediaWorkers } from '../sfu/MediaWorkers.ts';
import { FakeSocket } from '../testing/FakeSocket.ts';
import { FuzzClient } from '../testing/FuzzClient.ts';
import { mintToken } from '../testing/mintToken.ts';
import { Signaling } from './Signaling.ts';

const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };
const apiKey = { key: 'key', secret: 'a secret of sufficient length for HS256' };
const room = 'room';
const steps = 500;

/** Alice and Carol have two devices each; Alice and Bob are hosts by their tokens. */
const people = ['alice', 'alice', 'bob', 'carol', 'carol', 'dave', 'erin'] as const;
const isHost = (identity: string) => ['alice', 'bob'].includes(identity);

let workers: MediaWorkers;
beforeAll(async () => {
  workers = await MediaWorkers.create({
    count: 1,
    workerBin: process.env['MEDIASOUP_WORKER_BIN'],
    listenIp: '127.0.0.1',
    announcedAddress: undefined,
    rtcPort: 0,
    log,
  });
});
afterAll(() => workers.close());

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Several clients on a bad network, and the server that they all should agree with in the end. */
class Scene {
  readonly clients: readonly FuzzClient[];
  readonly rooms: Rooms;
  /** What the server has acknowledged. */
  readonly said: ChatMessage[] = [];
  readonly #random: Random;
  readonly #signaling: Signaling;
  /** Sockets whose client is gone, and the server has not noticed. */
  readonly #lost: FakeSocket[] = [];
  #count = 0;

  constructor(random: Random) {
    this.#random = random;
    const limits = {
      ...defaultLimits,
      requestsPerSecond: 1_000_000,
      requestBurst: 1_000_000,
      silenceMs: 1_000_000_000,
      // Few enough for some who come back to have missed too much.
      replayEvents: 5,
    };
    this.rooms = new Rooms({ workers, limits, log, onEnded: silent });
    const options = { apiKeys: new ApiKeys(apiKey), iceServersFor: () => [], limits, log };
    this.#signaling = new Signaling({ ...options, rooms: this.rooms });
    this.clients = people.map(
      (identity) =>
        new FuzzClient({
          identity,
          connect: () => this.#open(),
          token: () =>
            mintToken(apiKey, { room, identity, grants: { roomAdmin: isHost(identity) } }),
        }),
    );
  }

  async step(): Promise<void> {
    const client = this.#pick(this.clients);
    const dice = this.#random();
    if (dice < 0.15) await this.#deliver(client, 1);
    else if (dice < 0.3) client.receiveNext();
    else if (dice < 0.6) await this.#exchange(client);
    else if (dice < 0.64) this.#notice();
    else if (dice < 0.643) this.#sleep();
    else if (client.inside) this.#act(client);
    else if (!client.socket?.open || dice < 0.68) await this.#reconnect(client);
  }

  /** The network is good again, and everything that is under way arrives. */
  async settle(): Promise<void> {
    for (let round = 0; round < 10; round += 1) {
      while (this.#lost.length > 0) this.#notice();
      for (const client of this.clients) {
        if (!client.socket?.open) await this.#reconnect(client);
        for (const id of client.unanswered) client.repeat(id);
      }
      for (let quiet = false; !quiet;) {
        quiet = true;
        for (const client of this.clients) {
          const { socket } = client;
          if (!socket || (socket.toServer.length === 0 && socket.toClient.length === 0)) continue;
          quiet = false;
          await this.#exchange(client);
        }
      }
    }
  }

  close(): void {
    this.#signaling.close();
  }

  #act(client: FuzzClient): void {
    const other = this.#pick([...client.peers.keys(), 'no-such-session']);
    const knocking = this.#pick([...client.atTheDoor.map(({ session }) => session), other]);
    const coin = this.#random() < 0.5;
    switch (Math.floor(this.#random() * 15)) {
      case 0:
        return client.ask('raiseHand', { raised: coin });
      case 1:
      case 2:
        return this.#say(client);
      case 3:
        return client.ask('setRules', coin ? { lobby: this.#random() < 0.8 } : { locked: true });
      case 4:
        return client.ask('setRules', { locked: false });
      case 5:
      case 6:
        return client.ask('admit', { session: knocking });
      case 7:
        return client.ask('refuse', { session: knocking });
      case 8:
        return client.ask('setRole', { session: other, role: this.#pick(roles) });
      case 9:
        return client.ask('removePeer', { session: other });
      case 10:
        return this.#random() < 0.15 ? client.ask('endRoom', {}) : this.#say(client);
      case 11:
        return coin ? client.leave() : this.#say(client);
      case 12:
        for (const id of client.unanswered) client.repeat(id);
        return;
      default:
        this.#lose(client);
    }
  }

  #say(client: FuzzClient): void {
    const id = `message-${(this.#count += 1)}`;
    client.ask('sendChat', { id, text: id }, ({ message }) => this.said.push(message));
  }

  async #deliver(client: FuzzClient, count: number): Promise<void> {
    const { socket } = client;
    for (let sent = 0; socket && sent < count; sent += 1) await socket.deliverNext();
  }

  async #exchange(client: FuzzClient): Promise<void> {
    await this.#deliver(client, client.socket?.toServer.length ?? 0);
    while (client.socket && client.socket.toClient.length > 0) client.receiveNext();
  }

  async #reconnect(client: FuzzClient): Promise<void> {
    if (client.socket) this.#lose(client);
    await client.connect();
  }

  #lose(client: FuzzClient): void {
    if (client.socket) this.#lost.push(client.socket);
    client.drop();
  }

  /** The server finds out that a socket is dead. */
  #notice(): void {
    this.#lost.shift()?.close();
  }

  /** Longer than sessions and empty rooms are kept. */
  #sleep(): void {
    vi.advanceTimersByTime(31_000);
  }

  #open(): FakeSocket {
    const socket = new FakeSocket();
    this.#signaling.accept(socket.asWebSocket);
    return socket;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)] as T;
  }
}

const roles: readonly CallRole[] = callRoleSchema.options;

test.each(Array.from({ length: 60 }, (_, seed) => seed + 1))('seed %i', async (seed) => {
  const scene = new Scene(seededRandom(seed));
  try {
    let hostedSince: number | null = null;
    for (let step = 0; step < steps; step += 1) {
      await scene.step();
      const now = scene.rooms.find(room);
      if (!now || now.empty) continue;
      if (now.roster.hostInside) hostedSince = now.createdAt;
      // Once there was a host there always is, and nobody waits for one who is not there.
      else expect([now.createdAt === hostedSince, now.roster.waitingCount]).toEqual([false, 0]);
    }
    await scene.settle();
    expectAgreement(scene);
  } finally {
    scene.close();
  }
});

function expectAgreement({ clients, rooms, said }: Scene): void {
  const now = rooms.find(room);
  const inside = clients.filter((client) => client.inside);
  expect(inside.map(({ session }) => session).sort()).toEqual(
    (now?.peerInfos ?? []).map(({ session }) => session).sort(),
  );
  if (!now) return;
  const messages = now.chat.map(({ id }) => id);
  expect(new Set(messages).size).toBe(messages.length);
  for (const { id, at } of said) if (at > now.createdAt) expect(messages).toContain(id);
  for (const client of inside) {
    const peer = now.roster.find(client.session ?? '');
    if (!peer) throw new Error('inside, and not there');
    const state = now.stateFor(peer);
    expect(client.idle).toBe(true);
    expect([...client.peers.values()]).toEqual(state.peers);
    expect(client.rules).toEqual(state.rules);
    expect(client.atTheDoor).toEqual(state.waiting);
    expect(client.grants).toEqual(peer.grants);
    expect([...client.chat.keys()]).toEqual(messages);
  }
}
