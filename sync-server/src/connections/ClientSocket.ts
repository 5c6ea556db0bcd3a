import { closeCodes } from '@confab/shared-types';
import type { RawData, WebSocket } from 'ws';

/** How much may wait for a reader before the socket counts as too slow. */
export const defaultBacklogLimitBytes = 16 * 1024 * 1024;
/** Frames are handed to the kernel while it holds less than this. */
const lowWaterBytes = 1024 * 1024;
const badMessagesUntilClose = 3;
const inboundPauseBytes = 32 * 1024 * 1024;
const closeGraceMs = 2000;

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
  readonly #handlers: ClientSocketHandlers;
  readonly #backlogLimit: number;
  readonly #waiting: { readonly data: string | Uint8Array; readonly counted: number }[] = [];
  #waitingBytes = 0;
  #inbound: Promise<void> = Promise.resolve();
  #inboundBytes = 0;
  #badInARow = 0;
  #closed = false;

  constructor(
    socket: WebSocket,
    handlers: ClientSocketHandlers,
    backlogLimit = defaultBacklogLimitBytes,
  ) {
    this.#socket = socket;
    this.#handlers = handlers;
    this.#backlogLimit = backlogLimit;
    socket.on('message', (data, isBinary) => this.#receive(toBuffer(data), isBinary));
    socket.on('close', () => this.#end());
    // 'close' follows every error, and there is nobody left to tell.
    socket.on('error', () => socket.terminate());
  }

  get closed(): boolean {
    return this.#closed;
  }

  sendJson(message: unknown): void {
    this.send(JSON.stringify(message));
  }

  send(data: string | Uint8Array): void {
    this.#enqueue(data, data.length);
    this.#pump();
  }

  /** Sends parts that belong together and may be large; they do not count as backlog. */
  sendParts(parts: Iterable<Uint8Array>): void {
    for (const part of parts) this.#enqueue(part, 0);
    this.#pump();
  }

  /** Closes with a code; a peer that does not answer is cut off after two seconds. */
  close(code: number, reason: string): void {
    if (this.#closed) return;
    this.#waiting.length = 0;
    this.#socket.close(code, reason);
    setTimeout(() => this.#socket.terminate(), closeGraceMs).unref();
    this.#end();
  }

  #enqueue(data: string | Uint8Array, counted: number): void {
    if (this.#closed) return;
    if (this.#waitingBytes + counted > this.#backlogLimit) {
      this.close(closeCodes.tooSlow, 'reads too slowly');
      return;
    }
    this.#waiting.push({ data, counted });
    this.#waitingBytes += counted;
  }

  #pump(): void {
    while (!this.#closed && this.#socket.bufferedAmount < lowWaterBytes) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#waitingBytes -= next.counted;
      this.#socket.send(next.data, (error) => {
        if (error === undefined || error === null) this.#pump();
      });
    }
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
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
    this.#handlers.onClose();
  }
}

function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
