import { ConfabError } from '@confab/shared-types';
import type {
  Draft,
  FromTranscriber,
  Segment,
  SpeechState,
  ToTranscriber,
  WireError,
} from '@confab/shared-types';
import type { TranscriberPort } from '../../shell/Host.ts';
import type { Clock } from '../Clock.ts';
import type { Log } from '../log.ts';
import { RecordingJob } from './RecordingJob.ts';
import type { RecordingOptions } from './RecordingJob.ts';
import { SpeakerSession } from './SpeakerSession.ts';
import type { SpeakerOptions } from './SpeakerSession.ts';
import { TranscriberProcess } from './TranscriberProcess.ts';
import type { ModelChoice } from './TranscriberProcess.ts';

export type { ModelChoice } from './TranscriberProcess.ts';
export type { RecordedLine, RecordingOptions } from './RecordingJob.ts';

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

/** Five minutes are promised; a model much slower than speech needs more. */
const defaultBacklogSeconds = 600;

/**
 * The hub's side of the transcriber process. It starts the process when someone speaks, starts it
 * again when it dies, and sends it again what it had not finished, so that each utterance becomes
 * one line however often that happens. Recordings are transcribed one at a time, behind what is said
 * live.
 */
export class TranscriberClient {
  readonly #options: TranscriberClientOptions;
  readonly #process: TranscriberProcess;
  readonly #sessions = new Map<string, SpeakerSession>();
  /** The first one runs. */
  readonly #jobs: RecordingJob[] = [];
  #jobCount = 0;
  #lastError: WireError | null = null;
  #state: SpeechState = { state: 'no-model' };

  constructor(options: TranscriberClientOptions) {
    this.#options = options;
    this.#process = new TranscriberProcess({
      ...options,
      onMessage: (message) => this.#receive(message),
      onOpen: () => {
        for (const speaker of this.#sessions.values()) this.#postAll(speaker.resume());
        this.#jobs[0]?.begin();
      },
      onStarting: (again) => this.#setState({ state: again ? 'restarting' : 'loading' }),
      onGaveUp: () => this.#giveUp(this.#lastError ?? { code: 'transcriber-stopped' }),
      isNeeded: () => this.#isNeeded,
    });
  }

  get state(): SpeechState {
    return this.#state;
  }

  /** Sets the model; speech that goes on is continued with it. */
  useModel(model: ModelChoice | null): void {
    this.#process.use(model);
    if (model === null) this.#failAll(new ConfabError('model-missing'), { state: 'no-model' });
    else if (!this.#isNeeded) this.#setState({ state: 'idle' });
  }

  /** Opens a speaker's stream. `session` is speaker and track; throws `model-missing` without a model. */
  start(session: string, options: SpeakerOptions): void {
    if (this.#process.model === null) throw new ConfabError('model-missing');
    if (this.#sessions.has(session)) throw new ConfabError('already-done', session);
    const { backlogSeconds = defaultBacklogSeconds } = this.#options;
    const speaker = new SpeakerSession(session, options, backlogSeconds);
    this.#sessions.set(session, speaker);
    this.#postAll(speaker.resume());
    this.#process.wake();
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
    this.#process.post(message);
  }

  /** Resolves when everything said before is a line. Rejects when it cannot become one. */
  async stop(session: string): Promise<void> {
    const speaker = this.#sessions.get(session);
    if (speaker === undefined) return;
    const message = speaker.stop();
    this.#process.post(message);
    await speaker.ended;
  }

  /**
   * Transcribes a recording after those that were asked for before. Rejects with the signal's reason,
   * the error of `audio` once what came before it is written, or a ConfabError: `model-missing`,
   * `language-unsupported`, `transcriber-stopped` or what the model failed with.
   */
  async transcribeFile(options: RecordingOptions): Promise<void> {
    if (this.#process.model === null) throw new ConfabError('model-missing');
    options.signal?.throwIfAborted();
    this.#jobCount += 1;
    const job = new RecordingJob(`recording-${this.#jobCount}`, options, (message) =>
      this.#process.post(message),
    );
    this.#jobs.push(job);
    if (this.#jobs.length === 1 && this.#process.isOpen) job.begin();
    this.#process.wake();
    try {
      await job.ended;
    } finally {
      this.#leave(job);
    }
  }

  /** Ends the process; what was not final is not written. */
  close(): void {
    this.#process.close();
    this.#failAll(new ConfabError('transcriber-stopped'), { state: 'idle' });
  }

  get #isNeeded(): boolean {
    return this.#sessions.size > 0 || this.#jobs.length > 0;
  }

  /** Makes place for the next recording. */
  #leave(job: RecordingJob): void {
    const index = this.#jobs.indexOf(job);
    if (index === -1) return;
    this.#jobs.splice(index, 1);
    if (index === 0 && this.#process.isOpen) this.#jobs[0]?.begin();
    this.#restIfIdle();
  }

  #receive(message: FromTranscriber): void {
    if (message.type === 'loaded') this.#setState({ state: 'running', behindMs: 0 });
    else if (message.type === 'failed') this.#failed(message);
    else if ('session' in message) this.#receiveOf(message);
    else {
      const [job] = this.#jobs;
      if (job?.id === message.job && job.receive(message)) this.#progressed();
    }
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
        return;
      case 'behind':
        speaker.markBehind(message.samples);
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

  #failed({ error, session, job }: Extract<FromTranscriber, { type: 'failed' }>): void {
    if (job === undefined) this.#lastError = error;
    const speaker = session === undefined ? undefined : this.#sessions.get(session);
    if (error.code === 'malformed-message') {
      this.#options.log(`transcriber could not read a message: ${error.detail ?? ''}`);
    } else if (job !== undefined) {
      const failed = this.#jobs.find(({ id }) => id === job);
      failed?.fail(ConfabError.fromWire(error));
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
    this.#process.drop();
    this.#failAll(ConfabError.fromWire(error), { state: 'failed', ...error });
  }

  #failAll(error: Error, state: SpeechState): void {
    const speakers = [...this.#sessions.values()];
    const jobs = this.#jobs.splice(0);
    this.#sessions.clear();
    for (const speaker of speakers) speaker.fail(error);
    for (const job of jobs) job.fail(error);
    this.#setState(state);
  }

  #progressed(): void {
    this.#process.progressed();
    this.#lastError = null;
  }

  #restIfIdle(): void {
    if (this.#isNeeded) return;
    if (this.#state.state !== 'failed') this.#setState({ state: 'idle' });
    this.#process.rest();
  }

  #behindMs(): number {
    return Math.max(0, ...this.#sessions.values().map((speaker) => speaker.behindMs));
  }

  #postAll(messages: Iterable<ToTranscriber>): void {
    for (const message of messages) this.#process.post(message);
  }

  #setState(state: SpeechState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
