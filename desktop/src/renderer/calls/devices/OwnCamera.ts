import { KeptDevice } from './KeptDevice.ts';
import type { OpenDevice } from './KeptDevice.ts';
import type { LocalMedia } from './localMedia.ts';
import type { CameraState, MediaNotice, ProcessTrack, ProcessedTrack } from './ownMediaState.ts';

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

interface OpenCamera extends OpenDevice {
  /** Null: the device's own picture is sent. */
  blurred: ProcessedTrack | null;
}

/**
 * The person's camera. Off gives the device back, so that its light goes out; another device or the
 * blur is made ready first and then takes the picture's place.
 */
export class OwnCamera {
  readonly #options: OwnCameraOptions;
  readonly #kept: KeptDevice<OpenCamera>;
  #blur: boolean;

  constructor(options: OwnCameraOptions) {
    const { open, deviceId, onState, onPicture, onNotice, onProblem } = options;
    this.#options = options;
    this.#blur = options.backgroundBlur;
    this.#kept = new KeptDevice<OpenCamera>({
      kind: 'camera',
      open,
      deviceId,
      prepare: (wish, device) => this.#prepare(wish, device),
      use: (camera) => this.#show(camera),
      isTreated: ({ blurred }) => (blurred !== null) === this.#blur,
      treat: (camera) => this.#treat(camera),
      release,
      onStarting: () => onState('starting'),
      onRefused: (result) => {
        onPicture(null);
        onState(result);
      },
      onNotice,
      onProblem,
    });
  }

  get wanted(): boolean {
    return this.#kept.wanted;
  }

  /** The device in use; null where the browser does not tell. */
  get usedDevice(): string | null {
    return this.#kept.usedDevice;
  }

  async setOn(on: boolean): Promise<void> {
    if (on) return this.#kept.want();
    const open = this.#kept.giveUp();
    this.#options.onPicture(null);
    if (open !== null) release(open);
    this.#options.onState('off');
  }

  choose(deviceId: string | null): void {
    this.#kept.choose(deviceId);
  }

  setBlur(on: boolean): void {
    this.#blur = on;
    this.#kept.settle();
  }

  stop(): void {
    this.#kept.stop();
  }

  async #prepare(wish: string | null, device: MediaStreamTrack): Promise<OpenCamera> {
    return { wish, device, blurred: this.#blur ? await this.#blurred(device) : null };
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
    if (!this.#kept.uses(open)) return blurred?.stop();
    const before = open.blurred;
    open.blurred = blurred;
    this.#show(open);
    before?.stop();
  }

  #onNoBlur(error: unknown): void {
    if (this.#kept.stopped) return;
    const reason = error instanceof BlurTooSlow ? 'too-slow' : 'unavailable';
    if (reason === 'unavailable') this.#options.onProblem(error);
    this.#options.onNotice({ type: 'no-blur', reason });
    this.setBlur(false);
  }

  #show(open: OpenCamera): void {
    this.#options.onPicture(open.blurred?.track ?? open.device);
    this.#options.onState('on');
  }
}

function release({ blurred, device }: OpenCamera): void {
  blurred?.stop();
  device.stop();
}

/** This machine cannot blur as fast as a picture has to move. */
export class BlurTooSlow extends Error {
  override readonly name = 'BlurTooSlow';
}
