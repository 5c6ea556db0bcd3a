import {
  callRoleOf,
  ConfabError,
  grantsOfRole,
  type CallRole,
  type ChatMessage,
  type Grants,
  type PeerInfo,
  type RoomRules,
  type RoomState,
  type TranscriptionState,
} from '@confab/shared-types';
import type { Limits } from '../limits.ts';
import type { Log } from '../Log.ts';
import type { MediaWorkers } from '../sfu/MediaWorkers.ts';
import { Admissions, type RuleChanges } from './Admissions.ts';
import { CallMedia } from './CallMedia.ts';
import { Chat } from './Chat.ts';
import { maySend } from './grants.ts';
import type { EndReason, Peer } from './Peer.ts';
import { Roles } from './Roles.ts';
import { Roster } from './Roster.ts';

export interface RoomOptions {
  readonly id: string;
  readonly workers: MediaWorkers;
  readonly limits: Limits;
  readonly log: Log;
  /** The last one left. */
  readonly onEmptied: () => void;
  /** A host or an admin ended it for everybody. */
  readonly onEnded: () => void;
  readonly onRemoved: (identity: string) => void;
}

/** The people of one call, who may come in, and what they tell each other. */
export class Room {
  readonly id: string;
  readonly createdAt = Date.now();
  readonly roster = new Roster();
  readonly media: CallMedia;
  readonly roles = new Roles(this.roster, (peer, before) => this.#onGrants(peer, before));
  readonly #options: RoomOptions;
  readonly #admissions = new Admissions();
  readonly #chat = new Chat();
  #transcription: TranscriptionState = null;
  #ended = false;

  constructor(options: RoomOptions) {
    this.id = options.id;
    this.#options = options;
    this.media = new CallMedia({ ...options, roster: this.roster });
  }

  get empty(): boolean {
    return this.roster.insideCount === 0;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get rules(): RoomRules {
    return this.#admissions.rules;
  }

  get chat(): readonly ChatMessage[] {
    return this.#chat.messages;
  }

  /** What whoever looks may see. */
  get peerInfos(): PeerInfo[] {
    return this.roster.inside.map(({ info }) => info);
  }

  /**
   * Lets somebody in, or has them wait for a host. `insteadOf` is about to leave. Throws `room-full`
   * (who waits takes up a place already) and `room-locked`.
   */
  enter(peer: Peer, insteadOf?: Peer): void {
    const { insideCount, waitingCount } = this.roster;
    const others = insideCount + waitingCount - (insteadOf ? 1 : 0);
    if (others >= this.#options.limits.peersPerRoom) throw new ConfabError('room-full');
    this.roles.recall(peer);
    if (this.#admissions.mustWait(peer, this.roster.hostInside)) {
      this.roster.addWaiting(peer);
      this.roster.tellWaiting();
    } else {
      this.#letIn(peer);
    }
  }

  /** When the last host leaves, the room is passed on; when nobody is left to let them in, those who wait come in. */
  remove(peer: Peer): void {
    if (this.roster.removeWaiting(peer)) {
      if (!this.#ended) this.roster.tellWaiting();
      return;
    }
    if (!this.roster.removeInside(peer)) return;
    peer.dropMedia();
    if (this.#ended) return;
    this.roster.broadcast({ type: 'peerLeft', data: { session: peer.session } });
    this.roles.passOn(({ identity }) => !this.#admissions.wasRemoved(identity));
    if (!this.empty) return;
    this.#transcription = null;
    this.#admitAll(() => true);
    if (this.empty) this.#options.onEmptied();
  }

  /** The room as `peer` may see it: not at all while it waits. */
  stateFor(peer: Peer): RoomState {
    const inside = this.roster.isInside(peer);
    return {
      room: this.id,
      peers: inside ? this.peerInfos : [],
      producers: inside && peer.grants.canSubscribe !== false ? this.media.producers : [],
      transcription: inside ? this.#transcription : null,
      rules: this.rules,
      waiting: this.roster.waitingSeenBy(peer),
    };
  }

  updatePeer(peer: Peer): void {
    if (!this.roster.isInside(peer)) return;
    this.roster.broadcast({ type: 'peerUpdated', data: { peer: peer.info } });
  }

  /** Turning on what is on changes nothing: the first to do it stays named. */
  setTranscription(by: Peer, on: boolean): void {
    if (on === (this.#transcription !== null)) return;
    this.#transcription = on ? { startedBy: by.identity, startedAt: Date.now() } : null;
    this.roster.broadcast({ type: 'transcription', data: { transcription: this.#transcription } });
  }

  /** To everybody, its sender too: all see the same order. Throws `already-done` for another's id. */
  say(peer: Peer, id: string, text: string): ChatMessage {
    const known = this.#chat.known(id, peer.identity);
    if (known) return known;
    const { session, identity, name } = peer;
    const message = { id, session, identity, name, text, at: Date.now() };
    this.#chat.add(message);
    this.roster.broadcast({ type: 'chat', data: { message } });
    return message;
  }

  /** Without a lobby, only those whom a host removed go on waiting. */
  setRules(rules: RuleChanges): void {
    if (!this.#admissions.setRules(rules)) return;
    this.roster.broadcast({ type: 'rules', data: { rules: this.rules } });
    if (!this.rules.lobby) {
      this.#admitAll(({ identity }) => !this.#admissions.wasRemoved(identity));
    }
  }

  admit(identity: string): void {
    this.#admitAll((peer) => peer.identity === identity);
  }

  refuse(identity: string): void {
    for (const peer of this.roster.waiting) if (peer.identity === identity) peer.end('refused');
  }

  /** For all sessions of that person, now and later. When no host is left, another one becomes it. */
  setRole(identity: string, role: CallRole): void {
    this.roles.give(identity, grantsOfRole(this.id, role));
    this.roles.passOn((peer) => peer.identity !== identity);
  }

  /** Ends all sessions of that person; they wait for a host when they come again. */
  removePerson(identity: string): void {
    this.#admissions.noteRemoved(identity);
    this.roles.forget(identity);
    this.#options.onRemoved(identity);
    for (const peer of this.roster.of(identity)) peer.end('removed');
  }

  /** Ends the call for everybody. */
  end(): void {
    if (this.#ended) return;
    this.close('room-closed');
    this.#options.onEnded();
  }

  /** Ends every session that is still there, and gives the media up. */
  close(reason: EndReason): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const peer of [...this.roster.inside, ...this.roster.waiting]) peer.end(reason);
    this.media.close();
  }

  #letIn(peer: Peer): void {
    this.roles.fillGap(peer);
    peer.since = Date.now();
    this.roster.broadcast({ type: 'peerJoined', data: { peer: peer.info } });
    this.roster.addInside(peer);
    this.#admissions.noteInside(peer.identity);
  }

  #admitAll(fits: (peer: Peer) => boolean): void {
    const admitted = this.roster.waiting.filter(fits);
    for (const peer of admitted) {
      this.roster.removeWaiting(peer);
      this.#letIn(peer);
      peer.emit({ type: 'admitted', data: { state: this.stateFor(peer) } });
    }
    if (admitted.length > 0) this.roster.tellWaiting();
  }

  /** Tells everybody what `peer` may do from now on, and stops what it may not do any more. */
  #onGrants(peer: Peer, before: Grants): void {
    if (JSON.stringify(peer.grants) === JSON.stringify(before)) return;
    peer.emit({ type: 'grants', data: { grants: peer.grants } });
    if (!this.roster.isInside(peer)) return;
    if (callRoleOf(before) !== callRoleOf(peer.grants)) this.updatePeer(peer);
    for (const { producer, source } of peer.media?.producers ?? []) {
      if (!maySend(peer.grants, source)) peer.media?.closeProducer(producer);
    }
    if (peer.hearsProducers && before.canSubscribe === false) {
      for (const producer of this.media.producersFor(peer)) {
        peer.emit({ type: 'producerAdded', data: { producer } });
      }
    }
    if (peer.isHost !== (before.roomAdmin === true) && this.roster.waitingCount > 0) {
      peer.emit({ type: 'waiting', data: { waiting: this.roster.waitingSeenBy(peer) } });
    }
  }
}
