import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { ConfabError } from '@confab/shared-types';
import { Inbox } from '../shell/Inbox.ts';
import type { Host, SecretStore, TranscriberPort } from '../shell/Host.ts';
import { FileSecrets } from '../shell/FileSecrets.ts';

export interface NodeHostOptions {
  readonly profileDir: string;
  /** Absolute path of the transcriber's entry. */
  readonly transcriberEntry: string;
  readonly log: (line: string) => void;
}

/**
 * The hub's shell in plain Node. It has no windows, tray or notifications of its own: an open tab
 * shows rings, and while none is open nothing does.
 */
export class NodeHost implements Host {
  readonly secrets: SecretStore;
  readonly #options: NodeHostOptions;

  constructor(options: NodeHostOptions) {
    this.#options = options;
    this.secrets = new FileSecrets(join(options.profileDir, 'secrets.json'), options.log);
  }

  startTranscriber(): Promise<TranscriberPort> {
    // Advanced serialisation carries samples as they are instead of as JSON; `stdout` of this
    // process is for its own ready line.
    const child = fork(this.#options.transcriberEntry, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return new Promise((resolve, reject) => {
      const failed = (error: Error) =>
        reject(new ConfabError('transcriber-stopped', error.message, { cause: error }));
      child.once('error', failed);
      child.once('spawn', () => {
        child.off('error', failed);
        resolve(new ChildProcessPort(child));
      });
    });
  }

  showRing(): boolean {
    return false;
  }

  endRing(): void {
    // No ring was shown outside the tabs, and those are told by the hub's events.
  }

  setTray(): void {
    // There is no tray.
  }

  focusWindow(): void {
    // A process cannot raise a browser's tab; the second start opens one of its own.
  }
}

class ChildProcessPort implements TranscriberPort {
  readonly #child: ChildProcess;
  readonly #inbox = new Inbox<unknown>();

  constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (message) => this.#inbox.deliver(message));
    child.on('error', (error) => this.#inbox.close(error.message));
    child.on('exit', (code, signal) => this.#inbox.close(signal ?? `exit code ${code}`));
  }

  post(message: unknown): void {
    if (!this.#child.connected) return;
    this.#child.send(message as object, (error) => {
      if (error !== null) this.#inbox.close(error.message);
    });
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#inbox.onMessage(listener);
  }

  onClose(listener: (reason: string) => void): void {
    this.#inbox.onClose(listener);
  }

  close(): void {
    this.#child.kill();
  }
}
