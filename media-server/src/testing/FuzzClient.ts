import {
  protocolVersions,
  signalingEvents,
  signalingRequests,
  type ChatMessage,
  type ErrorCode,
  type Grants,
  type PeerInfo,
  type RoomRules,
  type RoomState,
  type SignalingEvent,
  type SignalingEventType,
  type SignalingRequestData,
  type SignalingRequestOk,
  type SignalingRequestType,
  type WaitingPeer,
} from '@confab/shared-types';
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { FakeSocket } from './FakeSocket.ts';

interface Asked {
  readonly key: string;
  readonly type: SignalingRequestType;
  readonly data: unknown;
  readonly onOk: (ok: never) => void;
}

export interface FuzzClientOptions {
  readonly identity: string;
  readonly connect: () => FakeSocket;
  /** A fresh token to join with. */
  readonly token: () => Promise<string>;
}

const protocol = protocolVersions.signaling;
/** What somebody may be told before they are let in. */
const toldWhileWaiting: readonly SignalingEventType[] = ['grants', 'admitted', 'ended'];

/**
 * A client that keeps its own picture of the room from answers and events, as the app does: what
 * was not answered is asked again with the same key, and a lost session is joined anew.
 */
export class FuzzClient {
  readonly identity: string;
  socket: FakeSocket | null = null;
  session: string | null = null;
  waiting = false;
  peers = new Map<string, PeerInfo>();
  rules: RoomRules = { locked: false, lobby: false };
  chat = new Map<string, ChatMessage>();
  atTheDoor: readonly WaitingPeer[] = [];
  grants: Grants | null = null;
  readonly #options: FuzzClientOptions;
  readonly #asked = new Map<number, Asked>();
  #resumeToken = '';
  #joinKey: string;
  #lastSeq = 0;
  /** The next event starts the count: the answer before it gave everything whole. */
  #fresh = true;
  #entered = false;
  #nextId = 1;

  constructor(options: FuzzClientOptions) {
    this.#options = options;
    this.identity = options.identity;
    this.#joinKey = randomUUID();
  }

  get inside(): boolean {
    return this.#entered && !this.waiting;
  }

  get idle(): boolean {
    return this.#entered && this.#asked.size === 0;
  }

