import { ConfabError } from '@confab/shared-types';
import type { Ring } from '@confab/shared-types';
import type { MessagePortMain } from 'electron';
import type { Host, SecretProtection, SecretStore, TrayState } from '../../shell/Host.ts';
import type { FromHub, HostRequest, ToHub } from '../hubMessages.ts';
import { MainPortTranscriber } from './MainPortTranscriber.ts';

interface Answer {
  readonly value: string | null;
  readonly port: MessagePortMain | undefined;
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: ConfabError): void;
}

export interface ElectronHostOptions {
  readonly protection: SecretProtection;
  /** Sends to the main process. */
  readonly post: (message: FromHub) => void;
}

/** The hub's shell in Electron: everything is asked of, or told to, the main process. */
export class ElectronHost implements Host {
  readonly secrets: SecretStore;
  readonly #post: (message: FromHub) => void;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor({ protection, post }: ElectronHostOptions) {
    this.#post = post;
    this.secrets = {
      protection,
      get: async (name) => (await this.#ask({ kind: 'get-secret', name })).value,
      set: async (name, value) => void (await this.#ask({ kind: 'set-secret', name, value })),
      delete: async (name) => void (await this.#ask({ kind: 'delete-secret', name })),
    };
  }

  /** Takes an answer of the main process; one that nobody waits for is late and means nothing. */
  receive(
    message: Extract<ToHub, { type: 'reply' | 'refusal' }>,
    port: MessagePortMain | undefined,
  ): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'reply') waiting?.resolve({ value: message.value, port });
    else waiting?.reject(ConfabError.fromWire(message.error));
  }

  async startTranscriber(): Promise<MainPortTranscriber> {
    const { port } = await this.#ask({ kind: 'start-transcriber' });
    if (port === undefined) throw new ConfabError('transcriber-stopped', 'no port was given');
    return new MainPortTranscriber(port);
  }

  showRing(server: string, ring: Ring, about: string | null): boolean {
    this.#post({ type: 'show-ring', server, ring, about });
    return true;
  }

  endRing(ring: Ring): void {
    this.#post({ type: 'end-ring', ring });
  }

  setTray(state: TrayState): void {
    const { sync, recentPages } = state;
    this.#post({
      type: 'tray',
      state: { ...state, sync: [...sync], recentPages: [...recentPages] },
    });
  }

  focusWindow(): void {
    this.#post({ type: 'focus-window' });
  }

  #ask(request: HostRequest): Promise<Answer> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#post({ type: 'request', id, request });
    });
  }
}
