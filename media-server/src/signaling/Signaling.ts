import {
  closeCodes,
  ConfabError,
  protocolVersions,
  type ErrorCode,
  type SignalingEventData,
  type SignalingRequestOk,
} from '@confab/shared-types';
import type { WebSocket } from 'ws';
import type { ApiKey } from '../apiKey.ts';
import type { Limits } from '../limits.ts';
import { describeError, type Log } from '../Log.ts';
import { Peer } from '../rooms/Peer.ts';
import type { Room } from '../rooms/Room.ts';
import type { Rooms } from '../rooms/Rooms.ts';
import { answerRequest, type PeerRequest } from './answerRequest.ts';
import { Connection } from './Connection.ts';
import type { Request, RequestData } from './parseRequest.ts';
import type { Outcome } from './ReplyCache.ts';
import { Removals } from './Removals.ts';
import { Session } from './Session.ts';
import { verifyJoinToken } from './verifyJoinToken.ts';

export interface SignalingOptions {
  readonly rooms: Rooms;
  readonly apiKey: ApiKey;
  readonly limits: Limits;
  readonly log: Log;
}

/** Who joined: a session, and the peer that it is in its room. */
interface Member {
  readonly session: Session;
  readonly peer: Peer;
  readonly room: Room;
  readonly joinKey: string | null;
}

/** A socket, from its first request to its last. */
interface Client {
  readonly connection: Connection;
  member: Member | null;
  entering: boolean;
}

/** Errors after which the socket is of no use, with the code it is closed with. */
const fatal: Partial<Record<ErrorCode, number>> = {
  'protocol-mismatch': closeCodes.protocolMismatch,
  'token-invalid': closeCodes.unauthenticated,
  'token-expired': closeCodes.unauthenticated,
  'no-permission': closeCodes.noPermission,
};

/** Joins, resumes and ends sessions, and hands what members ask to their rooms. */
export class Signaling {
  readonly #options: SignalingOptions;
  readonly #members = new Map<string, Member>();
  readonly #joins = new Map<string, Member>();
  readonly #removals = new Removals();

  constructor(options: SignalingOptions) {
    this.#options = options;
  }

  get sessionCount(): number {
    return this.#members.size;
  }

  accept(socket: WebSocket): void {
    const { limits } = this.#options;
    const idle = setTimeout(() => {
      if (!client.member) client.connection.close(closeCodes.unauthenticated, 'nobody joined');
    }, limits.joinTimeoutMs);
    const connection = new Connection({
      socket,
      limits,
      onRequest: (request) => void this.#answer(client, request),
      onClose: () => {
        clearTimeout(idle);
        client.member?.session.detach(connection);
      },
    });
    const client: Client = { connection, member: null, entering: false };
  }

  /** Whoever may not be in a room any more: their sessions there end, with whatever they send. */
  removeParticipant(room: string, identity: string): void {
    this.#removals.add(room, identity);
    for (const member of this.#members.values()) {
      if (member.room.id === room && member.peer.identity === identity)
        this.#end(member, 'removed');
    }
  }

  /** Every session ends: the server goes down. */
  close(): void {
    for (const member of this.#members.values()) this.#end(member, 'shutting-down');
  }

  async #answer(client: Client, request: Request): Promise<void> {
    const { connection } = client;
    switch (request.type) {
      case 'ping':
        connection.reply(request.id, { ok: { serverTime: Date.now() } });
        return;
      case 'join':
      case 'resume':
        return this.#enter(client, request);
      case 'leave':
        connection.reply(request.id, { ok: {} });
        if (client.member) this.#remove(client.member);
        connection.close(1000, 'left');
        return;
      default:
        connection.reply(request.id, await this.#outcome(client.member, request));
    }
  }

  async #outcome(member: Member | null, request: PeerRequest): Promise<Outcome> {
    if (!member) return { error: new ConfabError('unauthenticated').toWire() };
    const { session, room, peer } = member;
    return session.replies.once(request.key, request.type, () =>
      this.#attempt(() => session.enqueue(() => answerRequest(room, peer, request))),
    );
  }

