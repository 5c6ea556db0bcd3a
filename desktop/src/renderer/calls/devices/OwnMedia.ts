import type { TrackSource } from '@confab/shared-types';
import type { Call } from '../room/CallClient.ts';
import type { LocalMedia, MediaOutcome } from './localMedia.ts';

export type MicrophoneState = 'starting' | 'on' | 'muted' | 'missing' | 'denied';
export type CameraState = 'off' | 'starting' | 'on' | 'missing' | 'denied';

export interface OwnMediaState {
  readonly microphone: MicrophoneState;
  readonly camera: CameraState;
}

export interface OwnTrack {
  readonly id: string;
  readonly media: MediaStreamTrack;
}

export interface OwnMediaOptions {
  readonly call: Pick<Call, 'publish' | 'unpublish' | 'setMuted'>;
  readonly media: LocalMedia;
  /** Remembered devices; null: the system's choice. */
  readonly microphone: string | null;
  readonly camera: string | null;
  readonly newTrackId: () => string;
  readonly onChange: (state: OwnMediaState) => void;
  readonly onProblem: (error: unknown) => void;
}

/**
 * The person's own microphone and camera in one call. Mute keeps the device and sends nothing;
 * camera off gives the device back, so that its light goes out. Presses may come faster than
 * devices open: the last one wins.
 */
export class OwnMedia {
  readonly #options: OwnMediaOptions;
  readonly #microphoneId: string;
  readonly #cameraId: string;
  #state: OwnMediaState = { microphone: 'starting', camera: 'off' };
  #microphone: MediaStreamTrack | null = null;
  #camera: MediaStreamTrack | null = null;
  #muteWanted = false;
  #cameraWanted = false;
  #stopped = false;

  constructor(options: OwnMediaOptions) {
    this.#options = options;
    this.#microphoneId = options.newTrackId();
    this.#cameraId = options.newTrackId();
  }

  get state(): OwnMediaState {
    return this.#state;
  }

  get microphone(): OwnTrack | null {
    return this.#microphone === null ? null : { id: this.#microphoneId, media: this.#microphone };
  }

  async openMicrophone(): Promise<void> {
    this.#set({ microphone: 'starting' });
    const outcome = await this.#options.media.openMicrophone(this.#options.microphone);
    if (!this.#keep(outcome, true)) return;
    if (outcome.result !== 'ok') return this.#set({ microphone: outcome.result });
    const { track } = outcome;
    this.#microphone = track;
    track.enabled = !this.#muteWanted;
    this.#onceGone(track, () => {
      this.#microphone = null;
      this.#set({ microphone: 'missing' });
      this.#unpublish('microphone');
    });
    this.#set({ microphone: this.#muteWanted ? 'muted' : 'on' });
    this.#publish('microphone', this.#microphoneId, track, this.#muteWanted);
  }

  /** Mutes or unmutes; without a microphone asks for one again. */
  toggleMicrophone(): void {
    if (this.#microphone === null) {
      if (this.#state.microphone !== 'starting') void this.openMicrophone();
      return;
    }
    this.#muteWanted = !this.#muteWanted;
    this.#microphone.enabled = !this.#muteWanted;
    this.#set({ microphone: this.#muteWanted ? 'muted' : 'on' });
    this.#options.call
      .setMuted('microphone', this.#muteWanted)
      .catch((error: unknown) => this.#problem(error));
  }

  async setCamera(on: boolean): Promise<void> {
    this.#cameraWanted = on;
    if (!on) return this.#closeCamera('off');
    if (this.#camera !== null || this.#state.camera === 'starting') return;
    this.#set({ camera: 'starting' });
    const outcome = await this.#options.media.openCamera(this.#options.camera);
    if (!this.#keep(outcome, this.#cameraWanted)) return;
    if (outcome.result !== 'ok') return this.#set({ camera: outcome.result });
    const { track } = outcome;
    this.#camera = track;
    this.#onceGone(track, () => this.#closeCamera('missing'));
    this.#set({ camera: 'on' });
    this.#publish('camera', this.#cameraId, track, false);
  }

  toggleCamera(): void {
    void this.setCamera(this.#state.camera !== 'on' && this.#state.camera !== 'starting');
  }

  /** Gives every device back. */
  stop(): void {
    this.#stopped = true;
    this.#microphone?.stop();
    this.#camera?.stop();
    this.#microphone = null;
    this.#camera = null;
  }

  #closeCamera(state: 'off' | 'missing'): void {
    const track = this.#camera;
    this.#camera = null;
    this.#set({ camera: state });
    if (track === null) return;
    track.stop();
    this.#unpublish('camera');
  }

  /** Stops a track that came too late to be wanted. */
  #keep(outcome: MediaOutcome, wanted: boolean): boolean {
    if (wanted && !this.#stopped) return true;
    if (outcome.result === 'ok') outcome.track.stop();
    return false;
  }

  #onceGone(track: MediaStreamTrack, listener: () => void): void {
    track.addEventListener('ended', () => {
      if (!this.#stopped) listener();
    });
  }

  #publish(source: TrackSource, track: string, media: MediaStreamTrack, muted: boolean): void {
    this.#options.call
      .publish({ source, track, media, muted })
      .catch((error: unknown) => this.#problem(error));
  }

  #unpublish(source: TrackSource): void {
    this.#options.call.unpublish(source).catch((error: unknown) => this.#problem(error));
  }

  /** The call may end while a request is under way; that is no problem of the media. */
  #problem(error: unknown): void {
    if (!this.#stopped) this.#options.onProblem(error);
  }

  #set(change: Partial<OwnMediaState>): void {
    if (this.#stopped) return;
    this.#state = { ...this.#state, ...change };
    this.#options.onChange(this.#state);
  }
}
