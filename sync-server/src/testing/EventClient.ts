import { eventsMessageSchema, protocolVersions } from '@confab/shared-types';
import type { AccountEvent, EventsMessage, EventsStatus } from '@confab/shared-types';
import { WebSocket } from 'ws';
import { Inbox } from './Inbox.ts';

type EventOf<T extends AccountEvent['type']> = Extract<AccountEvent, { type: T }>;

/** The smallest client of `/events`. */
export class EventClient {
  readonly socket: WebSocket;
  readonly messages = new Inbox<EventsMessage>();
  readonly closed: Promise<{ code: number }>;

  private constructor(url: string) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/events`);
    this.socket.on('message', (data: Buffer) => {
      this.messages.push(eventsMessageSchema.parse(JSON.parse(data.toString('utf8'))));
    });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code) => resolve({ code }));
    });
  }

  static async connect(url: string, session: string, cursor = 0): Promise<EventClient> {
    const client = new EventClient(url);
    await new Promise((resolve, reject) => {
      client.socket.once('open', resolve);
      client.socket.once('error', reject);
    });
    const protocol = protocolVersions.events;
    client.socket.send(JSON.stringify({ type: 'hello', protocol, session, cursor }));
    await client.messages.next((message) => message.type === 'welcome');
    return client;
  }

  /** The next event of that type, with the cursor after it. */
  async next<T extends AccountEvent['type']>(
    type: T,
    fits: (event: EventOf<T>) => boolean = () => true,
  ): Promise<{ event: EventOf<T>; cursor: number }> {
    const isMeant = (event: AccountEvent): event is EventOf<T> =>
      event.type === type && fits(event as EventOf<T>);
    for (;;) {
      const message = await this.messages.next((each) => each.type === 'event');
      if (message.type !== 'event' || !isMeant(message.event)) continue;
      return { event: message.event, cursor: message.cursor };
    }
  }

  /** Says what this device does. */
  status(status: Omit<EventsStatus, 'type'>): void {
    this.socket.send(JSON.stringify({ type: 'status', ...status }));
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}
