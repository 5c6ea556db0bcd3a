import { closeCodes } from '@confab/shared-types';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { encodeMessage } from './encodeMessage.ts';
import { joinMessages } from './joinMessages.ts';

/** How much may wait for a reader before the socket counts as too slow. */
export const defaultBacklogLimitBytes = 16 * 1024 * 1024;
/** Frames are handed to the kernel while it holds less than this. */
const lowWaterBytes = 1024 * 1024;
/** Up to here copying messages together is cheaper than handing them over one by one. */
const joinedBytes = 64 * 1024;
const badMessagesUntilClose = 3;
const inboundPauseBytes = 32 * 1024 * 1024;
const closeGraceMs = 2000;

/** A connection after its upgrade: the WebSocket, and the stream beneath it. */
export interface UpgradedSocket {
  readonly webSocket: WebSocket;
  readonly stream: Duplex;
}

export interface ClientSocketHandlers {
  /** Called for one message at a time, in order; what it throws goes to `onError`. */
  onMessage(data: Buffer, isBinary: boolean): Promise<void>;
  /** Tells the client of an error in the words of its protocol. */
  onError(error: unknown): void;
  onClose(): void;
}

/**
 * One WebSocket of a client: messages are taken one after another, three bad ones in a row close
 * it, and a reader that falls behind is dropped instead of being remembered without bound.
 */
export class ClientSocket {
  readonly #socket: WebSocket;
  /**
   * Messages are written here, not through `ws`, which would build a header and make a system call
   * for each of them: fanning edits out is what this server does most. Compression is never
   * negotiated, so nothing of `ws` can be on its way at the same time.
   */
  readonly #stream: Duplex;
  readonly #handlers: ClientSocketHandlers;
  readonly #backlogLimit: number;
  #waiting: Buffer[] = [];
  /** Of what counts as backlog. */
  #waitingBytes = 0;
  readonly #uncounted = new WeakSet<Buffer>();
  #inbound: Promise<void> = Promise.resolve();
  #inboundBytes = 0;
  #badInARow = 0;
  #closed = false;
  #writingSoon = false;

  constructor(
    { webSocket, stream }: UpgradedSocket,
    handlers: ClientSocketHandlers,
    backlogLimit = defaultBacklogLimitBytes,
  ) {
    this.#socket = webSocket;
    this.#stream = stream;
    this.#handlers = handlers;
    this.#backlogLimit = backlogLimit;
    webSocket.on('message', (data, isBinary) => this.#receive(toBuffer(data), isBinary));
    webSocket.on('close', () => this.#end());
    // 'close' follows every error, and there is nobody left to tell.
    webSocket.on('error', () => webSocket.terminate());
    stream.on('drain', this.#write);
  }

  get closed(): boolean {
    return this.#closed;
  }

  sendJson(message: unknown): void {
    this.send(JSON.stringify(message));
  }

  send(data: string | Uint8Array): void {
    this.sendEncoded(encodeMessage(data));
  }

  /** Sends a message that {@link encodeMessage} made, once for all who get it. */
  sendEncoded(message: Buffer): void {
    if (this.#waitingBytes + message.length > this.#backlogLimit) {
      this.close(closeCodes.tooSlow, 'reads too slowly');
      return;
    }
    this.#waitingBytes += message.length;
    this.#enqueue(message);
  }

  /** Sends parts that belong together and may be large; they do not count as backlog. */
  sendParts(parts: Iterable<Uint8Array>): void {
    for (const part of parts) {
      const message = encodeMessage(part);
      this.#uncounted.add(message);
      this.#enqueue(message);
    }
  }

  /** Closes with a code; a peer that does not answer is cut off after two seconds. */
  close(code: number, reason: string): void {
    if (this.#closed) return;
    this.#write();
    this.#waiting.length = 0;
    this.#socket.close(code, reason);
    setTimeout(() => this.#socket.terminate(), closeGraceMs).unref();
    this.#end();
  }

  #enqueue(message: Buffer): void {
    if (this.#closed) return;
    this.#waiting.push(message);
    if (this.#writingSoon) return;
    this.#writingSoon = true;
    // After this turn's commits have all been told: they leave in one system call.
    process.nextTick(this.#write);
  }

  readonly #write = (): void => {
    this.#writingSoon = false;
    if (this.#closed || this.#stream.destroyed) return;
    while (this.#waiting.length > 0 && this.#stream.writableLength < lowWaterBytes) {
      this.#stream.write(joinMessages(this.#takeWaiting()));
    }
  };

  /** As many messages as are put together, or a large one. */
  #takeWaiting(): readonly Buffer[] {
    let bytes = 0;
    let count = 0;
    for (const message of this.#waiting) {
      bytes += message.length;
      if (count > 0 && bytes > joinedBytes) break;
      count += 1;
      if (!this.#uncounted.has(message)) this.#waitingBytes -= message.length;
    }
    return this.#waiting.splice(0, count);
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (this.#closed) return;
    this.#inboundBytes += data.length;
    if (this.#inboundBytes > inboundPauseBytes) this.#socket.pause();
    this.#inbound = this.#inbound.then(async () => {
      await this.#handle(data, isBinary);
      this.#inboundBytes -= data.length;
      if (this.#inboundBytes <= inboundPauseBytes) this.#socket.resume();
    });
  }

  async #handle(data: Buffer, isBinary: boolean): Promise<void> {
    if (this.#closed) return;
    try {
      await this.#handlers.onMessage(data, isBinary);
      this.#badInARow = 0;
    } catch (error) {
      this.#handlers.onError(error);
      this.#badInARow += 1;
      if (this.#badInARow >= badMessagesUntilClose) {
        this.close(closeCodes.tooManyBadMessages, 'too many bad messages');
      }
    }
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stream.off('drain', this.#write);
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
    this.#handlers.onClose();
  }
}

function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
