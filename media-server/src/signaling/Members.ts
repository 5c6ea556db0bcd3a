import { closeCodes, type JoinClaims } from '@confab/shared-types';
import type { Limits } from '../limits.ts';
import type { Log } from '../Log.ts';
import { Peer, type EndReason } from '../rooms/Peer.ts';
import type { Room } from '../rooms/Room.ts';
import { Session } from './Session.ts';

/** Who joined: a session, and the peer that it is in its room. */
export interface Member {
  readonly session: Session;
  readonly peer: Peer;
  readonly room: Room;
  readonly joinKey: string | null;
}

export interface NewMember {
  readonly room: Room;
  readonly claims: JoinClaims;
  /** Tells a repeated join from another one. */
  readonly joinKey: string | null;
  readonly insteadOf?: Member | undefined;
}

/** Everybody who joined and has not left, also while they are away from their socket. */
export class Members {
  readonly #limits: Limits;
  readonly #log: Log;
  readonly #members = new Map<string, Member>();
  readonly #joins = new Map<string, Member>();

  constructor(limits: Limits, log: Log) {
    this.#limits = limits;
    this.#log = log;
  }

  get count(): number {
    return this.#members.size;
  }

  find(session: string): Member | undefined {
    return this.#members.get(session);
  }

  joinedWith(joinKey: string): Member | undefined {
    return this.#joins.get(joinKey);
  }

  /** Throws what {@link Room.enter} throws. */
  add({ room, claims, joinKey, insteadOf }: NewMember): Member {
    const session = new Session({
      limits: this.#limits,
      onAttachedChange: (attached) => {
        if (peer.reconnecting !== attached) return;
        peer.reconnecting = !attached;
        room.updatePeer(peer);
      },
      onExpired: () => this.remove(member),
    });
    const peer = new Peer({
      session: session.id,
      identity: claims.sub,
      name: claims.name ?? claims.sub,
      grants: claims.video,
      emit: (event) => session.emit(event),
      end: (reason) => this.#end(member, reason),
    });
    const member: Member = { session, peer, room, joinKey };
    room.enter(peer, insteadOf?.peer);
    this.#members.set(session.id, member);
    if (joinKey !== null) this.#joins.set(joinKey, member);
    insteadOf?.peer.end('moved');
    this.#log.info('joined', { room: room.id, session: session.id });
    return member;
  }

  remove(member: Member): void {
    const { session, room, peer, joinKey } = member;
    if (session.ended) return;
    session.end();
    this.#members.delete(session.id);
    if (joinKey !== null) this.#joins.delete(joinKey);
    room.remove(peer);
    this.#log.info('left', { room: room.id, session: session.id });
  }

  #end(member: Member, reason: EndReason): void {
    const { session } = member;
    session.emit({ type: 'ended', data: { reason } });
    const { connection } = session;
    this.remove(member);
    const code = reason === 'shutting-down' ? closeCodes.shuttingDown : 1000;
    // A request of its own may have ended it, and is answered before its socket closes.
    setImmediate(() => connection?.close(code, reason));
  }
}
