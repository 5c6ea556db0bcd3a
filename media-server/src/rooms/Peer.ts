import {
  callRoleOf,
  type Grants,
  type PeerInfo,
  type SignalingEvent,
  type SignalingEventData,
} from '@confab/shared-types';
import { PeerMedia, type PeerMediaOptions } from '../sfu/PeerMedia.ts';
import type { RoomMedia } from '../sfu/RoomMedia.ts';
import { isHost } from './grants.ts';

export type EndReason = SignalingEventData<'ended'>['reason'];

export interface PeerOptions {
  readonly session: string;
  readonly identity: string;
  readonly name: string;
  readonly grants: Grants;
  /** Hands an event to the peer's session, which keeps it while its socket is away. */
  readonly emit: (event: SignalingEvent) => void;
  /** Ends the peer's session, which takes the peer out of its room. */
  readonly end: (reason: EndReason) => void;
}

/** One session in a room: who it is, what it may do, what it sends and receives. */
export class Peer {
  readonly session: string;
  readonly identity: string;
  readonly name: string;
  readonly emit: (event: SignalingEvent) => void;
  readonly end: (reason: EndReason) => void;
  grants: Grants;
  /** When it came in, or began to wait; milliseconds since the epoch. */
  since = Date.now();
  /** Set by `ready`: only then are producers announced to it and may be consumed. */
  rtpCapabilities: Record<string, unknown> | null = null;
  handRaised = false;
  reconnecting = false;
  #media: PeerMedia | null = null;

  constructor(options: PeerOptions) {
    this.session = options.session;
    this.identity = options.identity;
    this.name = options.name;
    this.grants = options.grants;
    this.emit = options.emit;
    this.end = options.end;
  }

  get info(): PeerInfo {
    return {
      session: this.session,
      identity: this.identity,
      name: this.name,
      joinedAt: this.since,
      reconnecting: this.reconnecting,
      handRaised: this.handRaised,
      role: callRoleOf(this.grants),
    };
  }

  get isHost(): boolean {
    return isHost(this.grants);
  }

  get media(): PeerMedia | null {
    return this.#media;
  }

  get hearsProducers(): boolean {
    return this.rtpCapabilities !== null && this.grants.canSubscribe !== false;
  }

  /** The peer's media in this router; what it had in an earlier one is gone. */
  mediaIn(
    roomMedia: RoomMedia,
    options: Omit<PeerMediaOptions, 'session' | 'roomMedia'>,
  ): PeerMedia {
    if (this.#media?.roomMedia !== roomMedia) {
      this.dropMedia();
      this.#media = new PeerMedia({ ...options, session: this.session, roomMedia });
    }
    return this.#media;
  }

  dropMedia(): void {
    this.#media?.close();
    this.#media = null;
  }
}
