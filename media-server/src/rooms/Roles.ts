import { callRoleOf, type Grants } from '@confab/shared-types';
import { grantsOfNextHost } from './grants.ts';
import type { Peer } from './Peer.ts';
import type { Roster } from './Roster.ts';

/**
 * What people may do in a room by word of a host. It holds for all sessions of an identity, above
 * what their tokens say, and while the room lives. A room that has had a host keeps having one.
 */
export class Roles {
  readonly #roster: Roster;
  readonly #onChanged: (peer: Peer, before: Grants) => void;
  readonly #given = new Map<string, Grants>();
  #hadHost = false;

  constructor(roster: Roster, onChanged: (peer: Peer, before: Grants) => void) {
    this.#roster = roster;
    this.#onChanged = onChanged;
  }

  /** To be called with whoever comes, before they are inside: what they may do here. */
  recall(peer: Peer): void {
    peer.grants = this.#given.get(peer.identity) ?? peer.grants;
  }

  /** To be called with whoever is about to come in: the first host, or the one who fills the gap. */
  fillGap(peer: Peer): void {
    if (this.#hadHost && !peer.isHost && !this.#roster.hostInside) {
      this.#give([peer, ...this.#roster.of(peer.identity)], grantsOfNextHost(peer.grants));
    }
    this.#hadHost ||= peer.isHost;
  }

  give(identity: string, grants: Grants): void {
    this.#given.set(identity, grants);
    this.#give(this.#roster.of(identity), grants);
    this.#hadHost ||= this.#roster.hostInside;
  }

  forget(identity: string): void {
    this.#given.delete(identity);
  }

  isGiven(identity: string): boolean {
    return this.#given.has(identity);
  }

  isLastHost(identity: string): boolean {
    const hosts = this.#roster.inside.filter(({ isHost }) => isHost);
    return hosts.length > 0 && hosts.every((host) => host.identity === identity);
  }

  /** When no host is left: the longest present who may send becomes one, else the longest present. */
  passOn(mayBecomeHost: (peer: Peer) => boolean): void {
    if (!this.#hadHost || this.#roster.hostInside) return;
    const candidates = this.#roster.inside.filter(mayBecomeHost);
    const sends = ({ grants }: Peer) => callRoleOf(grants) !== 'viewer';
    const next = candidates.find(sends) ?? candidates[0];
    if (next) this.give(next.identity, grantsOfNextHost(next.grants));
  }

  #give(peers: readonly Peer[], grants: Grants): void {
    for (const peer of peers) {
      const before = peer.grants;
      this.#given.set(peer.identity, grants);
      peer.grants = grants;
      this.#onChanged(peer, before);
    }
  }
}
