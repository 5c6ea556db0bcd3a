import type { LocalMedia, MediaOutcome } from './localMedia.ts';
import type { CameraState, MediaNotice, ProcessTrack, ProcessedTrack } from './ownMediaState.ts';
import { createSettler } from './settle.ts';

export interface OwnCameraOptions {
  readonly open: LocalMedia['openCamera'];
  readonly blur: ProcessTrack;
  readonly deviceId: string | null;
  readonly backgroundBlur: boolean;
  readonly onState: (state: CameraState) => void;
  /** What is to be seen and sent; null: nothing. */
  readonly onPicture: (picture: MediaStreamTrack | null) => void;
  readonly onNotice: (notice: MediaNotice) => void;
  readonly onProblem: (error: unknown) => void;
}

interface OpenCamera {
  /** What was asked for; null: the system's choice. */
  readonly wish: string | null;
  readonly device: MediaStreamTrack;
  /** Null: the device's own picture is sent. */
  blurred: ProcessedTrack | null;
}

/**
 * The person's camera. Off gives the device back, so that its light goes out; another device or the
 * blur is made ready first and then takes the picture's place.
 */
export class OwnCamera {
  readonly #options: OwnCameraOptions;
  readonly #settle: () => Promise<void>;
  #state: CameraState = 'off';
  #wanted = false;
  #deviceId: string | null;
  #blur: boolean;
  #open: OpenCamera | null = null;
  #stopped = false;

  constructor(options: OwnCameraOptions) {
    this.#options = options;
    this.#deviceId = options.deviceId;
    this.#blur = options.backgroundBlur;
    this.#settle = createSettler(() => this.#step());
  }

  get wanted(): boolean {
    return this.#wanted;
  }

  /** The device in use; null where the browser does not tell. */
  get usedDevice(): string | null {
    return this.#open?.device.getSettings().deviceId ?? null;
  }

  setOn(on: boolean): Promise<void> {
    this.#wanted = on;
    if (!on) this.#close('off');
    return this.#settle();
  }

  choose(deviceId: string | null): void {
    this.#deviceId = deviceId;
    if (this.#state === 'missing') this.#wanted = true;
    this.#told(this.#settle());
  }

  setBlur(on: boolean): void {
    this.#blur = on;
    this.#told(this.#settle());
  }

  stop(): void {
    this.#stopped = true;
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
    if ((open.blurred !== null) === this.#blur) return false;
    await this.#treat(open);
    return true;
  }

  async #openDevice(wish: string | null): Promise<void> {
    if (this.#open === null) this.#set('starting');
    const outcome = await this.#options.open(wish);
    if (this.#stopped || !this.#wanted) {
      if (outcome.result === 'ok') outcome.track.stop();
      return;
    }
    if (outcome.result !== 'ok') return this.#onRefused(outcome.result);
    const device = outcome.track;
    const before = this.#open;
    const blurred = this.#blur ? await this.#blurred(device) : null;
    const open = { wish, device, blurred };
    if (this.#gone()) return this.#release(open);
    device.addEventListener('ended', () => this.#onUnplugged(open));
    this.#open = open;
    this.#show(open);
    this.#release(before);
  }

  async #blurred(device: MediaStreamTrack): Promise<ProcessedTrack | null> {
    try {
      return await this.#options.blur(device, (error) => this.#onNoBlur(error));
    } catch (error) {
      this.#onNoBlur(error);
      return null;
    }
  }

  async #treat(open: OpenCamera): Promise<void> {
    const blurred = this.#blur ? await this.#blurred(open.device) : null;
    if (this.#gone() || this.#open !== open) return blurred?.stop();
    const before = open.blurred;
    open.blurred = blurred;
    this.#show(open);
    before?.stop();
  }

  #onNoBlur(error: unknown): void {
    if (this.#stopped) return;
    const reason = error instanceof BlurTooSlow ? 'too-slow' : 'unavailable';
    if (reason === 'unavailable') this.#options.onProblem(error);
    this.#options.onNotice({ type: 'no-blur', reason });
    this.setBlur(false);
  }

  #onRefused(result: Exclude<MediaOutcome['result'], 'ok'>): void {
    if (this.#open !== null) {
      // The one in use goes on.
      this.#deviceId = this.#open.wish;
      return this.#options.onNotice({ type: 'not-opened', kind: 'camera' });
    }
    this.#wanted = false;
    this.#close(result);
  }

  #onUnplugged(open: OpenCamera): void {
    if (this.#stopped || this.#open !== open) return;
    this.#release(open);
    this.#open = null;
    this.#deviceId = null;
    const tell = (): void => {
      const now = this.#open?.device;
      if (now === undefined) return;
      const names = { from: open.device.label, to: now.label };
      this.#options.onNotice({ type: 'switched', kind: 'camera', ...names });
    };
    this.#told(this.#settle().then(tell));
  }

  #show(open: OpenCamera): void {
    this.#options.onPicture(open.blurred?.track ?? open.device);
    this.#set('on');
  }

  #close(state: Exclude<CameraState, 'starting' | 'on'>): void {
    const open = this.#open;
    this.#open = null;
    this.#options.onPicture(null);
    this.#release(open);
    this.#set(state);
  }

  #release(open: OpenCamera | null): void {
    open?.blurred?.stop();
    open?.device.stop();
  }

  #gone(): boolean {
    return this.#stopped || !this.#wanted;
  }

  #set(state: CameraState): void {
    this.#state = state;
    this.#options.onState(state);
  }

  #told(work: Promise<void>): void {
    work.catch((error: unknown) => this.#options.onProblem(error));
  }
}

/** This machine cannot blur as fast as a picture has to move. */
export class BlurTooSlow extends Error {
  override readonly name = 'BlurTooSlow';
}
