import { ConfabError, toTranscriberSchema } from '@confab/shared-types';
import type { FromTranscriber, ToTranscriber, WireError } from '@confab/shared-types';
import { AudioFeed } from './AudioFeed.ts';
import { InferenceQueue } from './InferenceQueue.ts';
import { LiveSession } from './LiveSession.ts';
import type { VoiceDetector } from './VoiceDetector.ts';
import type { SpeechRecognizer } from './SpeechRecognizer.ts';
import { transcribeFile } from './transcribeFile.ts';

type Message<T extends ToTranscriber['type']> = Extract<ToTranscriber, { type: T }>;

export interface TranscriberOptions {
  readonly emit: (message: FromTranscriber) => void;
  readonly loadModel: (request: Message<'load'>) => Promise<SpeechRecognizer>;
  readonly createDetector: () => Promise<VoiceDetector>;
  /** An inference failed in the middle of speech: nothing in this process can be relied on. */
  readonly onBroken: () => void;
  readonly now: () => number;
}

/** What the transcriber process does with the messages of its hub, one at a time and in order. */
export class Transcriber {
  readonly #options: TranscriberOptions;
  readonly #queue = new InferenceQueue();
  readonly #sessions = new Map<string, LiveSession>();
  readonly #jobs = new Map<string, { readonly feed: AudioFeed; readonly abort: AbortController }>();
  #recognizer: SpeechRecognizer | null = null;
  #handled: Promise<void> = Promise.resolve();

  constructor(options: TranscriberOptions) {
    this.#options = options;
  }

  receive(raw: unknown): void {
    const parsed = toTranscriberSchema.safeParse(raw);
    if (!parsed.success) {
      const detail = parsed.error.issues[0]?.message ?? 'unknown form';
      this.#emitError({ code: 'malformed-message', detail });
      return;
    }
    const message = parsed.data;
    this.#handled = this.#handled
      .then(() => this.#handle(message))
      .catch((error: unknown) => this.#emitError(asWireError(error), about(message)));
  }

  async #handle(message: ToTranscriber): Promise<void> {
    switch (message.type) {
      case 'load':
        return this.#load(message);
      case 'unload':
        return this.#unload();
      case 'start':
        return this.#start(message);
      case 'audio':
        this.#session(message.session).push(message.firstSample, message.samples);
        return;
      case 'stop':
        return this.#stop(message.session);
      case 'transcribe':
        return this.#startJob(message);
      case 'file-audio':
        this.#jobs.get(message.job)?.feed.push(message.samples);
        return;
      case 'file-end':
        this.#jobs.get(message.job)?.feed.end();
        return;
      case 'cancel':
        this.#jobs.get(message.job)?.abort.abort();
        this.#jobs.get(message.job)?.feed.end();
        this.#jobs.delete(message.job);
        return;
    }
  }

  async #load(request: Message<'load'>): Promise<void> {
    await this.#unload();
    this.#recognizer = await this.#options.loadModel(request);
    this.#options.emit({ type: 'loaded', model: this.#recognizer.info });
  }

  async #unload(): Promise<void> {
    // In the queue, so that it does not pull the model from under an inference.
    await this.#queue.run('final', async () => {
      await this.#recognizer?.dispose();
      this.#recognizer = null;
    });
  }

  async #start(request: Message<'start'>): Promise<void> {
    const { session } = request;
    this.#requireLanguage(request.language);
    const detector = await this.#options.createDetector();
    const live = new LiveSession({
      ...request,
      detector,
      recognizer: () => this.#loaded(),
      queue: this.#queue,
      emit: this.#options.emit,
      now: this.#options.now,
      onError: (error) => {
        this.#emitError(asWireError(error), { session });
        this.#options.onBroken();
      },
    });
    this.#sessions.set(session, live);
  }

  async #stop(session: string): Promise<void> {
    const live = this.#session(session);
    this.#sessions.delete(session);
    // Not awaited by the messages of others: the last lines may take a while.
    void live.stop().then(
      () => this.#options.emit({ type: 'stopped', session }),
      (error: unknown) => this.#emitError(asWireError(error), { session }),
    );
    return Promise.resolve();
  }

  async #startJob(request: Message<'transcribe'>): Promise<void> {
    this.#requireLanguage(request.language);
    const detector = await this.#options.createDetector();
    const feed = new AudioFeed();
    const abort = new AbortController();
    this.#jobs.set(request.job, { feed, abort });
    void this.#runJob(request, feed, abort.signal, detector);
  }

  async #runJob(
    { job, totalSamples, words = true, ...request }: Message<'transcribe'>,
    audio: AudioFeed,
    signal: AbortSignal,
    detector: VoiceDetector,
  ): Promise<void> {
    const { emit } = this.#options;
    try {
      const lines = transcribeFile(audio, {
        ...request,
        recognizer: this.#loaded(),
        detector,
        words,
        signal,
        schedule: (task) => this.#queue.run('file', task),
        onProgress: (progress) => {
          const fraction = fractionOf(progress.upToSample, totalSamples);
          emit({ type: 'progress', job, ...progress, ...fraction });
        },
      });
      for await (const { words: timed, ...line } of lines) {
        if (signal.aborted || line.text === '') continue;
        const withWords = timed === undefined ? {} : { words: [...timed] };
        emit({ type: 'file-segment', job, ...line, ...withWords });
      }
      if (!signal.aborted) emit({ type: 'done', job });
    } catch (error) {
      if (!signal.aborted) this.#emitError(asWireError(error), { job });
    } finally {
      this.#jobs.delete(job);
    }
  }

  #loaded(): SpeechRecognizer {
    if (this.#recognizer === null) throw new ConfabError('model-missing');
    return this.#recognizer;
  }

  #requireLanguage(language: string): void {
    const { languages } = this.#loaded().info;
    if (language === 'auto' || languages.includes(language)) return;
    throw new ConfabError('language-unsupported', language);
  }

  #session(session: string): LiveSession {
    const live = this.#sessions.get(session);
    if (live === undefined) throw new ConfabError('not-found', session);
    return live;
  }

  #emitError(error: WireError, of: { session?: string; job?: string } = {}): void {
    this.#options.emit({ type: 'failed', error, ...of });
  }
}

function about(message: ToTranscriber): { session?: string; job?: string } {
  if ('session' in message) return { session: message.session };
  return 'job' in message ? { job: message.job } : {};
}

function fractionOf(upTo: number, total: number | undefined): { fraction?: number } {
  return total === undefined || total === 0 ? {} : { fraction: Math.min(1, upTo / total) };
}

function asWireError(error: unknown): WireError {
  if (error instanceof ConfabError) return error.toWire();
  const detail = error instanceof Error ? error.message : String(error);
  return { code: 'internal', detail: detail.slice(0, 1000) };
}
