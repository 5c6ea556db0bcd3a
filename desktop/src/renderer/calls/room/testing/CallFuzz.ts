import {
  ConfabError,
  grantsOfRole,
  type CallRole,
  type ErrorCode,
  type TrackSource,
} from '@confab/shared-types';
import { seededRandom } from '../../../../../../shared-types/src/testing/seededRandom.ts';
import { CallClient, type CallPeer } from '../CallClient.ts';
import { fakeTrack } from './callHarness.ts';
import { FakeEnvironment } from './FakeEnvironment.ts';
import { FakeLine } from './FakeLine.ts';
import { FakeServer } from './FakeServer.ts';

const sources: readonly TrackSource[] = [
  'microphone',
  'camera',
  'screen_share',
  'screen_share_audio',
];
const roles: readonly CallRole[] = ['host', 'presenter', 'participant', 'viewer'];

/** What a request may be refused for while everything breaks; anything else is a fault. */
const expected: ReadonlySet<ErrorCode> = new Set([
  ...(['cancelled', 'no-grant', 'not-connected', 'session-expired', 'timeout'] as const),
  ...(['peer-unknown', 'not-admitted', 'last-host', 'not-found', 'unauthenticated'] as const),
]);

export interface FuzzCaller {
  readonly name: string;
  readonly call: CallClient;
  readonly line: FakeLine;
  /** By `session/source`. */
  readonly hidden: Set<string>;
  /** What it asked and was not answered yet. */
  unanswered: number;
}

