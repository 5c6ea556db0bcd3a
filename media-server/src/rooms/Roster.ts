import type { SignalingEvent, WaitingPeer } from '@confab/shared-types';
import type { Peer } from './Peer.ts';

/** Who is in a room and who waits to be let in, by session, longest there first. */
export class Roster {
  readonly #inside = new Map<string, Peer>();
  /** Not in the room: told nothing of it. */
  readonly #waiting = new Map<string, Peer>();

  get inside(): readonly Peer[] {
    return [...this.#inside.values()];
  }

  get waiting(): readonly Peer[] {
    return [...this.#waiting.values()];
  }

  get insideCount(): number {
    return this.#inside.size;
  }

  get waitingCount(): number {
    return this.#waiting.size;
  }

  get hostInside(): boolean {
    return this.inside.some(({ isHost }) => isHost);
  }

  isInside(peer: Peer): boolean {
    return this.#inside.get(peer.session) === peer;
  }

  isWaiting(peer: Peer): boolean {
    return this.#waiting.get(peer.session) === peer;
  }

  find(session: string): Peer | undefined {
    return this.#inside.get(session);
  }

  findWaiting(session: string): Peer | undefined {
    return this.#waiting.get(session);
  }

  /** All sessions of one person. */
  of(identity: string): readonly Peer[] {
    return [...this.inside, ...this.waiting].filter((peer) => peer.identity === identity);
  }

  addInside(peer: Peer): void {
    this.#inside.set(peer.session, peer);
  }

  addWaiting(peer: Peer): void {
    this.#waiting.set(peer.session, peer);
  }

  removeInside(peer: Peer): boolean {
    return this.#inside.delete(peer.session);
  }

  removeWaiting(peer: Peer): boolean {
    return this.#waiting.delete(peer.session);
  }

  broadcast(event: SignalingEvent, except?: Peer): void {
    for (const peer of this.#inside.values()) if (peer !== except) peer.emit(event);
  }

  toSubscribers(from: Peer, event: SignalingEvent): void {
    for (const peer of this.#inside.values()) {
      if (peer !== from && peer.hearsProducers) peer.emit(event);
    }
  }

  /** Tells hosts who waits. */
  tellWaiting(): void {
    for (const peer of this.#inside.values()) {
      if (peer.isHost) {
        peer.emit({ type: 'waiting', data: { waiting: this.waitingSeenBy(peer) } });
      }
    }
  }

  waitingSeenBy(peer: Peer): WaitingPeer[] {
    if (!peer.isHost || !this.isInside(peer)) return [];
    return this.waiting.map(({ session, identity, name, since }) => ({
      session,
      identity,
      name,
      since,
    }));
  }
}
