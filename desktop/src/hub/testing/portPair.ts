import type { FramePort } from '../../shell/FramePort.ts';

/** Two ends of a channel in one process; frames arrive in a later microtask, in order. */
export function portPair(): readonly [FramePort, FramePort] {
  const first = new PairedPort();
  const second = new PairedPort();
  first.pairWith(second);
  second.pairWith(first);
  return [first, second];
}

class PairedPort implements FramePort {
  readonly bufferedBytes = 0;
  #peer: PairedPort | null = null;
  #onFrame: (frame: Uint8Array) => void = () => undefined;
  #onClose: (reason: string) => void = () => undefined;
  #closed = false;

  pairWith(peer: PairedPort): void {
    this.#peer = peer;
  }

  send(frame: Uint8Array): void {
    queueMicrotask(() => this.#peer?.deliver(frame));
  }

  deliver(frame: Uint8Array): void {
    if (!this.#closed) this.#onFrame(frame);
  }

  onFrame(listener: (frame: Uint8Array) => void): void {
    this.#onFrame = listener;
  }

  onClose(listener: (reason: string) => void): void {
    this.#onClose = listener;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#onClose('closed');
    this.#peer?.close();
  }
}