/** A call of several clients whose network, server and people do what a seed says. */
export class CallFuzz {
  readonly clock = new FakeEnvironment();
  readonly server = new FakeServer(this.clock);
  readonly callers: FuzzCaller[] = [];
  readonly gone: FuzzCaller[] = [];
  readonly faults: string[] = [];
  readonly said: string[] = [];
  readonly #random: () => number;
  #names = 0;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    this.server.replayEvents = this.#chance(0.3) ? 4 : 1000;
  }

  async run(steps: number): Promise<void> {
    this.#join();
    for (let step = 0; step < steps; step += 1) {
      this.#step();
      await this.clock.pass(this.#chance(0.3) ? this.#below(4000) : this.#below(60));
    }
    await this.quiet();
  }

  /** All lines work, and everything that waits has its time. */
  async quiet(): Promise<void> {
    for (const { line } of this.callers) {
      line.down = false;
      for (const transport of line.transports) setConnection(transport, 'connected');
    }
    this.clock.wake();
    await this.clock.pass(90_000);
  }

  leaveAll(): void {
    for (const caller of this.callers) caller.call.leave();
    this.gone.push(...this.callers.splice(0));
  }

  #step(): void {
    const caller = this.#pick(this.callers);
    if (!caller || (this.callers.length < 5 && this.#chance(0.08))) return this.#join();
    if (caller.call.getState().phase === 'ended') return this.#leave(caller);
    const pick = this.#random();
    if (pick < 0.3) this.#publishing(caller);
    else if (pick < 0.5) this.#talk(caller);
    else if (pick < 0.62) this.#look(caller);
    else if (pick < 0.76) this.#host(caller);
    else if (pick < 0.94) this.#breakLine(caller);
    else if (pick < 0.97) this.#breakServer();
    else if (pick < 0.985) this.#leave(caller);
    else this.clock.wake();
  }

  #join(): void {
    this.#names += 1;
    const name = `person-${this.#names}`;
    const line = new FakeLine(this.clock, this.server, this.#random);
    const role: CallRole = this.#names === 1 ? 'host' : (this.#pick(roles) ?? 'viewer');
    const ticket = {
      url: 'ws://server',
      token: FakeServer.token(name, grantsOfRole('room', role)),
    };
    const call = CallClient.join({
      ticket,
      refreshTicket: () => Promise.resolve(ticket),
      environment: line.environment,
    });
    this.callers.push({ name, call, line, hidden: new Set(), unanswered: 0 });
  }

  #leave(caller: FuzzCaller): void {
    caller.call.leave();
    this.callers.splice(this.callers.indexOf(caller), 1);
    this.gone.push(caller);
  }

  #publishing(caller: FuzzCaller): void {
    const { name, call } = caller;
    const source = this.#pick(sources) ?? 'microphone';
    const kind = source === 'camera' || source === 'screen_share' ? 'video' : 'audio';
    const pick = this.#random();
    if (pick < 0.5) {
      const muted = this.#chance(0.3);
      const publication = { source, track: `${name}-${source}`, media: fakeTrack(kind), muted };
      this.#expect(caller, call.publish(publication));
    } else if (pick < 0.65) this.#expect(caller, call.unpublish(source));
    else if (pick < 0.9) this.#expect(caller, call.setMuted(source, this.#chance(0.5)));
    else this.#expect(caller, call.replaceTrack(source, fakeTrack(kind)));
  }

  #talk(caller: FuzzCaller): void {
    const { name, call } = caller;
    const pick = this.#random();
    if (pick < 0.3) this.#expect(caller, call.raiseHand(this.#chance(0.5)));
    else if (pick < 0.5) this.#expect(caller, call.setTranscription(this.#chance(0.5)));
    else if (pick < 0.6) this.#expect(caller, call.sendData('topic', name));
    else {
      const id = `message-${this.clock.newKey()}`;
      this.#expect(
        caller,
        call.sendChat(id, `by ${name}`).then(() => this.said.push(id)),
      );
    }
  }

  #look({ call, hidden }: FuzzCaller): void {
    const peer = this.#pick(call.getState().peers);
    const source = this.#pick(sources);
    if (!peer || !source) return;
    const key = `${peer.session}/${source}`;
    const visible = this.#chance(0.5);
    if (visible) hidden.delete(key);
    else hidden.add(key);
    call.setVisible(peer.session, source, visible);
    call.setPreferredLayers(peer.session, source, this.#below(3));
    call.setPriority(peer.session, source, 1 + this.#below(255));
    if (this.#chance(0.1)) call.setAudioOnly(this.#chance(0.5));
  }

  #host(caller: FuzzCaller): void {
    const { call } = caller;
    const { peers, waiting } = call.getState();
    const peer = this.#pick<CallPeer>(peers);
    const guest = this.#pick(waiting);
    const source = this.#pick(sources) ?? 'microphone';
    const pick = this.#random();
    if (guest && pick < 0.7) this.#expect(caller, call.admit(guest.session));
    else if (guest && pick < 0.8) this.#expect(caller, call.refuse(guest.session));
    else if (pick < 0.2) this.#expect(caller, call.setRules({ lobby: this.#chance(0.3) }));
    else if (peer && pick < 0.5) this.#expect(caller, call.mutePeer(peer.session, source));
    else if (peer && pick < 0.6) this.#expect(caller, call.askToUnmute(peer.session, source));
    else if (peer && pick < 0.95) {
      this.#expect(caller, call.setRole(peer.session, this.#pick(roles) ?? 'viewer'));
    } else if (peer) this.#expect(caller, call.removePeer(peer.session));
  }

  #breakLine({ line }: FuzzCaller): void {
    const pick = this.#random();
    if (pick < 0.45) line.cut();
    else if (pick < 0.6) line.stall();
    else if (pick < 0.8) {
      line.down = true;
      line.cut();
      const back = this.#chance(0.3) ? 40_000 : 5000;
      this.clock.setTimer(() => (line.down = false), this.#below(back));
    } else {
      const transport = this.#pick(line.transports.filter(({ closed }) => !closed));
      if (transport) setConnection(transport, this.#chance(0.5) ? 'failed' : 'connected');
    }
  }

  #breakServer(): void {
    if (this.#chance(0.25)) this.server.restart();
    else this.server.room.resetMedia();
  }

  #expect(caller: FuzzCaller, asked: Promise<unknown>): void {
    caller.unanswered += 1;
    asked
      .catch((error: unknown) => {
        if (error instanceof ConfabError && expected.has(error.code)) return;
        this.faults.push(String(error));
      })
      .finally(() => (caller.unanswered -= 1))
      .catch((error: unknown) => this.faults.push(String(error)));
  }

  #below(below: number): number {
    return Math.floor(this.#random() * below);
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #pick<T>(from: readonly T[]): T | undefined {
    return from[this.#below(from.length)];
  }
}

function setConnection(
  transport: FakeLine['transports'][number],
  state: 'failed' | 'connected',
): void {
  if (!transport.closed) transport.handler.emit('@connectionstatechange', state);
}
