import { closeCodes, ConfabError, eventsHelloSchema, protocolVersions } from '@confab/shared-types';
import type { AccountEvent, AccountId, EventsHello, EventsMessage } from '@confab/shared-types';
import type { Session, Sessions } from '../accounts/Sessions.ts';
import type { Bus } from '../bus/Bus.ts';
import type { Calls } from '../calls/Calls.ts';
import type { Rings } from '../calls/Rings.ts';
import { ClientSocket } from '../connections/ClientSocket.ts';
import type { UpgradedSocket } from '../connections/ClientSocket.ts';
import { asConfabError } from '../connections/Router.ts';
import { requireHello } from '../connections/requireHello.ts';
import { parseTextMessage } from '../connections/parseTextMessage.ts';
import type { Log } from '../Log.ts';
import type { Storage, StoredEvent } from '../storage/Storage.ts';
import type { Presence } from './Presence.ts';

const pageSize = 200;

export interface EventStreamOptions {
  readonly storage: Pick<Storage, 'events' | 'workspaces'>;
  readonly sessions: Sessions;
  readonly presence: Presence;
  readonly calls: Calls;
  readonly rings: Rings;
  readonly bus: Bus;
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
  #session: Session | null = null;
  #cursor = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(socket: UpgradedSocket, options: EventStreamOptions) {
    this.#options = options;
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
    const hello = parseTextMessage(data, isBinary, eventsHelloSchema);
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
    const leave = await presence.enter(session.account);
    const ending = (): void => this.#run(leave());
    if (this.#socket.closed) ending();
    else this.#endings.push(ending);
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
      this.#sendLive({ type: 'presence', account: other, online: true });
    }
  }

  async #sendPresence(
    session: Session,
    news: { account: AccountId; online: boolean },
  ): Promise<void> {
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
