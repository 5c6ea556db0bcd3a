import type { MessagePortMain } from 'electron';
import type { FramePort } from '../../shell/FramePort.ts';
import { Inbox } from '../../shell/Inbox.ts';

/** The hub's end of a renderer's channel. */
export class MainPortFrames implements FramePort {
  /** A MessagePort does not tell; bulk is bounded by the credit of its receiver. */
  readonly bufferedBytes = 0;
  readonly #port: MessagePortMain;
  readonly #inbox = new Inbox<Uint8Array>();

  constructor(port: MessagePortMain) {
    this.#port = port;
    port.on('message', ({ data }: { data: unknown }) => {
      // What is no frame is passed on as an empty one: the hub answers that it is malformed.
      this.#inbox.deliver(data instanceof Uint8Array ? data : new Uint8Array());
    });
    port.on('close', () => this.#inbox.close('the renderer is gone'));
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
