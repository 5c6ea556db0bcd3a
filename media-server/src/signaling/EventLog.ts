export interface LoggedEvent {
  readonly seq: number;
  readonly text: string;
}

export interface EventLogLimits {
  readonly events: number;
  readonly bytes: number;
}

/** The last events of a session, as sent, for whoever comes back and missed some. */
export class EventLog {
  readonly #limits: EventLogLimits;
  #events: LoggedEvent[] = [];
  #bytes = 0;
  #lastSeq = 0;

  constructor(limits: EventLogLimits) {
    this.#limits = limits;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** `encode` gets the sequence number that the event will carry. */
  append(encode: (seq: number) => string): LoggedEvent {
    const seq = this.#lastSeq + 1;
    const event = { seq, text: encode(seq) };
    this.#lastSeq = seq;
    this.#events.push(event);
    this.#bytes += event.text.length;
    while (this.#events.length > this.#limits.events || this.#bytes > this.#limits.bytes) {
      this.#bytes -= this.#events.shift()?.text.length ?? 0;
    }
    return event;
  }

  /** The events after `lastSeq`, oldest first; null when some of them are no longer there. */
  since(lastSeq: number): readonly LoggedEvent[] | null {
    if (lastSeq > this.#lastSeq) return null;
    if (lastSeq < this.#lastSeq - this.#events.length) return null;
    return this.#events.filter(({ seq }) => seq > lastSeq);
  }
}
