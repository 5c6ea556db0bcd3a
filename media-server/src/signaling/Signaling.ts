import { closeCodes, ConfabError, type ErrorCode } from '@confab/shared-types';
import type { WebSocket } from 'ws';
import type { Limits } from '../limits.ts';
import { describeError, type Log } from '../Log.ts';
import { answerRequest, type PeerRequest } from './answerRequest.ts';
import { Client } from './Client.ts';
import { Connection, type OnAnswered } from './Connection.ts';
import { Entrance, type EntranceOptions, type EntranceRequest } from './Entrance.ts';
import { Members, type Member } from './Members.ts';
import type { Request } from './parseRequest.ts';
import type { Outcome } from './ReplyCache.ts';

export interface SignalingOptions extends EntranceOptions {
  readonly limits: Limits;
  readonly log: Log;
  readonly onAnswered?: OnAnswered;
}

/** Errors after which the socket is of no use, with the code it is closed with. */
const fatal: Partial<Record<ErrorCode, number>> = {
  'protocol-mismatch': closeCodes.protocolMismatch,
  'token-invalid': closeCodes.unauthenticated,
  'token-expired': closeCodes.unauthenticated,
  'no-permission': closeCodes.noPermission,
};

/** The `/signaling` endpoint: lets sockets in, and hands what their members ask to their rooms. */
export class Signaling {
  readonly #options: SignalingOptions;
  readonly #members: Members;
  readonly #entrance: Entrance;

  constructor(options: SignalingOptions) {
    this.#options = options;
    this.#members = new Members(options.limits, options.log);
    this.#entrance = new Entrance(options, this.#members);
  }

  get sessionCount(): number {
    return this.#members.count;
  }

  get waitingCount(): number {
    return this.#options.rooms.all.reduce((count, { roster }) => count + roster.waitingCount, 0);
  }

  accept(socket: WebSocket): void {
    const { limits, onAnswered } = this.#options;
    const connection = new Connection({
      socket,
      limits,
      onAnswered,
      onRequest: (request) => void this.#answer(client, request),
      onClose: () => client.close(),
    });
    const client = new Client(connection, limits);
  }

  /** Every session ends: the server goes down. */
  close(): void {
    this.#options.rooms.close();
  }

  async #answer(client: Client, request: Request): Promise<void> {
    const { connection, member } = client;
    switch (request.type) {
      case 'ping':
        connection.reply(request.id, { ok: { serverTime: Date.now() } });
        return;
      case 'look':
      case 'join':
      case 'resume':
        return this.#enter(client, request);
      case 'leave':
        connection.reply(request.id, { ok: {} });
        if (member) this.#members.remove(member);
        connection.close(1000, 'left');
        return;
      default:
        connection.reply(request.id, await this.#outcome(member, request));
        if (request.type === 'ready' && member) member.room.media.tellState(member.peer);
    }
  }

  async #outcome(member: Member | null, request: PeerRequest): Promise<Outcome> {
    if (!member) return { error: new ConfabError('unauthenticated').toWire() };
    const { session, room, peer } = member;
    // Not remembered by the request's key: once let in, the same request is answered.
    if (room.roster.isWaiting(peer)) return { error: new ConfabError('not-admitted').toWire() };
    // Reading again is answered with what there is now.
    const key = request.type === 'chat' ? undefined : request.key;
    return session.replies.once(key, request.type, () =>
      this.#attempt(() => session.enqueue(() => answerRequest(room, peer, request))),
    );
  }

  async #enter(client: Client, request: EntranceRequest): Promise<void> {
    const { connection } = client;
    const enters = request.type !== 'look';
    if (enters && (client.member || client.entering)) {
      connection.reply(request.id, { error: new ConfabError('already-done').toWire() });
      return;
    }
    if (enters) client.entering = true;
    const outcome = await this.#attempt(() => this.#entrance.enter(client, request));
    if (enters) client.entering = false;
    if ('ok' in outcome) return;
    connection.reply(request.id, outcome);
    const closeCode = fatal[outcome.error.code];
    if (closeCode !== undefined) connection.close(closeCode, outcome.error.code);
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
