import {
  ConfabError,
  protocolVersions,
  type JoinClaims,
  type SignalingRequestOk,
} from '@confab/shared-types';
import type { ApiKeys } from '../ApiKeys.ts';
import type { IceServer } from '../config/iceServers.ts';
import type { Room } from '../rooms/Room.ts';
import type { Rooms } from '../rooms/Rooms.ts';
import type { Client } from './Client.ts';
import type { Member, Members } from './Members.ts';
import type { Request, RequestData } from './parseRequest.ts';
import { verifyJoinToken, verifyRoomToken } from './verifyJoinToken.ts';

export type EntranceRequest = Extract<Request, { type: 'look' | 'join' | 'resume' }>;

export interface EntranceOptions {
  readonly rooms: Rooms;
  readonly apiKeys: ApiKeys;
  /** The ICE servers somebody is given, by identity. */
  readonly iceServersFor: (identity: string) => IceServer[];
}

/** Turns sockets into members: by a token, or by taking a session up again. */
export class Entrance {
  readonly #options: EntranceOptions;
  readonly #members: Members;

  constructor(options: EntranceOptions, members: Members) {
    this.#options = options;
    this.#members = members;
  }

  /**
   * Answers the request over the client's connection, as events may follow at once. Rejects with a
   * `ConfabError` when it may not.
   */
  async enter(client: Client, request: EntranceRequest): Promise<void> {
    requireProtocol(request.data.protocol);
    if (request.type === 'look') return this.#look(client, request);
    if (request.type === 'join') return this.#join(client, request);
    this.#resume(client, request);
  }

  async #look(client: Client, { id, data }: Extract<Request, { type: 'look' }>): Promise<void> {
    client.noteLook();
    const claims = await verifyRoomToken(data.token, this.#options.apiKeys);
    this.#refuseRemoved(claims);
    const room = this.#options.rooms.find(claims.video.room);
    const ok: SignalingRequestOk<'look'> = {
      peers: room?.peerInfos ?? [],
      rules: room?.rules ?? { locked: false, lobby: false },
    };
    client.connection.reply(id, { ok });
  }

  async #join(client: Client, request: Extract<Request, { type: 'join' }>): Promise<void> {
    const claims = await verifyJoinToken(request.data.token, this.#options.apiKeys);
    await this.#options.rooms.visit(claims.video.room, async (room) => {
      const { rtpCapabilities } = await room.media.router();
      if (!client.connection.open) return;
      // Asked only now: the room may have ended, and the removal come, while it was being made.
      if (room.ended) throw new ConfabError('not-found', 'the room has ended');
      this.#refuseRemoved(claims);
      const member = this.#memberFor(room, claims, request);
      const ok: SignalingRequestOk<'join'> = {
        session: member.session.id,
        resumeToken: member.session.tokens.first,
        grants: member.peer.grants,
        waiting: room.roster.isWaiting(member.peer),
        routerRtpCapabilities: { ...rtpCapabilities },
        iceServers: this.#options.iceServersFor(claims.sub),
        state: room.stateFor(member.peer),
        serverTime: Date.now(),
      };
      client.connection.reply(request.id, { ok });
      client.member = member;
      member.session.begin(client.connection);
    });
  }

  /** A repeat, whose first answer was lost, is the member it has become already. */
  #memberFor(
    room: Room,
    claims: JoinClaims,
    { key, data }: Extract<Request, { type: 'join' }>,
  ): Member {
    const joinKey = key === undefined ? null : JSON.stringify([room.id, claims.sub, key]);
    const known = joinKey === null ? undefined : this.#members.joinedWith(joinKey);
    if (known) return known;
    const insteadOf = this.#ownSession(room, claims.sub, data.movesFrom);
    return this.#members.add({ room, claims, joinKey, insteadOf });
  }

  /** Undefined also for another person's session, or one elsewhere: who asks does not learn of it. */
  #ownSession(room: Room, identity: string, session: string | undefined): Member | undefined {
    const member = session === undefined ? undefined : this.#members.find(session);
    return member?.room === room && member.peer.identity === identity ? member : undefined;
  }

  #resume(client: Client, { id, data }: { id: number; data: RequestData<'resume'> }): void {
    const member = this.#members.find(data.session);
    const resumeToken = member?.session.tokens.use(data.resumeToken);
    if (!member || !resumeToken) throw new ConfabError('session-expired');
    const { session, room, peer } = member;
    const from = session.resumePoint(data.lastSeq);
    const ok: SignalingRequestOk<'resume'> = {
      resumeToken,
      serverTime: Date.now(),
      replayed: from !== null,
      waiting: room.roster.isWaiting(peer),
      grants: peer.grants,
      state: room.stateFor(peer),
    };
    client.connection.reply(id, { ok });
    client.member = member;
    session.attach(client.connection, from ?? session.lastSeq);
    if (from === null) room.media.tellState(peer);
  }

  #refuseRemoved(claims: JoinClaims): void {
    if (this.#options.rooms.bars(claims)) throw new ConfabError('no-permission', 'removed');
  }
}

function requireProtocol(protocol: number): void {
  if (protocol !== protocolVersions.signaling) {
    throw new ConfabError('protocol-mismatch', `this server speaks ${protocolVersions.signaling}`);
  }
}
