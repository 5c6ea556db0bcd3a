import type { WebSocket } from 'ws';
import type { FramePort } from '../shell/FramePort.ts';
import { Inbox } from '../shell/Inbox.ts';

/** The hub's end of a tab's WebSocket. */
export class NodeSocketPort implements FramePort {
  readonly #socket: WebSocket;
  readonly #inbox = new Inbox<Uint8Array>();

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.binaryType = 'nodebuffer';
    // A text message is passed on as its bytes: the hub answers it like any malformed frame.
    socket.on('message', (data: Buffer) => this.#inbox.deliver(data));
    let failure: string | undefined;
    socket.on('error', (error) => {
      failure = error.message;
    });
    socket.on('close', (code, reason) => {
      this.#inbox.close(failure ?? (reason.toString() || `closed with ${code}`));
    });
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  send(frame: Uint8Array): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(frame);
  }

  onFrame(listener: (frame: Uint8Array) => void): void {
    this.#inbox.onMessage(listener);
  }

  onClose(listener: (reason: string) => void): void {
    this.#inbox.onClose(listener);
  }

  close(): void {
    this.#socket.close(1000);
  }
}
