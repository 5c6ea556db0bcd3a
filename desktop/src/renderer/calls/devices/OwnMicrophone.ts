import type { LocalMedia, MediaOutcome } from './localMedia.ts';
import type {
  MediaNotice,
  MicrophoneState,
  ProcessTrack,
  ProcessedTrack,
} from './ownMediaState.ts';
import { createSettler } from './settle.ts';
import { SpeakingDetector } from './SpeakingDetector.ts';
import type { MeterVoice, VoiceMeter } from './voiceMeter.ts';

export interface OwnMicrophoneOptions {
  readonly open: LocalMedia['openMicrophone'];
  readonly meter: MeterVoice;
  readonly suppressNoise: ProcessTrack;
  readonly deviceId: string | null;
  readonly noiseSuppression: boolean;
  readonly muted: boolean;
  readonly onState: (state: MicrophoneState) => void;
  readonly onSpeakingWhileMuted: (speaking: boolean) => void;
  /** What is to be sent; null: nothing. */
  readonly onSound: (sound: MediaStreamTrack | null, muted: boolean) => void;
  readonly onNotice: (notice: MediaNotice) => void;
  readonly onProblem: (error: unknown) => void;
}

/** An open microphone and what is made of it. */
interface OpenMicrophone {
  /** What was asked for; null: the system's choice. */
  readonly wish: string | null;
  /** Never disabled: level and the muted speaker are heard in it. It leaves this machine nowhere. */
  readonly device: MediaStreamTrack;
  /** For transcription, silent while muted. */
  readonly speech: MediaStreamTrack;
  readonly meter: VoiceMeter;
  sent: ProcessedTrack;
  suppressed: boolean;
}

const listenEveryMs = 100;

/**
 * The person's microphone. Mute keeps the device and sends nothing; another device or another
 * treatment is made ready first and then takes over, so nothing of what is said is lost between.
 */
export class OwnMicrophone {
  readonly #options: OwnMicrophoneOptions;
  readonly #settle: () => Promise<void>;
  readonly #detector = new SpeakingDetector();
  #state: MicrophoneState = 'starting';
  #wanted = false;
  #deviceId: string | null;
  #suppress: boolean;
  #muted: boolean;
  #open: OpenMicrophone | null = null;
  #listening: ReturnType<typeof setInterval> | undefined;
  #stopped = false;

  constructor(options: OwnMicrophoneOptions) {
    this.#options = options;
    this.#deviceId = options.deviceId;
    this.#suppress = options.noiseSuppression;
    this.#muted = options.muted;
    this.#settle = createSettler(() => this.#step());
  }

  get muted(): boolean {
    return this.#muted;
  }

  /**
   * What transcription listens to: the device as the browser cleans it, without noise suppression of
   * our own. Recognition was trained on sound with noise in it, and hears what a suppressor cuts off.
   */
  get speech(): MediaStreamTrack | null {
    return this.#open?.speech ?? null;
  }

  /** The device in use; null where the browser does not tell. */
  get usedDevice(): string | null {
    return this.#open?.device.getSettings().deviceId ?? null;
  }

  open(): Promise<void> {
    this.#wanted = true;
    return this.#settle();
  }

