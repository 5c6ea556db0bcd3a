import {
  closeCodes,
  ConfabError,
  eventsRequestSchema,
  protocolVersions,
} from '@confab/shared-types';
import type {
  AccountEvent,
  AccountId,
  EventsHello,
  EventsMessage,
  EventsStatus,
} from '@confab/shared-types';
import type { Session, Sessions } from '../accounts/Sessions.ts';
import type { Bus, BusTopics } from '../bus/Bus.ts';
import type { Calls } from '../calls/Calls.ts';
import type { Rings } from '../calls/Rings.ts';
import type { Clock } from '../Clock.ts';
import { ClientSocket } from '../connections/ClientSocket.ts';
import type { UpgradedSocket } from '../connections/ClientSocket.ts';
import { RateLimiter } from '../connections/RateLimiter.ts';
import { asConfabError } from '../connections/Router.ts';
import { requireHello } from '../connections/requireHello.ts';
import { parseTextMessage } from '../connections/parseTextMessage.ts';
import type { Log } from '../Log.ts';
import type { Storage, StoredEvent } from '../storage/Storage.ts';
import type { Presence, PresentDevice } from './Presence.ts';

const pageSize = 200;
/** Of one device: nobody mutes, joins and leaves faster than that. */
const statusLimit = { burst: 20, refillMs: 10_000 };

export interface EventStreamOptions {
  readonly storage: Pick<Storage, 'events' | 'workspaces'>;
  readonly sessions: Sessions;
  readonly presence: Presence;
  readonly calls: Calls;
  readonly rings: Rings;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * One `/events` connection. Kept events are read from the storage after the stream's cursor, at the
 * start as well as whenever the bus wakes it, so that a lost wake-up only delays them.
 */
export class EventStream {
  readonly #options: EventStreamOptions;
  readonly #socket: ClientSocket;
  readonly #endings: (() => void)[] = [];
  readonly #statuses: RateLimiter;
  #session: Session | null = null;
  #device: PresentDevice | null = null;
  #cursor = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(socket: UpgradedSocket, options: EventStreamOptions) {
    this.#options = options;
    this.#statuses = new RateLimiter(statusLimit, options.clock);
    this.#socket = new ClientSocket(socket, {
      onMessage: (data, isBinary) => this.#onMessage(data, isBinary),
      onError: (error) => this.#onError(error),
      onClose: () => this.#end(),
    });
    this.#endings.push(requireHello(this.#socket, () => this.#session !== null));
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  async #onMessage(data: Buffer, isBinary: boolean): Promise<void> {
    const message = parseTextMessage(data, isBinary, eventsRequestSchema);
    if (message.type === 'hello') await this.#onHello(message);
    else await this.#onStatus(message);
  }

  async #onStatus({ inCall, doNotDisturb }: EventsStatus): Promise<void> {
    if (this.#device === null) throw new ConfabError('unauthenticated', 'hello comes first');
    this.#statuses.take('status');
    await this.#device.setStatus({ inCall, doNotDisturb });
  }

  async #onHello(hello: EventsHello): Promise<void> {
    if (this.#session !== null) throw new ConfabError('already-done');
    if (hello.protocol !== protocolVersions.events) {
      this.#refuse(new ConfabError('protocol-mismatch'), closeCodes.protocolMismatch);
      return;
    }
    try {
      this.#session = await this.#options.sessions.authenticate(hello.session);
    } catch (error) {
      this.#refuse(asConfabError(error), closeCodes.unauthenticated);
      return;
    }
    await this.#begin(this.#session, hello);
  }

  async #begin(session: Session, hello: EventsHello): Promise<void> {
    const { bus, storage, presence } = this.#options;
    const last = await storage.events.last();
    // A cursor from the future means that this server was restored from a backup: start over.
    this.#cursor = hello.cursor > last ? 0 : hello.cursor;
    if (this.#socket.closed) return;
    this.#endings.push(
      bus.subscribe('events', ({ accounts }) => {
        if (accounts.includes(session.account)) this.#read(session.account);
      }),
      bus.subscribe('presence', (news) => this.#inOrder(() => this.#sendPresence(session, news))),
      bus.subscribe('session', ({ hash }) => {
        if (hash === session.hash) this.close(closeCodes.unauthenticated, 'signed out');
      }),
    );
    this.#send({ type: 'welcome', protocol: protocolVersions.events, cursor: this.#cursor });
    this.#read(session.account);
    this.#inOrder(() => this.#sendWhoIsOnline(session.account));
    const device = await presence.enter(session.account);
    const ending = (): void => this.#run(device.leave());
    if (this.#socket.closed) return ending();
    this.#device = device;
    this.#endings.push(ending);
  }

  #read(account: AccountId): void {
    this.#inOrder(async () => {
      for (;;) {
        const found = await this.#options.storage.events.after(account, this.#cursor, pageSize);
        for (const stored of found) {
          const event = await this.#describe(stored);
          this.#cursor = stored.cursor;
          if (event !== null) this.#send({ type: 'event', cursor: stored.cursor, event });
        }
        if (found.length < pageSize || this.#socket.closed) return;
      }
    });
  }

  /** How the thing stands now; null: it is gone, and so is the news of it. */
  async #describe(stored: StoredEvent): Promise<AccountEvent | null> {
    switch (stored.type) {
      case 'workspace':
        return { type: 'workspace', workspace: stored.ref };
      case 'sharing':
        return { type: 'sharing', workspace: stored.ref };
      case 'shared-pages':
        return { type: 'shared-pages' };
      case 'call': {
        const call = await this.#options.calls.find(stored.ref);
        return call === null ? null : { type: 'call', call };
      }
      case 'ring': {
        const ring = await this.#options.rings.find(stored.ref);
        return ring === null ? null : { type: 'ring', ring };
      }
    }
  }

  async #sendWhoIsOnline(account: AccountId): Promise<void> {
    const { storage, presence } = this.#options;
    for (const other of await storage.workspaces.colleagues(account)) {
      if (!presence.isOnline(other)) continue;
      const activity = presence.activityOf(other);
      this.#sendLive({ type: 'presence', account: other, online: true, activity });
    }
  }

  async #sendPresence(session: Session, news: BusTopics['presence']): Promise<void> {
    const { workspaces } = this.#options.storage;
    if (!(await workspaces.shareWorkspace(session.account, news.account))) return;
    this.#sendLive({ type: 'presence', ...news });
  }

  #sendLive(event: AccountEvent): void {
    this.#send({ type: 'event', cursor: this.#cursor, event });
  }

  #send(message: EventsMessage): void {
    this.#socket.sendJson(message);
  }

  #refuse(error: ConfabError, closeCode: number): void {
    this.#send({ type: 'error', error: error.toWire() });
    this.#socket.close(closeCode, error.code);
  }

  #onError(error: unknown): void {
    const known = asConfabError(error);
    if (known.code === 'internal') this.#options.log.failure('events-message-failed', error);
    this.#send({ type: 'error', error: known.toWire() });
  }

  #inOrder(step: () => Promise<void>): void {
    this.#reading = this.#reading.then(async () => {
      if (!this.#socket.closed) await step();
    });
    this.#run(this.#reading);
    this.#reading = this.#reading.catch(() => undefined);
  }

  #run(work: Promise<void>): void {
    work.catch((error: unknown) => this.#options.log.failure('event-stream-failed', error));
  }

  #end(): void {
    for (const ending of this.#endings.splice(0)) ending();
  }
}
