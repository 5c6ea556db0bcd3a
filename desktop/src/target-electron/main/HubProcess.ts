import { ConfabError } from '@confab/shared-types';
import type { MessageChannelMain, MessagePortMain, UtilityProcess } from 'electron';
import type { HubFile } from '../../shell/RunningHub.ts';
import { fromHubSchema } from '../hubMessages.ts';
import type { HostNotice, HostRequest, ToHub } from '../hubMessages.ts';
import { Backoff } from './Backoff.ts';

export type HubChild = Pick<UtilityProcess, 'postMessage' | 'kill'> & {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
};

/** Answers what the hub asks of its shell. */
export interface HostAnswers {
  answer(
    request: HostRequest,
  ): Promise<{ readonly value: string | null; readonly port?: MessagePortMain }>;
  notice(notice: HostNotice): void;
}

export interface HubProcessOptions {
  readonly fork: () => HubChild;
  readonly createChannel: () => Pick<MessageChannelMain, 'port1' | 'port2'>;
  readonly start: Extract<ToHub, { type: 'start' }>;
  readonly host: HostAnswers;
  /** Calls back after so many milliseconds; returns a way to call it off. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** How long a hub may take to write what it holds before it is ended. */
const stopLimitMs = 10_000;

interface Life {
  readonly child: HubChild;
  readonly startedAt: number;
  ready: boolean;
}

/**
 * Runs the hub in a process of its own, starts it again when it ends by itself, and hands out
 * channels to it. A renderer whose channel closed asks for a new one.
 */
export class HubProcess {
  readonly #options: HubProcessOptions;
  readonly #backoff = new Backoff();
  readonly #files = new Map<number, (file: HubFile | null) => void>();
  #life: Life | undefined;
  #first = Promise.withResolvers<void>();
  #lastFile = 0;
  #exited: (() => void) | undefined;
  #cancelRestart: (() => void) | undefined;
  #stopping = false;

  constructor(options: HubProcessOptions) {
    this.#options = options;
  }

  /** Resolves when the hub serves; rejects with a ConfabError when its first start fails. */
  start(): Promise<void> {
    this.#launch();
    return this.#first.promise;
  }

  /** A port for a renderer; throws `not-connected` while the hub is not there. */
  connect(): MessagePortMain {
    const life = this.#life;
    if (life?.ready !== true) throw new ConfabError('not-connected', 'the hub is starting');
    const { port1, port2 } = this.#options.createChannel();
    this.#post(life.child, { type: 'attach' }, [port1]);
    return port2;
  }

  /** Null also when the hub goes away before it answers. */
  openFile(capability: string): Promise<HubFile | null> {
    const life = this.#life;
    if (life?.ready !== true || capability.length > 200) return Promise.resolve(null);
    const id = ++this.#lastFile;
    return new Promise((resolve) => {
      this.#files.set(id, resolve);
      this.#post(life.child, { type: 'open-file', id, capability });
    });
  }

  /** The machine woke up or is online again. */
  wake(): void {
    if (this.#life !== undefined) this.#post(this.#life.child, { type: 'wake' });
  }

  /** Resolves when the process has written everything and ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#cancelRestart?.();
    const life = this.#life;
    if (life === undefined) return;
    const ended = new Promise<void>((resolve) => (this.#exited = resolve));
    const cancelKill = this.#options.after(stopLimitMs, () => {
      this.#options.log('the hub did not stop in time and is ended');
      life.child.kill();
    });
    this.#post(life.child, { type: 'stop' });
    await ended;
    cancelKill();
  }

  #launch(): void {
    const child = this.#options.fork();
    const life: Life = { child, startedAt: this.#options.now(), ready: false };
    this.#life = life;
    child.on('message', (raw) => this.#receive(life, raw));
    child.on('exit', (code) => this.#ended(life, code));
    this.#post(child, this.#options.start);
  }

  #ended(life: Life, code: number): void {
    this.#life = undefined;
    for (const resolve of this.#files.values()) resolve(null);
    this.#files.clear();
    this.#exited?.();
    if (this.#stopping) return;
    this.#first.reject(new ConfabError('internal', `the hub ended with code ${code}`));
    const delay = this.#backoff.next(this.#options.now() - life.startedAt);
    this.#options.log(`the hub ended with code ${code}; starting it again in ${delay} ms`);
    this.#cancelRestart = this.#options.after(delay, () => this.#launch());
  }

  #receive(life: Life, raw: unknown): void {
    const parsed = fromHubSchema.safeParse(raw);
    if (!parsed.success) {
      this.#options.log(`a message of the hub was ignored: ${parsed.error.message}`);
      return;
    }
    const message = parsed.data;
    switch (message.type) {
      case 'ready':
        life.ready = true;
        this.#first.resolve();
        return;
      case 'failed':
        this.#options.log(`the hub could not start: ${message.error.code}`);
        this.#first.reject(ConfabError.fromWire(message.error));
        life.child.kill();
        return;
      case 'file':
        this.#files.get(message.id)?.(message.file);
        this.#files.delete(message.id);
        return;
      case 'request':
        void this.#answer(life.child, message.id, message.request);
        return;
      default:
        this.#options.host.notice(message);
    }
  }

  async #answer(child: HubChild, id: number, request: HostRequest): Promise<void> {
    try {
      const { value, port } = await this.#options.host.answer(request);
      this.#post(child, { type: 'reply', id, value }, port === undefined ? [] : [port]);
    } catch (error) {
      const failure =
        error instanceof ConfabError ? error : new ConfabError('internal', String(error));
      this.#options.log(`${request.kind} failed: ${failure.message}`);
      this.#post(child, { type: 'refusal', id, error: failure.toWire() });
    }
  }

  #post(child: HubChild, message: ToHub, ports: MessagePortMain[] = []): void {
    child.postMessage(message, ports);
  }
}
