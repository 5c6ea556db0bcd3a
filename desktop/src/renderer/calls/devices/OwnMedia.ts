import type { TrackSource } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { LocalMedia } from './localMedia.ts';
import { OwnCamera } from './OwnCamera.ts';
import type { MediaChoices, MediaNotice, OwnMediaState, ProcessTrack } from './ownMediaState.ts';
import { OwnMicrophone } from './OwnMicrophone.ts';
import { OwnScreen } from './OwnScreen.ts';
import { PublishedTracks } from './PublishedTracks.ts';
import type { PublishingCall } from './PublishedTracks.ts';
import type { MeterVoice } from './voiceMeter.ts';

export interface OwnTrack {
  readonly id: string;
  readonly media: MediaStreamTrack;
}

/** `picture` is what the person sees of themselves and the others of them. */
export interface OwnMediaView extends OwnMediaState {
  readonly picture: MediaStreamTrack | null;
}

export interface OwnMediaOptions {
  readonly media: LocalMedia;
  readonly meter: MeterVoice;
  readonly blur: ProcessTrack;
  readonly suppressNoise: ProcessTrack;
  readonly choices: MediaChoices;
  readonly muted: boolean;
  readonly newTrackId: () => string;
  readonly onNotice: (notice: MediaNotice) => void;
  readonly onProblem: (error: unknown) => void;
}

/**
 * The person's own microphone, camera and screen: open before a call, to be seen and tried, and then
 * sent by it without being opened again.
 */
export class OwnMedia {
  readonly store: StoreApi<OwnMediaView>;
  readonly #published: PublishedTracks;
  readonly #microphone: OwnMicrophone;
  readonly #camera: OwnCamera;
  readonly #screen: OwnScreen;
  readonly #options: OwnMediaOptions;
  #stopped = false;

  constructor(options: OwnMediaOptions) {
    const { media, choices } = options;
    this.#options = options;
    this.store = createStore<OwnMediaView>(() => ({
      microphone: 'starting',
      camera: 'off',
      screen: 'off',
      screenAudio: false,
      speakingWhileMuted: false,
      picture: null,
    }));
    const told = {
      onNotice: options.onNotice,
      onProblem: (error: unknown) => this.#problem(error),
    };
    this.#published = new PublishedTracks({
      newTrackId: options.newTrackId,
      onRefused: (source) => {
        if (source === 'screen_share') this.#screen.end();
      },
      onProblem: told.onProblem,
    });
    this.#microphone = new OwnMicrophone({
      ...told,
      open: (deviceId) => media.openMicrophone(deviceId),
      meter: options.meter,
      suppressNoise: options.suppressNoise,
      deviceId: choices.microphone,
      noiseSuppression: choices.noiseSuppression,
      muted: options.muted,
      onState: (microphone) => this.#set({ microphone }),
      onSpeakingWhileMuted: (speakingWhileMuted) => this.#set({ speakingWhileMuted }),
      onSound: (sound, muted) => this.#send('microphone', sound, muted),
    });
    this.#camera = new OwnCamera({
      ...told,
      open: (deviceId) => media.openCamera(deviceId),
      blur: options.blur,
      deviceId: choices.camera,
      backgroundBlur: choices.backgroundBlur,
      onState: (camera) => this.#set({ camera }),
      onPicture: (picture) => {
        this.#set({ picture });
        this.#send('camera', picture, false);
      },
    });
    this.#screen = new OwnScreen({
      open: () => media.openScreen(),
      onState: (screen, screenAudio) => this.#set({ screen, screenAudio }),
      onPicture: (picture) => this.#send('screen_share', picture, false),
      onSound: (sound) => this.#send('screen_share_audio', sound, false),
    });
  }

  get state(): OwnMediaState {
    return this.store.getState();
  }

  /** For transcription: under the id the call knows the microphone by; null without one. */
  get microphone(): OwnTrack | null {
    const media = this.#microphone.speech;
    return media === null ? null : { id: this.#published.idOf('microphone'), media };
  }

  get muted(): boolean {
    return this.#microphone.muted;
  }

  /** Whether the camera is on or about to be. */
  get seen(): boolean {
    return this.#camera.wanted;
  }

  /** Opens the microphone and, where wanted, the camera; what cannot be had is told by the state. */
  open(camera: boolean): void {
    this.#told(this.#microphone.open());
    if (camera) this.#told(this.#camera.setOn(true));
  }

  /** Sends what is open, and what will be, to a call. */
  attach(call: PublishingCall): void {
    this.#published.attach(call);
  }

  /** What the room did not allow is tried again: it allows more now. */
  publishAgain(): void {
    this.#published.retry();
  }

  /** Asks again for what could not be had. */
  tryAgain(): void {
    const { microphone, camera } = this.state;
    if (microphone === 'missing' || microphone === 'denied') this.#told(this.#microphone.open());
    if (camera === 'missing' || camera === 'denied') this.#told(this.#camera.setOn(true));
  }

  setMicrophone(on: boolean): void {
    this.#microphone.setMuted(!on);
  }

  /** Without a microphone asks for one again. */
  toggleMicrophone(): void {
    const without = this.state.microphone === 'missing' || this.state.microphone === 'denied';
    this.#microphone.setMuted(without ? false : !this.#microphone.muted);
  }

  async setCamera(on: boolean): Promise<void> {
    await this.#camera.setOn(on);
  }

  toggleCamera(): void {
    this.#told(this.#camera.setOn(!this.#camera.wanted));
  }

  /** Resolves when the person has chosen what to show, or nothing. */
  shareScreen(): Promise<void> {
    return this.#screen.share();
  }

  stopSharing(): void {
    this.#screen.end();
  }

  /** Uses these devices and treatments from now on; what is not named stays as it is. */
  apply(choices: Partial<MediaChoices>): void {
    const { microphone, camera, backgroundBlur, noiseSuppression } = choices;
    if (microphone !== undefined) this.#microphone.choose(microphone);
    if (camera !== undefined) this.#camera.choose(camera);
    if (backgroundBlur !== undefined) this.#camera.setBlur(backgroundBlur);
    if (noiseSuppression !== undefined) this.#microphone.setNoiseSuppression(noiseSuppression);
  }

  /** The device in use, however it was chosen; null: none, or the browser does not tell. */
  usedDevice(kind: 'microphone' | 'camera'): string | null {
    return kind === 'microphone' ? this.#microphone.usedDevice : this.#camera.usedDevice;
  }

  microphoneLevel(): number {
    return this.#microphone.level();
  }

  /** Gives every device back. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#published.detach();
    this.#microphone.stop();
    this.#camera.stop();
    this.#screen.stop();
  }

  #send(source: TrackSource, media: MediaStreamTrack | null, muted: boolean): void {
    if (this.#stopped) return;
    if (media === null) this.#published.remove(source);
    else this.#published.set(source, media, muted);
  }

  #told(work: Promise<void>): void {
    work.catch((error: unknown) => this.#problem(error));
  }

  #problem(error: unknown): void {
    if (!this.#stopped) this.#options.onProblem(error);
  }

  #set(change: Partial<OwnMediaView>): void {
    if (!this.#stopped) this.store.setState(change);
  }
}