  /** Without a microphone, unmuting asks for one again. */
  setMuted(muted: boolean): void {
    this.#muted = muted;
    const open = this.#open;
    if (open === null) {
      if (!muted && !this.#wanted) this.#told(this.open());
      return;
    }
    open.speech.enabled = !muted;
    this.#options.onSound(open.sent.track, muted);
    this.#set(muted ? 'muted' : 'on');
  }

  choose(deviceId: string | null): void {
    this.#deviceId = deviceId;
    if (this.#state === 'missing') this.#wanted = true;
    this.#told(this.#settle());
  }

  setNoiseSuppression(on: boolean): void {
    this.#suppress = on;
    this.#told(this.#settle());
  }

  /** How loud it is in front of the microphone, muted or not: 0 to 1. */
  level(): number {
    return this.#open?.meter.level() ?? 0;
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#listening);
    this.#release(this.#open);
    this.#open = null;
  }

  async #step(): Promise<boolean> {
    if (this.#stopped || !this.#wanted) return false;
    const open = this.#open;
    if (open === null || open.wish !== this.#deviceId) {
      await this.#openDevice(this.#deviceId);
      return true;
    }
    if (open.suppressed === this.#suppress) return false;
    await this.#treat(open, this.#suppress);
    return true;
  }

  async #openDevice(wish: string | null): Promise<void> {
    if (this.#open === null) this.#set('starting');
    const outcome = await this.#options.open(wish);
    if (this.#stopped) {
      if (outcome.result === 'ok') outcome.track.stop();
      return;
    }
    if (outcome.result !== 'ok') return this.#onRefused(outcome.result);
    await this.#use(wish, outcome.track);
  }

  async #use(wish: string | null, device: MediaStreamTrack): Promise<void> {
    const meter = this.#options.meter(device);
    const before = this.#open;
    const suppressed = this.#suppress;
    const sent = await this.#process(device, suppressed);
    const open = { wish, device, speech: device.clone(), meter, sent, suppressed };
    if (this.#stopped) return this.#release(open);
    device.addEventListener('ended', () => this.#onUnplugged(open));
    this.#open = open;
    this.setMuted(this.#muted);
    this.#release(before);
  }

  async #process(device: MediaStreamTrack, suppress: boolean): Promise<ProcessedTrack> {
    // Muting is done on the copy: the device itself goes on for level and speaking while muted.
    if (!suppress) return copyOf(device);
    try {
      return await this.#options.suppressNoise(device, (error) => this.#onNoSuppression(error));
    } catch (error) {
      this.#onNoSuppression(error);
      return copyOf(device);
    }
  }

  async #treat(open: OpenMicrophone, suppress: boolean): Promise<void> {
    const sent = await this.#process(open.device, suppress);
    if (this.#stopped || this.#open !== open) return sent.stop();
    const before = open.sent;
    open.sent = sent;
    open.suppressed = suppress;
    this.#options.onSound(sent.track, this.#muted);
    before.stop();
  }

  #onNoSuppression(error: unknown): void {
    if (this.#stopped) return;
    this.#options.onProblem(error);
    this.#options.onNotice({ type: 'no-noise-suppression' });
    this.setNoiseSuppression(false);
  }

  #onRefused(result: Exclude<MediaOutcome['result'], 'ok'>): void {
    if (this.#open !== null) {
      // The one in use goes on.
      this.#deviceId = this.#open.wish;
      return this.#options.onNotice({ type: 'not-opened', kind: 'microphone' });
    }
    this.#wanted = false;
    this.#options.onSound(null, this.#muted);
    this.#set(result);
  }

  #onUnplugged(open: OpenMicrophone): void {
    if (this.#stopped || this.#open !== open) return;
    this.#release(open);
    this.#open = null;
    this.#deviceId = null;
    const tell = (): void => {
      const now = this.#open?.device;
      if (now === undefined) return;
      const names = { from: open.device.label, to: now.label };
      this.#options.onNotice({ type: 'switched', kind: 'microphone', ...names });
    };
    this.#told(this.#settle().then(tell));
  }

  #release(open: OpenMicrophone | null): void {
    if (open === null) return;
    open.meter.stop();
    open.sent.stop();
    open.speech.stop();
    open.device.stop();
  }

  #set(state: MicrophoneState): void {
    this.#state = state;
    this.#listenWhileMuted(state === 'muted');
    this.#options.onState(state);
  }

  #listenWhileMuted(muted: boolean): void {
    clearInterval(this.#listening);
    this.#options.onSpeakingWhileMuted(false);
    if (!muted) return;
    this.#detector.reset();
    this.#listening = setInterval(() => {
      this.#options.onSpeakingWhileMuted(this.#detector.hear(this.level()));
    }, listenEveryMs);
  }

  #told(work: Promise<void>): void {
    work.catch((error: unknown) => this.#options.onProblem(error));
  }
}

function copyOf(device: MediaStreamTrack): ProcessedTrack {
  const track = device.clone();
  return { track, stop: () => track.stop() };
}
