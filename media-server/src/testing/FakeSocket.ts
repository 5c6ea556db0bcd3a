import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';

const open = 1;
const closed = 3;

/**
 * The server's end of a WebSocket whose network is in this process: messages wait until they are
 * delivered one by one, and are lost when it is cut.
 */
export class FakeSocket extends EventEmitter {
  readonly OPEN = open;
  readonly bufferedAmount = 0;
  readyState = open;
  /** What the client has sent and the server not got yet. */
  readonly toServer: string[] = [];
  readonly toClient: string[] = [];
  #unanswered = 0;

  /** As the server takes it. */
  get asWebSocket(): WebSocket {
    return this as unknown as WebSocket;
  }

  get open(): boolean {
    return this.readyState === open;
  }

  send(text: string): void {
    if (!text.includes('"seq"')) this.#unanswered -= 1;
    this.toClient.push(text);
  }

  /** What was sent before still arrives. */
  close(): void {
    if (!this.open) return;
    this.readyState = closed;
    queueMicrotask(() => this.emit('close'));
  }

  terminate(): void {
    this.close();
  }

  /** Resolves when the server has answered what it got. */
  async deliverNext(): Promise<void> {
    const text = this.toServer.shift();
    if (text === undefined || !this.open) return;
    this.#unanswered += 1;
    this.emit('message', Buffer.from(text), false);
    while (this.open && this.#unanswered > 0) await new Promise(setImmediate);
    // Whatever the answer led to, like the end of other sessions.
    await new Promise(setImmediate);
  }

  /** The client's end is gone, with all that was on its way; the server does not know yet. */
  lose(): void {
    this.toServer.length = 0;
    this.toClient.length = 0;
    this.toClient.push = () => 0;
  }
}
