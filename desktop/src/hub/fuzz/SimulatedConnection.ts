import { EventEmitter } from 'node:events';
import { Duplex } from 'node:stream';

export type Message = string | Uint8Array;

interface HubEnd {
  onOpen(): void;
  onMessage(data: Message): void;
  onClose(code: number): void;
}

/** One connection as the network sees it: what each end has sent and the other has not got yet. */
export class SimulatedConnection {
  readonly toServer: Message[] = [];
  readonly toHub: Message[] = [];
  readonly #socket: SimulatedWebSocket;
  readonly #hub: HubEnd;
  open = true;
  begun = false;

  constructor(accept: (socket: SimulatedWebSocket) => void, hub: HubEnd) {
    this.#hub = hub;
    this.#socket = new SimulatedWebSocket(
      (data) => this.toHub.push(data),
      () => this.cut(),
    );
    accept(this.#socket);
  }

  begin(): void {
    this.begun = true;
    this.#hub.onOpen();
  }

  deliverToServer(data: Message): void {
    const isBinary = typeof data !== 'string';
    this.#socket.emit('message', Buffer.from(data as Uint8Array), isBinary);
  }

  deliverToHub(data: Message): void {
    this.#hub.onMessage(data);
  }

  /** Both ends lose the connection, and everything under way. */
  cut(): void {
    if (!this.open) return;
    this.open = false;
    this.#socket.emit('close');
    this.#hub.onClose(1006);
  }
}

/** The server's end, as the `ws` package would hand it over. */
export class SimulatedWebSocket extends EventEmitter {
  /** What the server writes messages to, as many at once as it likes, each whole. */
  readonly stream: Duplex;
  readonly #onClose: () => void;

  constructor(onSend: (data: Message) => void, onClose: () => void) {
    super();
    this.stream = new Duplex({
      read: () => undefined,
      write(frames: Buffer, _encoding, done) {
        for (const message of decodeMessages(frames)) onSend(message);
        done();
      },
    });
    this.#onClose = onClose;
  }

  close(): void {
    this.#onClose();
  }

  terminate(): void {
    this.#onClose();
  }

  pause(): void {
    // Nothing is buffered here.
  }

  resume(): void {
    // Nothing is buffered here.
  }
}

/** Reads what `encodeMessage` of the server wrote, one after the other (RFC 6455, section 5.2). */
function* decodeMessages(frames: Buffer): Generator<Message> {
  let at = 0;
  while (at < frames.length) {
    const { headerBytes, length } = readHeader(frames, at);
    const from = at + headerBytes;
    const payload = frames.subarray(from, from + length);
    yield frames[at] === 0x81 ? payload.toString('utf8') : new Uint8Array(payload);
    at = from + length;
  }
}

function readHeader(frames: Buffer, at: number): { headerBytes: number; length: number } {
  const length = frames.readUInt8(at + 1);
  if (length < 126) return { headerBytes: 2, length };
  if (length === 126) return { headerBytes: 4, length: frames.readUInt16BE(at + 2) };
  return { headerBytes: 10, length: Number(frames.readBigUInt64BE(at + 2)) };
}
