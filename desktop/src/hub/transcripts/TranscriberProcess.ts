import { fromTranscriberSchema } from '@confab/shared-types';
import type { FromTranscriber, ModelDtype, ToTranscriber } from '@confab/shared-types';
import type { TranscriberPort } from '../../shell/Host.ts';
import type { Clock } from '../Clock.ts';
import type { Log } from '../log.ts';

/** The model to use: a folder as `ModelLibrary` gives it. */
export interface ModelChoice {
  readonly folder: string;
  readonly dtype?: ModelDtype;
  readonly threads?: number;
}

export interface TranscriberProcessOptions {
  readonly startTranscriber: () => Promise<TranscriberPort>;
  readonly onMessage: (message: FromTranscriber) => void;
  /** A process is there and loads the model: what it is to do is for the taker to say. */
  readonly onOpen: () => void;
  readonly onStarting: (again: boolean) => void;
  /** It died too often with nothing done in between. */
  readonly onGaveUp: () => void;
  /** Whether there is work; without it a process that died is not started again. */
  readonly isNeeded: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** Waits before the process is started again; it gives up when it dies this often with no progress. */
const restartDelaysMs = [0, 300, 1000, 3000, 10_000];
/** A model takes much memory: without speech it is let go. */
const idleMs = 120_000;

/** The transcriber process and its model: there while there is work, started again when it dies. */
export class TranscriberProcess {
  readonly #options: TranscriberProcessOptions;
  #model: ModelChoice | null = null;
  #port: TranscriberPort | null = null;
  #starting = false;
  #deaths = 0;
  #cancelWait: (() => void) | null = null;
  #closed = false;

  constructor(options: TranscriberProcessOptions) {
    this.#options = options;
  }

  get model(): ModelChoice | null {
    return this.#model;
  }

  get isOpen(): boolean {
    return this.#port !== null;
  }

  /** Ends the process of another model; where there is work, one with this model takes it over. */
  use(model: ModelChoice | null): void {
    this.#model = model;
    this.#deaths = 0;
    this.drop();
    if (model !== null && this.#options.isNeeded()) void this.#connect();
  }

  /** Starts the process where there is none. */
  wake(): void {
    if (this.#port !== null) this.#cancelTimer();
    else if (this.#cancelWait === null) void this.#connect();
  }

  /** Lets the process go after a while, unless it is woken. */
  rest(): void {
    if (this.#port === null) this.#cancelTimer();
    else this.#wait(idleMs, () => this.drop());
  }

  /** To be called when something was done: what dies later is started again as often as at first. */
  progressed(): void {
    this.#deaths = 0;
  }

  post(message: ToTranscriber): void {
    this.#port?.post(message);
  }

  drop(): void {
    this.#cancelTimer();
    const port = this.#port;
    this.#port = null;
    port?.close();
  }

  close(): void {
    this.#closed = true;
    this.drop();
  }

  async #connect(): Promise<void> {
    const model = this.#model;
    if (this.#starting || this.#closed || model === null) return;
    this.#starting = true;
    this.#options.onStarting(this.#deaths > 0);
    try {
      const port = await this.#options.startTranscriber();
      this.#starting = false;
      if (this.#isStale(model)) {
        port.close();
        if (this.#options.isNeeded()) void this.#connect();
        return;
      }
      this.#open(port, model);
    } catch (error) {
      this.#starting = false;
      this.#options.log('transcriber did not start', error);
      this.#died();
    }
  }

  #isStale(model: ModelChoice): boolean {
    return this.#closed || this.#model !== model;
  }

  #open(port: TranscriberPort, model: ModelChoice): void {
    this.#port = port;
    port.onMessage((raw) => {
      if (this.#port === port) this.#receive(raw);
    });
    port.onClose((reason) => {
      if (this.#port !== port) return;
      this.#port = null;
      this.#options.log(`transcriber ended: ${reason}`);
      this.#died();
    });
    const { folder, dtype, threads } = model;
    const wanted = {
      ...(dtype === undefined ? {} : { dtype }),
      ...(threads === undefined ? {} : { threads }),
    };
    this.post({ type: 'load', modelFolder: folder, ...wanted });
    this.#options.onOpen();
    if (!this.#options.isNeeded()) this.rest();
  }

  #receive(raw: unknown): void {
    const parsed = fromTranscriberSchema.safeParse(raw);
    if (parsed.success) this.#options.onMessage(parsed.data);
    else this.#options.log('transcriber sent what cannot be read', parsed.error);
  }

  #died(): void {
    if (this.#closed) return;
    this.#cancelTimer();
    if (!this.#options.isNeeded()) return;
    const delay = restartDelaysMs[this.#deaths];
    this.#deaths += 1;
    if (delay === undefined) {
      this.#options.onGaveUp();
      return;
    }
    this.#options.onStarting(true);
    this.#wait(delay, () => void this.#connect());
  }

  #wait(ms: number, run: () => void): void {
    this.#cancelTimer();
    this.#cancelWait = this.#options.clock.after(ms, () => {
      this.#cancelWait = null;
      run();
    });
  }

  #cancelTimer(): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
  }
}
