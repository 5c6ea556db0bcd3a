import { ConfabError } from '@confab/shared-types';
import type { MessagePortMain } from 'electron';
import type { Host } from '../../shell/Host.ts';
import type { RunningHub } from '../../shell/RunningHub.ts';
import { toHubSchema } from '../hubMessages.ts';
import type { FromHub, ToHub } from '../hubMessages.ts';
import { ElectronHost } from './ElectronHost.ts';
import { MainPortFrames } from './MainPortFrames.ts';

export interface HubServiceOptions {
  /** Sends to the main process. */
  readonly post: (message: FromHub) => void;
  readonly createHub: (options: {
    readonly profileDir: string;
    readonly localServerUrl: string | null;
    readonly host: Host;
  }) => Promise<RunningHub & { wake(): void }>;
  /** Ends this process. */
  readonly exit: (code: number) => void;
  readonly log: (line: string) => void;
}

/** What the hub's process does with the messages of the main process. */
export class HubService {
  readonly #options: HubServiceOptions;
  #host: ElectronHost | undefined;
  #hub: (RunningHub & { wake(): void }) | undefined;

  constructor(options: HubServiceOptions) {
    this.#options = options;
  }

  async receive(raw: unknown, ports: readonly MessagePortMain[]): Promise<void> {
    const parsed = toHubSchema.safeParse(raw);
    if (!parsed.success) {
      this.#options.log(`a message of unknown form was ignored: ${parsed.error.message}`);
      return;
    }
    const message = parsed.data;
    switch (message.type) {
      case 'start':
        return this.#start(message);
      case 'attach':
        return this.#attach(ports[0]);
      case 'open-file':
        return this.#openFile(message);
      case 'wake':
        return this.#hub?.wake();
      case 'stop':
        return this.stop();
      case 'reply':
      case 'refusal':
        return this.#host?.receive(message, ports[0]);
    }
  }

  /** Writes everything and ends the process. */
  async stop(): Promise<void> {
    await this.#hub?.close();
    this.#options.exit(0);
  }

  async #start(message: Extract<ToHub, { type: 'start' }>): Promise<void> {
    const { post, createHub } = this.#options;
    const { profileDir, localServerUrl, protection } = message;
    this.#host = new ElectronHost({ protection, post });
    try {
      this.#hub = await createHub({ profileDir, localServerUrl, host: this.#host });
      post({ type: 'ready' });
    } catch (error) {
      const failure =
        error instanceof ConfabError ? error : new ConfabError('internal', String(error));
      post({ type: 'failed', error: failure.toWire() });
    }
  }

  #attach(port: MessagePortMain | undefined): void {
    if (port === undefined) this.#options.log('asked to attach a renderer without its port');
    else if (this.#hub === undefined) port.close();
    else this.#hub.attach(new MainPortFrames(port));
  }

  async #openFile({ id, capability }: Extract<ToHub, { type: 'open-file' }>): Promise<void> {
    const file = (await this.#hub?.openFile(capability)) ?? null;
    this.#options.post({ type: 'file', id, file });
  }
}
