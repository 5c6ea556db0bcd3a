import {
  callRoleOf,
  ConfabError,
  grantsOfRole,
  type CallRole,
  type ChatMessage,
  type Grants,
  type PeerInfo,
  type ProducerInfo,
  type RoomState,
  type SignalingEvent,
  type SignalingRequestData,
  type SignalingRequestType,
  type TrackSource,
  type TranscriptionState,
} from '@confab/shared-types';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import { mayPublish } from '../mayPublish.ts';

interface Producer extends ProducerInfo {
  readonly transport: string;
}

interface Consumer {
  readonly producer: string;
  paused: boolean;
}

export interface Member {
  readonly session: string;
  readonly identity: string;
  readonly joinedAt: number;
  grants: Grants;
  waiting: boolean;
  ready: boolean;
  reconnecting: boolean;
  handRaised: boolean;
  readonly transports: Map<string, 'send' | 'receive'>;
  readonly producers: Map<string, Producer>;
  readonly consumers: Map<string, Consumer>;
  readonly emit: (event: SignalingEvent) => void;
  readonly end: (reason: 'removed' | 'refused' | 'room-closed') => void;
}

/** What a member may ask; joining, resuming, leaving and pinging are the session's own. */
export type RoomRequestType = Exclude<
  SignalingRequestType,
  'look' | 'join' | 'resume' | 'leave' | 'ping'
>;
type Data<T extends RoomRequestType> = SignalingRequestData<T>;
type Handlers = { readonly [T in RoomRequestType]: (member: Member, data: Data<T>) => unknown };

