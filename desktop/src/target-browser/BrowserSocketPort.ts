import type { FramePort } from '../shell/FramePort.ts';
import { Inbox } from '../shell/Inbox.ts';

/** A tab's end of the WebSocket to its hub, open already. */
export class BrowserSocketPort implements FramePort {
  readonly #socket: WebSocket;
  readonly #inbox = new Inbox<Uint8Array>();

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (data instanceof ArrayBuffer) this.#inbox.deliver(new Uint8Array(data));
    });
    socket.addEventListener('close', ({ code, reason }) => {
      this.#inbox.close(reason || `closed with ${code}`);
    });
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  send(frame: Uint8Array<ArrayBuffer>): void {
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
