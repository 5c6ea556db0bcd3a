import type { MessagePortMain } from 'electron';
import type { TranscriberPort } from '../../shell/Host.ts';
import { Inbox } from '../../shell/Inbox.ts';

/** The hub's port to a transcriber process, which ends when the port closes. */
export class MainPortTranscriber implements TranscriberPort {
  readonly #port: MessagePortMain;
  readonly #inbox = new Inbox<unknown>();

  constructor(port: MessagePortMain) {
    this.#port = port;
    port.on('message', ({ data }: { data: unknown }) => this.#inbox.deliver(data));
    port.on('close', () => this.#inbox.close('the transcriber is gone'));
    port.start();
  }

  post(message: unknown): void {
    if (!this.#inbox.closed) this.#port.postMessage(message);
  }

  onMessage(listener: (message: unknown) => void): void {
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
