import type { Grants, PeerInfo, SignalingEvent } from '@confab/shared-types';
import { PeerMedia, type PeerMediaOptions } from '../sfu/PeerMedia.ts';
import type { RoomMedia } from '../sfu/RoomMedia.ts';

export interface PeerOptions {
  readonly session: string;
  readonly identity: string;
  readonly name: string;
  readonly grants: Grants;
  readonly joinedAt: number;
  /** Hands an event to the peer's session, which keeps it while its socket is away. */
  readonly emit: (event: SignalingEvent) => void;
}

/** One session in a room: who it is, what it may do, what it sends and receives. */
export class Peer {
  readonly session: string;
  readonly identity: string;
  readonly grants: Grants;
  readonly emit: (event: SignalingEvent) => void;
  /** Set by `ready`: only then are producers announced to it and may be consumed. */
  rtpCapabilities: Record<string, unknown> | null = null;
  handRaised = false;
  reconnecting = false;
  readonly #name: string;
  readonly #joinedAt: number;
  #media: PeerMedia | null = null;

  constructor(options: PeerOptions) {
    this.session = options.session;
    this.identity = options.identity;
    this.grants = options.grants;
    this.emit = options.emit;
    this.#name = options.name;
    this.#joinedAt = options.joinedAt;
  }

  get info(): PeerInfo {
    return {
      session: this.session,
      identity: this.identity,
      name: this.#name,
      joinedAt: this.#joinedAt,
      reconnecting: this.reconnecting,
      handRaised: this.handRaised,
    };
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
