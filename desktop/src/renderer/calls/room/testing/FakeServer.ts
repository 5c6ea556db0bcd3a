import {
  ConfabError,
  signalingRequests,
  type Grants,
  type SignalingEvent,
  type SignalingEventData,
  type SignalingRequestType,
} from '@confab/shared-types';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import type { FakeEnvironment } from './FakeEnvironment.ts';
import { FakeRoom, infoOf, type Member, type RoomRequestType } from './FakeRoom.ts';

/** The server's end of a socket. */
export interface ServerLink {
  send(text: string): void;
  close(): void;
}

interface Session {
  readonly member: Member;
  readonly log: { readonly seq: number; readonly text: string }[];
  readonly replies: Map<string, object>;
  tokens: { current: string; next: string | null };
  seq: number;
  link: ServerLink | null;
  cancelExpiry: () => void;
  ended: boolean;
}

interface Request {
  readonly id: number;
  readonly key?: string;
  readonly type: SignalingRequestType;
  readonly data: Record<string, unknown>;
}

const resumeWindowMs = 30_000;

/**
 * A media server in memory that speaks the protocol as the real one does: sessions that outlive
 * their sockets, rotating resume tokens, replayed events, idempotency. A token is `identity role…`
 * as JSON; time is the test's.
 */
export class FakeServer {
  room: FakeRoom;
  /** Events kept for a resume. */
  replayEvents = 1000;
  readonly executed: { readonly session: string; readonly key: string; readonly type: string }[] =
    [];
  readonly #environment: FakeEnvironment;
  readonly #sessions = new Map<string, Session>();
  readonly #joins = new Map<string, Session>();
  readonly #links = new Map<ServerLink, Session | null>();
  #ids = 0;

  constructor(environment: FakeEnvironment) {
    this.#environment = environment;
    this.room = new FakeRoom(() => environment.now());
  }

  static token(identity: string, grants: Grants): string {
    return JSON.stringify({ identity, grants });
  }

  accept(link: ServerLink): void {
    this.#links.set(link, null);
  }

  /** The socket is gone, as the server notices it. */
  gone(link: ServerLink): void {
    const session = this.#links.get(link);
    this.#links.delete(link);
    if (session?.link !== link || session.ended) return;
    session.link = null;
    session.member.reconnecting = true;
    this.room.update(session.member);
    session.cancelExpiry = this.#environment.setTimer(() => this.#remove(session), resumeWindowMs);
  }

