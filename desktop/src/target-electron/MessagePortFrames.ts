import type { FramePort } from '../shell/FramePort.ts';
import { Inbox } from '../shell/Inbox.ts';

/** The page's end of a channel to the hub process. */
export class MessagePortFrames implements FramePort {
  /** A MessagePort does not tell; bulk is bounded by the credit of its receiver. */
  readonly bufferedBytes = 0;
  readonly #port: MessagePort;
  readonly #inbox = new Inbox<Uint8Array>();

  constructor(port: MessagePort) {
    this.#port = port;
    port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (data instanceof Uint8Array) this.#inbox.deliver(data);
    });
    port.addEventListener('close', () => this.#inbox.close('the hub is gone'));
    port.start();
  }

  send(frame: Uint8Array): void {
    if (!this.#inbox.closed) this.#port.postMessage(frame);
  }

  onFrame(listener: (frame: Uint8Array) => void): void {
    this.#inbox.onMessage(listener);
  }

  onClose(listener: (reason: string) => void): void {
    this.#inbox.onClose(listener);
  }

  close(): void {
    this.#port.close();
    this.#inbox.close('closed here');
  }
}
