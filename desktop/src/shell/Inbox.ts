/**
 * The receiving half of a port: keeps what arrives before anyone listens, and tells of the
 * end once, however often the transport reports it.
 */
export class Inbox<Message> {
  #waiting: Message[] = [];
  #listener: ((message: Message) => void) | undefined;
  #closeListener: ((reason: string) => void) | undefined;
  #closedBecause: string | undefined;

  get closed(): boolean {
    return this.#closedBecause !== undefined;
  }

  deliver(message: Message): void {
    if (this.#listener === undefined) this.#waiting.push(message);
    else this.#listener(message);
  }

  onMessage(listener: (message: Message) => void): void {
    this.#listener = listener;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) listener(message);
  }

  close(reason: string): void {
    if (this.#closedBecause !== undefined) return;
    this.#closedBecause = reason;
    this.#closeListener?.(reason);
  }

  onClose(listener: (reason: string) => void): void {
    this.#closeListener = listener;
    if (this.#closedBecause !== undefined) listener(this.#closedBecause);
  }
}