/** One room as the protocol has it, and what its members ask of it. Media is made up. */
export class FakeRoom {
  readonly members = new Map<string, Member>();
  readonly chat: ChatMessage[] = [];
  /** What a client asked that was done already, though not under the same key. */
  readonly repeats: string[] = [];
  rules = { locked: false, lobby: false };
  transcription: TranscriptionState = null;
  readonly #now: () => number;
  #ids = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get inside(): Member[] {
    return [...this.members.values()].filter(({ waiting }) => !waiting);
  }

  add(member: Member): void {
    member.waiting = this.rules.lobby && member.grants.roomAdmin !== true;
    this.members.set(member.session, member);
    if (member.waiting) this.#tellWaiting();
    else this.#tell({ type: 'peerJoined', data: { peer: infoOf(member) } }, member);
  }

  remove(member: Member): void {
    if (!this.members.delete(member.session)) return;
    this.#dropMedia(member);
    if (member.waiting) return this.#tellWaiting();
    this.#tell({ type: 'peerLeft', data: { session: member.session } }, member);
  }

  update(member: Member): void {
    if (!member.waiting) this.#tell({ type: 'peerUpdated', data: { peer: infoOf(member) } });
  }

  stateFor(member: Member): RoomState {
    return {
      room: 'room',
      peers: member.waiting ? [] : this.inside.map(infoOf),
      producers: member.waiting ? [] : this.inside.flatMap(producersOf),
      transcription: member.waiting ? null : this.transcription,
      rules: this.rules,
      waiting: member.grants.roomAdmin === true && !member.waiting ? this.#waiting() : [],
    };
  }

  /** The worker under the room dies. */
  resetMedia(): void {
    for (const { transports, producers, consumers } of this.members.values()) {
      for (const map of [transports, producers, consumers]) map.clear();
    }
    this.#tell({ type: 'mediaReset', data: {} });
  }

  /** The answer to a request of a member; throws a `ConfabError`. */
  answer(member: Member, type: RoomRequestType, data: unknown): unknown {
    if (member.waiting) throw new ConfabError('not-admitted');
    const handler = this.#handlers[type] as (member: Member, data: unknown) => unknown;
    return handler(member, data) ?? {};
  }

  readonly #handlers: Handlers = {
    ready: (member) => {
      member.ready = true;
      return { producers: this.#producersFor(member) };
    },
    createTransport: (member, { direction }) => {
      const transport = this.#id('transport');
      for (const [id, its] of member.transports) {
        if (its === direction) this.#closeTransport(member, id);
      }
      member.transports.set(transport, direction);
      const { iceParameters, iceCandidates, dtlsParameters } =
        fakeParameters.generateTransportRemoteParameters();
      return { transport, iceParameters, iceCandidates, dtlsParameters };
    },
    connectTransport: (member, { transport }) => this.#requireTransport(member, transport),
    restartIce: (member, { transport }) => {
      this.#requireTransport(member, transport);
      return { iceParameters: {} };
    },
    produce: (member, data) => this.#produce(member, data),
    pauseProducer: (member, { producer }) => this.#pause(member, producer, true),
    resumeProducer: (member, { producer }) => this.#pause(member, producer, false),
    closeProducer: (member, { producer }) =>
      this.#closeProducer(member, this.#own(member, producer)),
    consume: (member, data) => this.#consume(member, data),
    resumeConsumer: (member, { consumer }) => this.#pauseConsumer(member, consumer, false),
    pauseConsumer: (member, { consumer }) => this.#pauseConsumer(member, consumer, true),
    closeConsumer: (member, { consumer }) => {
      this.#consumer(member, consumer);
      member.consumers.delete(consumer);
    },
    setPreferredLayers: (member, { consumer }) => void this.#consumer(member, consumer),
    setPriority: (member, { consumer }) => void this.#consumer(member, consumer),
    raiseHand: (member, { raised }) => {
      member.handRaised = raised;
      this.update(member);
    },
    setTranscription: (member, { on }) => {
      if (on === (this.transcription !== null)) return;
      this.transcription = on ? { startedBy: member.identity, startedAt: this.#now() } : null;
      this.#tell({ type: 'transcription', data: { transcription: this.transcription } });
    },
    sendData: (member, { topic, payload }) =>
      this.#tell({ type: 'data', data: { from: member.session, topic, payload } }, member),
    sendChat: (member, { id, text }) => {
      const known = this.chat.find((message) => message.id === id);
      if (known) this.repeats.push(`chat ${id}`);
      const { session, identity } = member;
      const message = known ?? { id, text, session, identity, name: identity, at: this.#now() };
      if (!known) this.chat.push(message);
      this.#tell({ type: 'chat', data: { message } });
      return { message };
    },
    chat: () => ({ messages: this.chat }),
    setRules: (member, rules) => {
      this.#requireHost(member);
      const { locked = this.rules.locked, lobby = this.rules.lobby } = rules;
      this.rules = { locked, lobby };
      this.#tell({ type: 'rules', data: { rules: this.rules } });
    },
    admit: (member, { session }) => {
      this.#requireHost(member);
      const admitted = this.#member(session);
      if (!admitted.waiting) throw new ConfabError('peer-unknown');
      admitted.waiting = false;
      this.#tellWaiting();
      this.#tell({ type: 'peerJoined', data: { peer: infoOf(admitted) } }, admitted);
      admitted.emit({ type: 'admitted', data: { state: this.stateFor(admitted) } });
    },
    refuse: (member, { session }) => {
      this.#requireHost(member);
      this.#member(session).end('refused');
    },
    removePeer: (member, { session }) => {
      this.#requireHost(member);
      this.#member(session).end('removed');
    },
    setRole: (member, { session, role }) => {
      this.#requireHost(member);
      this.#setRole(this.#member(session), role);
    },
    mutePeer: (member, { session, source }) => {
      this.#requireHost(member);
      this.#mute(this.#member(session), source, member.identity);
    },
    askToUnmute: (member, { session, source }) => {
      this.#requireHost(member);
      const by = member.identity;
      this.#member(session).emit({ type: 'unmuteAsked', data: { source, by } });
    },
    endRoom: (member) => {
      this.#requireHost(member);
      for (const other of [...this.members.values()]) other.end('room-closed');
    },
  };

  #produce(member: Member, data: Data<'produce'>): { producer: string } {
    const { transport, track, kind, source, paused } = data;
    this.#requireTransport(member, transport);
    if (!mayPublish(member.grants, source)) throw new ConfabError('no-grant');
    for (const earlier of [...member.producers.values()]) {
      if (earlier.track !== track) continue;
      if (earlier.transport === transport) this.repeats.push(`produce ${track}`);
      this.#closeProducer(member, earlier);
    }
    const producer = this.#id('producer');
    const { session } = member;
    const made: Producer = { producer, session, track, kind, source, paused, transport };
    member.producers.set(producer, made);
    this.#toSubscribers(member, { type: 'producerAdded', data: { producer: describe(made) } });
    return { producer };
  }

  #pause(member: Member, id: string, paused: boolean): void {
    const producer = this.#own(member, id);
    if (producer.paused === paused) return;
    producer.paused = paused;
    const event = { type: 'producerUpdated', data: { producer: describe(producer) } } as const;
    this.#toSubscribers(member, event);
  }

  #mute(member: Member, source: TrackSource, by: string): void {
    for (const { producer } of member.producers.values()) {
      if (member.producers.get(producer)?.source !== source) continue;
      this.#pause(member, producer, true);
      member.emit({ type: 'muted', data: { producer, source, by } });
    }
  }

  #setRole(member: Member, role: CallRole): void {
    const hosts = this.inside.filter(({ grants }) => grants.roomAdmin === true);
    if (role !== 'host' && hosts.length === 1 && hosts[0] === member) {
      throw new ConfabError('last-host');
    }
    member.grants = grantsOfRole('room', role);
    for (const producer of [...member.producers.values()]) {
      if (!mayPublish(member.grants, producer.source)) this.#closeProducer(member, producer);
    }
    member.emit({ type: 'grants', data: { grants: member.grants } });
    const waiting = member.grants.roomAdmin === true ? this.#waiting() : [];
    member.emit({ type: 'waiting', data: { waiting } });
    this.update(member);
  }

  #consume(member: Member, data: Data<'consume'>) {
    this.#requireTransport(member, data.transport);
    const producer = this.#producersFor(member).find((known) => known.producer === data.producer);
    if (!producer) throw new ConfabError('producer-unknown');
    for (const [id, consumer] of member.consumers) {
      if (consumer.producer !== producer.producer) continue;
      this.repeats.push(`consume ${producer.producer}`);
      member.consumers.delete(id);
    }
    const consumer = this.#id('consumer');
    member.consumers.set(consumer, { producer: producer.producer, paused: true });
    const codecMimeType = producer.kind === 'audio' ? 'audio/opus' : 'video/VP8';
    const { rtpParameters } = fakeParameters.generateConsumerRemoteParameters({ codecMimeType });
    const { kind, paused } = producer;
    return { consumer, producer: producer.producer, kind, rtpParameters, producerPaused: paused };
  }

  #pauseConsumer(member: Member, id: string, paused: boolean): void {
    this.#consumer(member, id).paused = paused;
  }

  #closeProducer(member: Member, { producer }: Producer): void {
    member.producers.delete(producer);
    for (const other of this.members.values()) {
      for (const [consumer, its] of other.consumers) {
        if (its.producer !== producer) continue;
        other.consumers.delete(consumer);
        other.emit({ type: 'consumerClosed', data: { consumer, producer } });
      }
    }
    const data = { producer, session: member.session };
    this.#toSubscribers(member, { type: 'producerClosed', data });
  }

  #closeTransport(member: Member, transport: string): void {
    if (member.transports.get(transport) === 'receive') member.consumers.clear();
    member.transports.delete(transport);
    for (const producer of [...member.producers.values()]) {
      if (producer.transport === transport) this.#closeProducer(member, producer);
    }
  }

  #dropMedia(member: Member): void {
    for (const producer of [...member.producers.values()]) this.#closeProducer(member, producer);
  }

  #tell(event: SignalingEvent, except?: Member): void {
    for (const member of this.inside) if (member !== except) member.emit(event);
  }

  #toSubscribers(from: Member, event: SignalingEvent): void {
    for (const member of this.inside) if (member !== from && member.ready) member.emit(event);
  }

  #tellWaiting(): void {
    for (const member of this.inside) {
      if (member.grants.roomAdmin !== true) continue;
      member.emit({ type: 'waiting', data: { waiting: this.#waiting() } });
    }
  }

  #waiting() {
    return [...this.members.values()]
      .filter(({ waiting }) => waiting)
      .map(({ session, identity, joinedAt }) => ({
        session,
        identity,
        name: identity,
        since: joinedAt,
      }));
  }

  #producersFor(member: Member): ProducerInfo[] {
    return this.inside.filter((other) => other !== member).flatMap(producersOf);
  }

  #requireTransport(member: Member, id: string): void {
    if (!member.transports.has(id)) throw new ConfabError('transport-unknown');
  }

  #requireHost(member: Member): void {
    if (member.grants.roomAdmin !== true) throw new ConfabError('no-grant');
  }

  #own(member: Member, id: string): Producer {
    const producer = member.producers.get(id);
    if (!producer) throw new ConfabError('producer-unknown');
    return producer;
  }

  #consumer(member: Member, id: string): Consumer {
    const consumer = member.consumers.get(id);
    if (!consumer) throw new ConfabError('consumer-unknown');
    return consumer;
  }

  #member(session: string): Member {
    const member = this.members.get(session);
    if (!member) throw new ConfabError('peer-unknown');
    return member;
  }

  #id(what: string): string {
    this.#ids += 1;
    return `${what}-${this.#ids}`;
  }
}

export function infoOf(member: Member): PeerInfo {
  const { session, identity, joinedAt, reconnecting, handRaised, grants } = member;
  const role = callRoleOf(grants);
  return { session, identity, name: identity, joinedAt, reconnecting, handRaised, role };
}

export function producersOf({ producers }: Member): ProducerInfo[] {
  return [...producers.values()].map(describe);
}

function describe({ producer, session, track, kind, source, paused }: Producer): ProducerInfo {
  return { producer, session, track, kind, source, paused };
}
