import { ConfabError, fromTranscriberSchema } from '@confab/shared-types';
import type {
  Draft,
  FromTranscriber,
  ModelDtype,
  Segment,
  SpeechState,
  ToTranscriber,
  WireError,
} from '@confab/shared-types';
import type { TranscriberPort } from '../../shell/Host.ts';
import type { Clock } from '../Clock.ts';
import type { Log } from '../log.ts';
import { SpeakerSession } from './SpeakerSession.ts';
import type { SpeakerOptions } from './SpeakerSession.ts';

/** The model to use: a folder as `ModelLibrary` gives it. */
export interface ModelChoice {
  readonly folder: string;
  readonly dtype?: ModelDtype;
  readonly threads?: number;
}

export interface TranscriberClientOptions {
  readonly startTranscriber: () => Promise<TranscriberPort>;
  readonly onSegment: (segment: Segment) => void;
  readonly onDraft: (draft: Draft) => void;
  readonly onState: (state: SpeechState) => void;
  readonly clock: Clock;
  readonly log: Log;
  /** How much unprocessed audio of a speaker is kept for a process that has to start over. */
  readonly backlogSeconds?: number;
}

/** Waits before the process is started again; it gives up when it dies this often with no progress. */
const restartDelaysMs = [0, 300, 1000, 3000, 10_000];
/** A model takes much memory: without speech it is let go. */
const idleMs = 120_000;

/**
 * The hub's side of the transcriber process. It starts the process when someone speaks, starts it
 * again when it dies, and sends it again what it had not finished, so that each utterance becomes
 * one line however often that happens.
 */
export class TranscriberClient {
  readonly #options: TranscriberClientOptions;
  readonly #sessions = new Map<string, SpeakerSession>();
  #model: ModelChoice | null = null;
  #port: TranscriberPort | null = null;
  #starting = false;
  #deaths = 0;
  #lastError: WireError | null = null;
  #cancelWait: (() => void) | null = null;
  #closed = false;
  #state: SpeechState = { state: 'no-model' };

  constructor(options: TranscriberClientOptions) {
    this.#options = options;
  }

  get state(): SpeechState {
    return this.#state;
  }

