import { KeptDevice } from './KeptDevice.ts';
import type { OpenDevice } from './KeptDevice.ts';
import type { LocalMedia } from './localMedia.ts';
import type {
  MediaNotice,
  MicrophoneState,
  ProcessTrack,
  ProcessedTrack,
} from './ownMediaState.ts';
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

/**
 * An open microphone and what is made of it. The device is never disabled: level and the muted
 * speaker are heard in it. It leaves this machine nowhere.
 */
interface OpenMicrophone extends OpenDevice {
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
  readonly #kept: KeptDevice<OpenMicrophone>;
  readonly #detector = new SpeakingDetector();
  #suppress: boolean;
  #muted: boolean;
  #listening: ReturnType<typeof setInterval> | undefined;

  constructor(options: OwnMicrophoneOptions) {
    const { open, deviceId, onSound, onNotice, onProblem } = options;
    this.#options = options;
    this.#suppress = options.noiseSuppression;
    this.#muted = options.muted;
    this.#kept = new KeptDevice<OpenMicrophone>({
      kind: 'microphone',
      open,
      deviceId,
      prepare: (wish, device) => this.#prepare(wish, device),
      use: () => this.setMuted(this.#muted),
      isTreated: ({ suppressed }) => suppressed === this.#suppress,
      treat: (microphone) => this.#treat(microphone, this.#suppress),
      release,
      onStarting: () => this.#set('starting'),
      onRefused: (result) => {
        onSound(null, this.#muted);
        this.#set(result);
      },
      onNotice,
      onProblem,
    });
  }

  get muted(): boolean {
    return this.#muted;
  }

  /**
   * What transcription listens to: the device as the browser cleans it, without noise suppression of
   * our own. Recognition was trained on sound with noise in it, and hears what a suppressor cuts off.
   */
  get speech(): MediaStreamTrack | null {
    return this.#kept.open?.speech ?? null;
  }

  /** The device in use; null where the browser does not tell. */
  get usedDevice(): string | null {
    return this.#kept.usedDevice;
  }

  open(): Promise<void> {
    return this.#kept.want();
  }

  /** Without a microphone, unmuting asks for one again. */
  setMuted(muted: boolean): void {
    this.#muted = muted;
    const { open, wanted } = this.#kept;
    if (open === null) {
      if (!muted && !wanted) this.open().catch(this.#options.onProblem);
      return;
    }
    open.speech.enabled = !muted;
    this.#options.onSound(open.sent.track, muted);
    this.#set(muted ? 'muted' : 'on');
  }

  choose(deviceId: string | null): void {
    this.#kept.choose(deviceId);
  }

  setNoiseSuppression(on: boolean): void {
    this.#suppress = on;
    this.#kept.settle();
  }

  /** How loud it is in front of the microphone, muted or not: 0 to 1. */
  level(): number {
    return this.#kept.open?.meter.level() ?? 0;
  }

  stop(): void {
    clearInterval(this.#listening);
    this.#kept.stop();
  }

  async #prepare(wish: string | null, device: MediaStreamTrack): Promise<OpenMicrophone> {
    const meter = this.#options.meter(device);
    const suppressed = this.#suppress;
    const sent = await this.#process(device, suppressed);
    return { wish, device, speech: device.clone(), meter, sent, suppressed };
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
    if (!this.#kept.uses(open)) return sent.stop();
    const before = open.sent;
    open.sent = sent;
    open.suppressed = suppress;
    this.#options.onSound(sent.track, this.#muted);
    before.stop();
  }

  #onNoSuppression(error: unknown): void {
    if (this.#kept.stopped) return;
    this.#options.onProblem(error);
    this.#options.onNotice({ type: 'no-noise-suppression' });
    this.setNoiseSuppression(false);
  }

  #set(state: MicrophoneState): void {
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
}

function release({ meter, sent, speech, device }: OpenMicrophone): void {
  meter.stop();
  sent.stop();
  speech.stop();
  device.stop();
}

function copyOf(device: MediaStreamTrack): ProcessedTrack {
  const track = device.clone();
  return { track, stop: () => track.stop() };
}