  async connect(): Promise<void> {
    this.socket = this.#options.connect();
    this.#entered = false;
    if (this.session === null) {
      const token = await this.#options.token();
      this.#send(0, 'join', { protocol, token }, this.#joinKey);
    } else {
      const data = { protocol, session: this.session, resumeToken: this.#resumeToken };
      this.#send(0, 'resume', { ...data, lastSeq: this.#lastSeq });
    }
  }

  ask<T extends SignalingRequestType>(
    type: T,
    data: SignalingRequestData<T>,
    onOk: (ok: SignalingRequestOk<T>) => void = () => undefined,
  ): void {
    const id = this.#nextId++;
    this.#asked.set(id, { key: `key-${this.identity}-${id}`, type, data, onOk });
    if (this.#entered) this.repeat(id);
  }

  leave(): void {
    this.ask('leave', {}, () => this.#forget());
  }

  /** Asks again what was asked before, by the same key. */
  repeat(id: number): void {
    const asked = this.#asked.get(id);
    if (asked) this.#send(id, asked.type, asked.data, asked.key);
  }

  get unanswered(): number[] {
    return [...this.#asked.keys()];
  }

  drop(): void {
    this.socket?.lose();
    this.socket = null;
    this.#entered = false;
  }

  receiveNext(): void {
    const text = this.socket?.toClient.shift();
    if (text === undefined) {
      if (this.socket && !this.socket.open) this.drop();
      return;
    }
    const message = JSON.parse(text) as Record<string, unknown>;
    if ('seq' in message) this.#onEvent(message as { seq: number; type: SignalingEventType });
    else this.#onReply(message as { id: number });
  }

  #send(id: number, type: SignalingRequestType, data: unknown, key?: string): void {
    this.socket?.toServer.push(JSON.stringify({ v: 1, id, type, data, key }));
  }

  #onReply({ id, ok, error }: { id: number; ok?: unknown; error?: { code: ErrorCode } }): void {
    if (id === 0) return this.#onEntered(ok, error?.code);
    const asked = this.#asked.get(id);
    // A repeat was answered before.
    if (!asked) return;
    this.#asked.delete(id);
    if (error) {
      expect(error.code).not.toBe('internal');
      expect(error.code).not.toBe('too-many-requests');
    } else asked.onOk(signalingRequests[asked.type].ok.parse(ok) as never);
  }

  #onEntered(ok: unknown, error: ErrorCode | undefined): void {
    if (error === 'session-expired') return this.#forget();
    if (error !== undefined) {
      // Kept out: it may try again later.
      expect(['room-locked', 'room-full', 'no-permission', 'not-found']).toContain(error);
      this.#forget();
      return;
    }
    this.#entered = true;
    if (this.session === null) {
      const joined = signalingRequests.join.ok.parse(ok);
      this.session = joined.session;
      this.#resumeToken = joined.resumeToken;
      this.#startFrom(joined);
    } else {
      const resumed = signalingRequests.resume.ok.parse(ok);
      this.#resumeToken = resumed.resumeToken;
      if (!resumed.replayed) this.#startFrom(resumed);
    }
    for (const id of this.unanswered) this.repeat(id);
  }

  #startFrom(entered: { state: RoomState; grants: Grants; waiting: boolean }): void {
    this.waiting = entered.waiting;
    this.grants = entered.grants;
    this.#fresh = true;
    this.#take(entered.state);
  }

  #take(state: RoomState): void {
    this.peers = new Map(state.peers.map((peer) => [peer.session, peer]));
    this.rules = state.rules;
    this.atTheDoor = state.waiting;
    if (this.waiting) {
      expect([state.peers, state.producers, state.waiting]).toEqual([[], [], []]);
      return;
    }
    this.ask('chat', {}, ({ messages }) => {
      this.chat = new Map(messages.map((message) => [message.id, message]));
    });
  }

  #onEvent(envelope: { seq: number; type: SignalingEventType; data?: unknown }): void {
    const { seq, type } = envelope;
    if (!this.#fresh) expect(seq).toBe(this.#lastSeq + 1);
    this.#fresh = false;
    this.#lastSeq = seq;
    if (this.waiting) expect(toldWhileWaiting).toContain(type);
    this.#apply({ type, data: signalingEvents[type].parse(envelope.data) } as SignalingEvent);
  }

  #apply(event: SignalingEvent): void {
    switch (event.type) {
      case 'peerJoined':
        expect(this.peers.has(event.data.peer.session)).toBe(false);
        this.peers.set(event.data.peer.session, event.data.peer);
        return;
      case 'peerUpdated':
        expect(this.peers.has(event.data.peer.session)).toBe(true);
        this.peers.set(event.data.peer.session, event.data.peer);
        return;
      case 'peerLeft':
        expect(this.peers.delete(event.data.session)).toBe(true);
        return;
      case 'rules':
        this.rules = event.data.rules;
        return;
      case 'waiting':
        this.atTheDoor = event.data.waiting;
        return;
      case 'grants':
        this.grants = event.data.grants;
        return;
      case 'admitted':
        this.waiting = false;
        return this.#take(event.data.state);
      case 'chat':
        this.chat.set(event.data.message.id, event.data.message);
        return;
      case 'ended':
        return this.#forget();
      default:
    }
  }

  /** The session is no more: the next one is joined anew. */
  #forget(): void {
    this.drop();
    this.session = null;
    this.waiting = false;
    this.#lastSeq = 0;
    this.#asked.clear();
    this.#joinKey = randomUUID();
  }
}