  receive(link: ServerLink, text: string): void {
    if (!this.#links.has(link)) return;
    const request = JSON.parse(text) as Request;
    const reply = this.#reply(link, request);
    if (reply) link.send(JSON.stringify({ v: 1, id: request.id, ...reply }));
  }

  /** Down and up again: nobody is known any more. */
  restart(): void {
    const event: SignalingEvent = { type: 'ended', data: { reason: 'shutting-down' } };
    for (const session of this.#sessions.values()) {
      this.#emit(session, event);
      session.ended = true;
      session.cancelExpiry();
    }
    for (const link of [...this.#links.keys()]) link.close();
    this.#sessions.clear();
    this.#joins.clear();
    const { repeats } = this.room;
    this.room = new FakeRoom(() => this.#environment.now());
    this.room.repeats.push(...repeats);
  }

  /** Says an event to one session, as the room would. */
  emit(session: string, event: SignalingEvent): void {
    const known = this.#sessions.get(session);
    if (known) this.#emit(known, event);
  }

  #reply(link: ServerLink, request: Request): object | null {
    try {
      const data = signalingRequests[request.type].data.parse(request.data) as Request['data'];
      const { type } = request;
      if (type === 'ping') return { ok: { serverTime: this.#environment.now() } };
      if (type === 'look') return { ok: this.#look() };
      if (type === 'join') return this.#join(link, request, data);
      if (type === 'resume') return this.#resume(link, request, data);
      const session = this.#links.get(link);
      if (!session || session.ended) throw new ConfabError('unauthenticated');
      if (type !== 'leave') return this.#once(session, { ...request, data }, type);
      this.#remove(session);
      return { ok: {} };
    } catch (error) {
      if (error instanceof ConfabError) return { error: error.toWire() };
      throw error;
    }
  }

  #look() {
    return { peers: this.room.inside.map(infoOf), rules: this.room.rules };
  }

  #once(session: Session, { key, data }: Request, type: RoomRequestType): object {
    if (key === undefined) {
      if (type !== 'ready' && type !== 'chat') throw new Error(`${type} without a key`);
      return this.#attempt(() => this.room.answer(session.member, type, data));
    }
    const known = session.replies.get(key);
    if (known) return known;
    this.executed.push({ session: session.member.session, key, type });
    const reply = this.#attempt(() => this.room.answer(session.member, type, data));
    session.replies.set(key, reply);
    return reply;
  }

  #attempt(run: () => unknown): object {
    try {
      return { ok: run() };
    } catch (error) {
      if (error instanceof ConfabError) return { error: error.toWire() };
      throw error;
    }
  }

  #join(link: ServerLink, { id, key }: Request, data: Request['data']): null {
    const { identity, grants } = JSON.parse(data['token'] as string) as {
      identity: string;
      grants: Grants;
    };
    const moved = this.#sessions.get((data['movesFrom'] as string | undefined) ?? '');
    const joinKey = `${identity}/${key}`;
    const session = this.#joins.get(joinKey) ?? this.#newSession(identity, grants);
    this.#joins.set(joinKey, session);
    if (moved && moved !== session && moved.member.identity === identity) {
      this.#end(moved, 'moved');
    }
    const { member } = session;
    const ok = {
      session: member.session,
      resumeToken: session.tokens.current,
      grants: member.grants,
      waiting: member.waiting,
      routerRtpCapabilities: fakeParameters.generateRouterRtpCapabilities(),
      iceServers: [],
      state: this.room.stateFor(member),
      serverTime: this.#environment.now(),
    };
    link.send(JSON.stringify({ v: 1, id, ok }));
    this.#attach(link, session, session.seq);
    return null;
  }

  #newSession(identity: string, grants: Grants): Session {
    const member: Member = {
      session: `session-${this.#nextId()}`,
      identity,
      grants,
      joinedAt: this.#environment.now(),
      waiting: false,
      ready: false,
      reconnecting: false,
      handRaised: false,
      transports: new Map(),
      producers: new Map(),
      consumers: new Map(),
      emit: (event) => this.#emit(session, event),
      end: (reason) => this.#end(session, reason),
    };
    const session: Session = {
      member,
      log: [],
      replies: new Map(),
      tokens: { current: this.#newToken(), next: null },
      seq: 0,
      link: null,
      cancelExpiry: () => undefined,
      ended: false,
    };
    this.#sessions.set(member.session, session);
    this.room.add(member);
    return session;
  }

  #resume(link: ServerLink, { id }: Request, data: Request['data']): null {
    const session = this.#sessions.get(data['session'] as string);
    const token = session && this.#useToken(session, data['resumeToken'] as string);
    if (!session || !token) throw new ConfabError('session-expired');
    const lastSeq = data['lastSeq'] as number;
    const replayed = session.seq - lastSeq <= session.log.length;
    const { member } = session;
    const ok = {
      resumeToken: token,
      serverTime: this.#environment.now(),
      replayed,
      waiting: member.waiting,
      grants: member.grants,
      state: this.room.stateFor(member),
    };
    link.send(JSON.stringify({ v: 1, id, ok }));
    this.#attach(link, session, replayed ? lastSeq : session.seq);
    return null;
  }

  #useToken({ tokens }: Session, token: string): string | null {
    if (token === tokens.next) tokens.current = token;
    else if (token !== tokens.current) return null;
    tokens.next = this.#newToken();
    return tokens.next;
  }

  #attach(link: ServerLink, session: Session, lastSeq: number): void {
    const before = session.link;
    session.cancelExpiry();
    session.link = link;
    this.#links.set(link, session);
    for (const { seq, text } of session.log) if (seq > lastSeq) link.send(text);
    if (before !== null && before !== link) before.close();
    if (!session.member.reconnecting) return;
    session.member.reconnecting = false;
    this.room.update(session.member);
  }

  #emit(session: Session, { type, data }: SignalingEvent): void {
    if (session.ended) return;
    session.seq += 1;
    const text = JSON.stringify({ v: 1, seq: session.seq, type, data });
    session.log.push({ seq: session.seq, text });
    if (session.log.length > this.replayEvents) session.log.shift();
    session.link?.send(text);
  }

  #end(session: Session, reason: SignalingEventData<'ended'>['reason']): void {
    this.#emit(session, { type: 'ended', data: { reason } });
    const { link } = session;
    this.#remove(session);
    link?.close();
  }

  #remove(session: Session): void {
    if (session.ended) return;
    session.ended = true;
    session.cancelExpiry();
    this.#sessions.delete(session.member.session);
    for (const [key, known] of this.#joins) if (known === session) this.#joins.delete(key);
    this.room.remove(session.member);
  }

  #newToken(): string {
    return `resume-token-${String(this.#nextId()).padStart(6, '0')}`;
  }

  #nextId(): number {
    this.#ids += 1;
    return 100 + this.#ids;
  }
}
