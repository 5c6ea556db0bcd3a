import type { PageChannel } from '../shellRequests.ts';

/** Messages to the page, kept for it while it does not listen yet. */
export class PageMessages {
  readonly #send: (channel: PageChannel, payload: unknown) => void;
  readonly #listening = new Set<PageChannel>();
  #waiting: { readonly channel: PageChannel; readonly payload: unknown }[] = [];

  constructor(send: (channel: PageChannel, payload: unknown) => void) {
    this.#send = send;
  }

  post(channel: PageChannel, payload: unknown): void {
    if (this.#listening.has(channel)) this.#send(channel, payload);
    else this.#waiting.push({ channel, payload });
  }

  /** The page listens to this channel from now on. */
  listen(channel: PageChannel): void {
    this.#listening.add(channel);
    const due = this.#waiting.filter((message) => message.channel === channel);
    this.#waiting = this.#waiting.filter((message) => message.channel !== channel);
    for (const { payload } of due) this.#send(channel, payload);
  }

  /** The page is being loaded (again): nobody listens until it says so. */
  reset(): void {
    this.#listening.clear();
  }
}
