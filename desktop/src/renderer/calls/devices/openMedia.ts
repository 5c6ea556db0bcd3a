import type { AppServices } from '../../app/AppContext.ts';
import { i18n } from '../../i18n.ts';
import type { DeviceChoices } from './deviceChoices.ts';
import type { DeviceStore } from './deviceStore.ts';
import { createLocalMedia } from './localMedia.ts';
import { mediaNoticeText } from './mediaNoticeText.ts';
import { OwnMedia } from './OwnMedia.ts';
import type { MediaNotice, ProcessTrack } from './ownMediaState.ts';
import { meterVoice } from './voiceMeter.ts';

/** Both are loaded with their first use: most calls need neither. */
const blur: ProcessTrack = async (source, onFailed) => {
  const { blurBackground } = await import('./blur/blurBackground.ts');
  return blurBackground(source, onFailed);
};
const suppressNoise: ProcessTrack = async (source, onFailed) => {
  const { suppressNoise } = await import('./suppressNoise.ts');
  return suppressNoise(source, onFailed);
};

export interface OpenMediaOptions {
  readonly services: Pick<AppServices, 'app' | 'toasts'>;
  readonly devices: DeviceStore;
  readonly remember: (choices: Partial<DeviceChoices>) => void;
  readonly onProblem: (error: unknown) => void;
}

/** Opens microphone and camera as the preferences say; the answer is the caller's to stop. */
export function createOpenMedia(options: OpenMediaOptions) {
  const { services, devices, remember, onProblem } = options;
  const media = createLocalMedia(navigator.mediaDevices);
  const onNotice = (notice: MediaNotice): void => {
    if (notice.type === 'no-blur') remember({ backgroundBlur: false });
    if (notice.type === 'no-noise-suppression') remember({ noiseSuppression: false });
    services.toasts.show({
      cause: `media-${notice.type}`,
      text: mediaNoticeText(i18n.t, notice),
    });
  };
  return (how: { readonly muted: boolean; readonly camera: boolean }): OwnMedia => {
    const preferences = services.app.getState().data?.preferences;
    const own = new OwnMedia({
      media,
      meter: meterVoice,
      blur,
      suppressNoise,
      choices: {
        microphone: preferences?.microphone ?? null,
        camera: preferences?.camera ?? null,
        backgroundBlur: preferences?.backgroundBlur ?? false,
        noiseSuppression: preferences?.noiseSuppression ?? false,
      },
      muted: how.muted,
      newTrackId: () => crypto.randomUUID(),
      onNotice,
      onProblem,
    });
    // Names of devices can be read once one of them is open.
    own.store.subscribe((state, before) => {
      const opened = state.microphone !== before.microphone || state.camera !== before.camera;
      if (opened) devices.refresh().catch(onProblem);
    });
    own.open(how.camera);
    return own;
  };
}
