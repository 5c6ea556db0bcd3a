import type { Preferences } from '@confab/shared-types';

export type MicrophoneState = 'starting' | 'on' | 'muted' | 'missing' | 'denied';
export type CameraState = 'off' | 'starting' | 'on' | 'missing' | 'denied';
export type ScreenState = 'off' | 'starting' | 'on' | 'denied';

export interface OwnMediaState {
  readonly microphone: MicrophoneState;
  readonly camera: CameraState;
  readonly screen: ScreenState;
  /** Sound is shared with the screen. */
  readonly screenAudio: boolean;
  /** Somebody speaks into the muted microphone. */
  readonly speakingWhileMuted: boolean;
}

export type DeviceKind = 'microphone' | 'camera' | 'speaker';

/** Which devices, and what is done to what they give. Null: the system's choice. */
export type MediaChoices = Pick<
  Preferences,
  'microphone' | 'camera' | 'backgroundBlur' | 'noiseSuppression'
>;

/** A track made out of another one. */
export interface ProcessedTrack {
  readonly track: MediaStreamTrack;
  /** Ends `track`; the one it was made of stays as it is. */
  stop(): void;
}

/** `onFailed` is called at most once, when the result can no longer be used. */
export type ProcessTrack = (
  source: MediaStreamTrack,
  onFailed: (error: unknown) => void,
) => Promise<ProcessedTrack>;

/** What becomes of the devices without the person's doing, to be told. */
export type MediaNotice =
  /** The one in use was unplugged; the system's choice is used instead. */
  | {
      readonly type: 'switched';
      readonly kind: 'microphone' | 'camera';
      readonly from: string;
      readonly to: string;
    }
  /** The chosen one could not be opened; the one in use stays. */
  | { readonly type: 'not-opened'; readonly kind: 'microphone' | 'camera' }
  /** It cannot be had here, or made this machine too slow, and is off. */
  | { readonly type: 'no-blur'; readonly reason: 'too-slow' | 'unavailable' }
  | { readonly type: 'no-noise-suppression' };
