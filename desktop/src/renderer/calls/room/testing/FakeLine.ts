import { Device } from 'mediasoup-client';
import type { types } from 'mediasoup-client';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import type { CallEnvironment, Socket, SocketEvents } from '../callEnvironment.ts';
import type { FakeEnvironment } from './FakeEnvironment.ts';
import type { FakeServer, ServerLink } from './FakeServer.ts';

/** How long the server waits for a silent socket. */
const serverSilenceMs = 10_000;

/** One machine's way to the server, which takes time and breaks as a test says. */
export class FakeLine {
  /** Sockets cannot be opened. */
  down = false;
  readonly environment: CallEnvironment;
  readonly transports: types.Transport[] = [];
  readonly warnings: string[] = [];
  /** Listeners and timers of this machine that are still there. */
  held = 0;
  readonly #clock: FakeEnvironment;
  readonly #server: FakeServer;
  readonly #random: () => number;
  readonly #wires = new Set<Wire>();

  constructor(clock: FakeEnvironment, server: FakeServer, random: () => number) {
    this.#clock = clock;
    this.#server = server;
    this.#random = random;
    this.environment = {
      openSocket: (_, events) => this.#open(events),
      createDevice: () => this.#createDevice(),
      now: () => clock.now(),
      setTimer: (callback, milliseconds) => this.#hold(callback, milliseconds),
      onWake: (listener) => {
        this.held += 1;
        const stop = clock.onWake(listener);
        return () => {
          this.held -= 1;
          stop();
        };
      },
      random,
      newKey: () => clock.newKey(),
      warn: (message, error) => this.warnings.push(`${message}: ${String(error)}`),
    };
  }

  /** What was under way is lost, and both ends notice. */
  cut(): void {
    for (const wire of [...this.#wires]) wire.cut();
  }

  /** Nothing goes through any more, and nobody is told. */
  stall(): void {
    for (const wire of this.#wires) wire.stall();
  }

  /** Some time on the way. */
  delay(): number {
    return 2 + Math.floor(this.#random() * 60);
  }

  #open(events: SocketEvents): Socket {
    const wire = new Wire(this, this.#clock, this.#server, events, () => this.#wires.delete(wire));
    this.#wires.add(wire);
    return wire;
  }

  #hold(callback: () => void, milliseconds: number): () => void {
    this.held += 1;
    let held = true;
    const release = () => {
      if (held) this.held -= 1;
      held = false;
    };
    const cancel = this.#clock.setTimer(() => {
      release();
      callback();
    }, milliseconds);
    return () => {
      release();
      cancel();
    };
  }

  async #createDevice(): Promise<types.Device> {
    const handlerFactory = FakeHandler.createFactory(fakeParameters);
    const device = await Device.factory({ handlerFactory });
    device.observer.on('newtransport', (transport) => this.transports.push(transport));
    return device;
  }
}

/** One socket: what is sent arrives later and in order, or not at all. */
class Wire implements Socket {
  readonly #line: FakeLine;
  readonly #clock: FakeEnvironment;
  readonly #server: FakeServer;
  readonly #events: SocketEvents;
  readonly #onGone: () => void;
  readonly #near: ServerLink;
  #open = false;
  #stalled = false;
  #clientGone = false;
  #serverGone = false;
  #lastUp = 0;
  #lastDown = 0;

  constructor(
    line: FakeLine,
    clock: FakeEnvironment,
    server: FakeServer,
    events: SocketEvents,
    onGone: () => void,
  ) {
    this.#line = line;
    this.#clock = clock;
    this.#server = server;
    this.#events = events;
    this.#onGone = onGone;
    this.#near = { send: (text) => this.#down(text), close: () => this.#closeByServer() };
    clock.setTimer(() => {
      if (this.#clientGone || this.#stalled) return;
      if (line.down) return this.#dropClient();
      this.#open = true;
      server.accept(this.#near);
      events.onOpen();
    }, line.delay());
  }

  send(text: string): void {
    if (!this.#open) throw new Error('sent before it was open');
    this.#lastUp = Math.max(this.#lastUp, this.#clock.now() + this.#line.delay());
    this.#clock.setTimer(() => {
      if (!this.#stalled && !this.#serverGone) this.#server.receive(this.#near, text);
    }, this.#lastUp - this.#clock.now());
  }

  /** The client closes: it knows at once, the server later. */
  close(): void {
    this.#dropClient();
    const later = this.#stalled ? serverSilenceMs : this.#line.delay() + 60;
    this.#clock.setTimer(() => this.#dropServer(), later);
  }

  cut(): void {
    this.#stalled = true;
    this.#dropServer();
    this.#clock.setTimer(() => this.#dropClient(), this.#line.delay());
  }

  stall(): void {
    this.#stalled = true;
    this.#clock.setTimer(() => this.#dropServer(), serverSilenceMs);
  }

  /** What the server said before arrives still. */
  #closeByServer(): void {
    this.#dropServer();
    const left = Math.max(0, this.#lastDown - this.#clock.now());
    this.#clock.setTimer(() => {
      if (!this.#stalled) this.#dropClient();
    }, left + 1);
  }

  #down(text: string): void {
    this.#lastDown = Math.max(this.#lastDown, this.#clock.now() + this.#line.delay());
    this.#clock.setTimer(() => {
      if (!this.#stalled && !this.#clientGone) this.#events.onMessage(text);
    }, this.#lastDown - this.#clock.now());
  }

  #dropClient(): void {
    if (this.#clientGone) return;
    this.#clientGone = true;
    this.#onGone();
    this.#events.onClose(1006, '');
  }

  #dropServer(): void {
    if (this.#serverGone) return;
    this.#serverGone = true;
    this.#server.gone(this.#near);
  }
}
