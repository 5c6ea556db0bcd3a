import type { PageChannel } from '../shellRequests.ts';

interface Waiting {
  readonly channel: PageChannel;
  readonly payload: unknown;
}

/** Messages to the page, kept for it while it does not listen yet. */
export class PageMessages {
  readonly #send: (channel: PageChannel, payload: unknown) => void;
  readonly #listening = new Set<PageChannel>();
  #waiting: Waiting[] = [];

  constructor(send: (channel: PageChannel, payload: unknown) => void) {
    this.#send = send;
  }

  post(channel: PageChannel, payload: unknown): void {
    if (this.#listening.has(channel)) this.#send(channel, payload);
    else this.#keep({ channel, payload });
  }

  /** The page listens to this channel from now on. */
  listen(channel: PageChannel): void {
    this.#listening.add(channel);
    const due = this.#waiting.filter((message) => message.channel === channel);
    this.#waiting = this.#waiting.filter((message) => message.channel !== channel);
    for (const { payload } of due) this.#send(channel, payload);
  }

  /** Of a state only the last word counts; everything else is kept in order. */
  #keep(message: Waiting): void {
    if (message.channel === 'shown') {
      this.#waiting = this.#waiting.filter(({ channel }) => channel !== 'shown');
    }
    this.#waiting.push(message);
  }

  /** The page is being loaded (again): nobody listens until it says so. */
  reset(): void {
    this.#listening.clear();
  }
}