  async #enter(client: Client, request: Extract<Request, { type: 'join' | 'resume' }>) {
    const { connection } = client;
    if (client.member || client.entering) {
      connection.reply(request.id, { error: new ConfabError('already-done').toWire() });
      return;
    }
    client.entering = true;
    const outcome = await this.#attempt(() =>
      request.type === 'join'
        ? this.#join(client, request.id, request.key, request.data)
        : this.#resume(client, request.id, request.data),
    );
    client.entering = false;
    if ('ok' in outcome) return;
    connection.reply(request.id, outcome);
    const closeCode = fatal[outcome.error.code];
    if (closeCode !== undefined) connection.close(closeCode, outcome.error.code);
  }

  async #join(
    client: Client,
    id: number,
    key: string | undefined,
    { protocol, token }: RequestData<'join'>,
  ): Promise<void> {
    requireProtocol(protocol);
    const claims = await verifyJoinToken(token, this.#options.apiKey);
    const room = this.#options.rooms.open(claims.video.room);
    try {
      const { rtpCapabilities } = await room.media();
      if (!client.connection.open) return;
      // Asked only now: the removal may have come while the room was being made.
      if (this.#removals.bars(claims)) throw new ConfabError('no-permission', 'removed');
      const joinKey = key === undefined ? null : JSON.stringify([room.id, claims.sub, key]);
      const known = joinKey === null ? undefined : this.#joins.get(joinKey);
      const member = known ?? this.#add(room, claims, joinKey);
      const ok: SignalingRequestOk<'join'> = {
        session: member.session.id,
        resumeToken: member.session.tokens.first,
        grants: member.peer.grants,
        routerRtpCapabilities: { ...rtpCapabilities },
        iceServers: [],
        state: room.stateFor(member.peer),
        serverTime: Date.now(),
      };
      client.connection.reply(id, { ok });
      this.#attach(client, member, member.session.lastSeq);
    } finally {
      this.#options.rooms.occupancyChanged(room);
    }
  }

  #add(
    room: Room,
    claims: Awaited<ReturnType<typeof verifyJoinToken>>,
    joinKey: string | null,
  ): Member {
    const session = new Session({
      limits: this.#options.limits,
      onAttachedChange: (attached) => {
        if (peer.reconnecting !== attached) return;
        peer.reconnecting = !attached;
        room.updatePeer(peer);
      },
      onExpired: () => this.#remove(member),
    });
    const peer = new Peer({
      session: session.id,
      identity: claims.sub,
      name: claims.name ?? claims.sub,
      grants: claims.video,
      joinedAt: Date.now(),
      emit: (event) => session.emit(event),
    });
    const member: Member = { session, peer, room, joinKey };
    room.add(peer);
    this.#members.set(session.id, member);
    if (joinKey !== null) this.#joins.set(joinKey, member);
    this.#options.log.info('joined', { room: room.id, session: session.id });
    return member;
  }

  #resume(client: Client, id: number, data: RequestData<'resume'>): Promise<void> {
    requireProtocol(data.protocol);
    const member = this.#members.get(data.session);
    const resumeToken = member?.session.tokens.use(data.resumeToken);
    if (!member || !resumeToken) throw new ConfabError('session-expired');
    const replayed = member.session.canReplay(data.lastSeq);
    const ok: SignalingRequestOk<'resume'> = {
      resumeToken,
      serverTime: Date.now(),
      replayed,
      state: member.room.stateFor(member.peer),
    };
    client.connection.reply(id, { ok });
    this.#attach(client, member, replayed ? data.lastSeq : member.session.lastSeq);
    return Promise.resolve();
  }

  #attach(client: Client, member: Member, lastSeq: number): void {
    client.member = member;
    const before = member.session.attach(client.connection, lastSeq);
    before?.close(closeCodes.replaced, 'resumed elsewhere');
  }

  #end(member: Member, reason: SignalingEventData<'ended'>['reason']): void {
    member.session.emit({ type: 'ended', data: { reason } });
    const connection = this.#remove(member);
    if (reason === 'shutting-down') connection?.close(closeCodes.shuttingDown, reason);
    else connection?.close(1000, reason);
  }

  #remove(member: Member): Connection | null {
    const { session, room, peer, joinKey } = member;
    if (session.ended) return null;
    const connection = session.end();
    this.#members.delete(session.id);
    if (joinKey !== null) this.#joins.delete(joinKey);
    room.remove(peer);
    this.#options.rooms.occupancyChanged(room);
    this.#options.log.info('left', { room: room.id, session: session.id });
    return connection;
  }

  /** Runs what may throw; only `ConfabError`s travel, anything else is logged and `internal`. */
  async #attempt(run: () => Promise<unknown>): Promise<Outcome> {
    try {
      return { ok: await run() };
    } catch (error) {
      if (error instanceof ConfabError) return { error: error.toWire() };
      this.#options.log.error('request-failed', { error: describeError(error) });
      return { error: new ConfabError('internal').toWire() };
    }
  }
}

function requireProtocol(protocol: number): void {
  if (protocol !== protocolVersions.signaling) {
    throw new ConfabError('protocol-mismatch', `this server speaks ${protocolVersions.signaling}`);
  }
}