  /** Sets the model; speech that goes on is continued with it. */
  useModel(model: ModelChoice | null): void {
    this.#model = model;
    this.#deaths = 0;
    this.#dropPort();
    if (model === null) this.#failAll(new ConfabError('model-missing'), { state: 'no-model' });
    else if (this.#sessions.size > 0) void this.#connect();
    else this.#setState({ state: 'idle' });
  }

  /** Opens a speaker's stream. `session` is speaker and track; throws `model-missing` without a model. */
  start(session: string, options: SpeakerOptions): void {
    if (this.#model === null) throw new ConfabError('model-missing');
    if (this.#sessions.has(session)) throw new ConfabError('already-done', session);
    const speaker = new SpeakerSession(session, options, this.#options.backlogSeconds ?? 300);
    this.#sessions.set(session, speaker);
    this.#cancelTimer();
    if (this.#port === null) void this.#connect();
    else this.#postAll(speaker.resume());
  }

  /** Adds audio, mono 16 kHz; a position may jump ahead over silence. */
  pushAudio(session: string, firstSample: number, samples: Float32Array): void {
    const speaker = this.#sessions.get(session);
    if (speaker === undefined) throw new ConfabError('not-found', session);
    const lostBefore = speaker.lostSamples;
    const message = speaker.add(firstSample, samples);
    if (lostBefore === 0 && speaker.lostSamples > 0) {
      this.#options.log('transcriber is further behind than audio is kept for a restart');
    }
    this.#post(message);
  }

  /** Resolves when everything said before is a line. Rejects when it cannot become one. */
  async stop(session: string): Promise<void> {
    const speaker = this.#sessions.get(session);
    if (speaker === undefined) return;
    const message = speaker.stop();
    this.#post(message);
    await speaker.ended;
  }

  /** Ends the process; what was not final is not written. */
  close(): void {
    this.#closed = true;
    this.#dropPort();
    this.#failAll(new ConfabError('transcriber-stopped'), { state: 'idle' });
  }

  async #connect(): Promise<void> {
    const model = this.#model;
    if (this.#starting || this.#closed || model === null) return;
    this.#starting = true;
    this.#setState(this.#deaths === 0 ? { state: 'loading' } : { state: 'restarting' });
    try {
      const port = await this.#options.startTranscriber();
      this.#starting = false;
      if (this.#isStale(model)) {
        port.close();
        void this.#connect();
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
    this.#post({ type: 'load', modelFolder: folder, ...wanted });
    for (const speaker of this.#sessions.values()) this.#postAll(speaker.resume());
  }

  #died(): void {
    if (this.#closed) return;
    if (this.#sessions.size === 0) {
      this.#setState(this.#model === null ? { state: 'no-model' } : { state: 'idle' });
      return;
    }
    const delay = restartDelaysMs[this.#deaths];
    this.#deaths += 1;
    if (delay === undefined) {
      this.#giveUp(this.#lastError ?? { code: 'transcriber-stopped' });
      return;
    }
    this.#setState({ state: 'restarting' });
    this.#wait(delay, () => void this.#connect());
  }

  #receive(raw: unknown): void {
    const parsed = fromTranscriberSchema.safeParse(raw);
    if (!parsed.success) {
      this.#options.log('transcriber sent what cannot be read', parsed.error);
      return;
    }
    const message = parsed.data;
    if (message.type === 'loaded') this.#setState({ state: 'running', behindMs: 0 });
    else if (message.type === 'failed') this.#failed(message);
    else if ('session' in message) this.#receiveOf(message);
  }

  #receiveOf(message: Extract<FromTranscriber, { session: string; type: unknown }>): void {
    const speaker = this.#sessions.get(message.session);
    if (speaker === undefined) return;
    switch (message.type) {
      case 'draft':
        this.#options.onDraft(message);
        return;
      case 'segment':
        this.#progressed();
        if (speaker.isNew(message)) this.#options.onSegment(message);
        return;
      case 'processed':
        this.#progressed();
        speaker.markProcessed(message.upToSample);
        this.#setState({ state: 'running', behindMs: this.#behindMs() });
        return;
      case 'stopped':
        this.#progressed();
        this.#sessions.delete(speaker.id);
        speaker.end();
        this.#restIfIdle();
        return;
      default:
        return;
    }
  }

  #failed({ error, session }: Extract<FromTranscriber, { type: 'failed' }>): void {
    this.#lastError = error;
    const speaker = session === undefined ? undefined : this.#sessions.get(session);
    if (error.code === 'malformed-message') {
      this.#options.log(`transcriber could not read a message: ${error.detail ?? ''}`);
    } else if (session === undefined) this.#giveUp(error);
    else if (error.code === 'language-unsupported' && speaker !== undefined) {
      this.#sessions.delete(session);
      speaker.fail(ConfabError.fromWire(error));
      this.#setState({ state: 'failed', ...error });
      this.#restIfIdle();
    } else {
      // Anything else that befalls a session ends the process, which is then started again.
      this.#options.log(`transcriber failed: ${error.code}`);
    }
  }

  #giveUp(error: WireError): void {
    this.#dropPort();
    this.#failAll(ConfabError.fromWire(error), { state: 'failed', ...error });
  }

  #failAll(error: Error, state: SpeechState): void {
    const failed = [...this.#sessions.values()];
    this.#sessions.clear();
    for (const speaker of failed) speaker.fail(error);
    this.#setState(state);
  }

  #progressed(): void {
    this.#deaths = 0;
    this.#lastError = null;
  }

  #restIfIdle(): void {
    if (this.#sessions.size > 0) return;
    if (this.#state.state !== 'failed') this.#setState({ state: 'idle' });
    this.#wait(idleMs, () => this.#dropPort());
  }

  #behindMs(): number {
    return Math.max(0, ...this.#sessions.values().map((speaker) => speaker.behindMs));
  }

  #dropPort(): void {
    this.#cancelTimer();
    const port = this.#port;
    this.#port = null;
    port?.close();
  }

  #wait(ms: number, run: () => void): void {
    this.#cancelTimer();
    this.#cancelWait = this.#options.clock.after(ms, run);
  }

  #cancelTimer(): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
  }

  #postAll(messages: Iterable<ToTranscriber>): void {
    for (const message of messages) this.#post(message);
  }

  #post(message: ToTranscriber): void {
    this.#port?.post(message);
  }

  #setState(state: SpeechState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
