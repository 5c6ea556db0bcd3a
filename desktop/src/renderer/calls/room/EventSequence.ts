import {
  signalingEvents,
  type SignalingEvent,
  type SignalingEventEnvelope,
  type SignalingEventType,
} from '@confab/shared-types';

export interface EventSequenceOptions {
  readonly onEvent: (event: SignalingEvent) => void;
  readonly onMalformed: (type: string, error: unknown) => void;
}

/**
 * The events of a session in order, each once, whatever sockets they came over. Those that came right
 * behind the answer they belong to are held back until it was heard.
 */
export class EventSequence {
  readonly #options: EventSequenceOptions;
  #lastSeq = 0;
  #early: SignalingEventEnvelope[] | null = [];

  constructor(options: EventSequenceOptions) {
    this.#options = options;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  receive(event: SignalingEventEnvelope): void {
    if (this.#early) this.#early.push(event);
    else this.#tell(event);
  }

  /** Keeps what comes from now on; what was kept so far came over a socket that is given up. */
  hold(): void {
    this.#early = [];
  }

  /** Tells what was kept, and all that comes from now on. */
  release(): void {
    const early = this.#early ?? [];
    this.#early = null;
    for (const event of early) this.#tell(event);
  }

  /** A new session counts anew. */
  restart(): void {
    this.#lastSeq = 0;
  }

  #tell({ seq, type, data }: SignalingEventEnvelope): void {
    if (seq <= this.#lastSeq) return;
    this.#lastSeq = seq;
    if (!isEventType(type)) return;
    const parsed = signalingEvents[type].safeParse(data);
    if (parsed.success) this.#options.onEvent({ type, data: parsed.data } as SignalingEvent);
    else this.#options.onMalformed(type, parsed.error);
  }
}

function isEventType(type: string): type is SignalingEventType {
  return Object.hasOwn(signalingEvents, type);
}
