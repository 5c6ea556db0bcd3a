/** What came of asking for a microphone or camera. The track is the caller's to stop. */
export type MediaOutcome =
  { readonly result: 'ok'; readonly track: MediaStreamTrack } | MediaRefusal;

/** What came of asking for a screen or window; `sound` where the person shares it too. */
export type ScreenOutcome =
  | {
      readonly result: 'ok';
      readonly picture: MediaStreamTrack;
      readonly sound: MediaStreamTrack | null;
    }
  | MediaRefusal;

export type MediaRefusal =
  /** The machine has none, or another program holds it. */
  | { readonly result: 'missing' }
  /** The person or the system does not allow it. */
  | { readonly result: 'denied' };

/** Opens devices; `deviceId` is the remembered one and only a wish: a device may be unplugged. */
export interface LocalMedia {
  openMicrophone(deviceId: string | null): Promise<MediaOutcome>;
  openCamera(deviceId: string | null): Promise<MediaOutcome>;
  /** Asks the person which screen or window; `denied` is also that they chose none. */
  openScreen(): Promise<ScreenOutcome>;
}

/** What Chromium understands beside what TypeScript's library knows of it. */
interface ScreenConstraints extends DisplayMediaStreamOptions {
  readonly systemAudio: 'include' | 'exclude';
  readonly selfBrowserSurface: 'include' | 'exclude';
  readonly surfaceSwitching: 'include' | 'exclude';
  readonly monitorTypeSurfaces: 'include' | 'exclude';
}

/**
 * The others must not hear themselves come back out of a share. Of a tab only its own sound is
 * taken, and this tab cannot be chosen; of the whole system `restrictOwnAudio` leaves out what this
 * page plays, which is where the others' voices are. What is shared is not played a second time
 * here: nobody's microphone but the sharer's is near, and that one has echo cancellation.
 */
const screenConstraints: ScreenConstraints = {
  video: { frameRate: { ideal: 30, max: 30 }, width: { max: 2560 }, height: { max: 1440 } },
  audio: {
    restrictOwnAudio: true,
    suppressLocalAudioPlayback: false,
    // Music and films are shared as they are: these are made for voices near a microphone.
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
  } as MediaTrackConstraints,
  systemAudio: 'include',
  selfBrowserSurface: 'exclude',
  surfaceSwitching: 'include',
  monitorTypeSurfaces: 'include',
};

export function createLocalMedia(
  devices: Pick<MediaDevices, 'getUserMedia' | 'getDisplayMedia'>,
): LocalMedia {
  return {
    openMicrophone: (deviceId) =>
      openTrack(deviceId, (device) =>
        devices.getUserMedia({
          audio: {
            ...device,
            echoCancellation: true,
            noiseSuppression: true,
            autoGainControl: true,
            channelCount: { ideal: 1 },
          },
        }),
      ),
    openCamera: (deviceId) =>
      openTrack(deviceId, (device) =>
        devices.getUserMedia({
          video: {
            ...device,
            width: { ideal: 1280 },
            height: { ideal: 720 },
            frameRate: { ideal: 30 },
          },
        }),
      ),
    openScreen: () =>
      refusalOf(async () => {
        const stream = await devices.getDisplayMedia(screenConstraints);
        const [picture] = stream.getVideoTracks();
        const [sound = null] = stream.getAudioTracks();
        if (picture === undefined) {
          sound?.stop();
          return { result: 'missing' };
        }
        // Text has to stay sharp: frames are given up before resolution.
        picture.contentHint = 'detail';
        if (sound !== null) sound.contentHint = 'music';
        return { result: 'ok', picture, sound };
      }),
  };
}

type Open = (device: MediaTrackConstraints) => Promise<MediaStream>;

function openTrack(deviceId: string | null, open: Open): Promise<MediaOutcome> {
  return refusalOf(async () => {
    const stream = await (deviceId === null ? open({}) : openWished(deviceId, open));
    const [track] = stream.getTracks();
    return track === undefined ? { result: 'missing' } : { result: 'ok', track };
  });
}

/** `exact`, and once more without: Chromium does not heed an `ideal` microphone at all. */
async function openWished(deviceId: string, open: Open): Promise<MediaStream> {
  try {
    return await open({ deviceId: { exact: deviceId } });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name !== 'OverconstrainedError' && name !== 'NotFoundError') throw error;
    return open({});
  }
}

/** What the browser says about devices as an outcome; anything else is thrown on. */
async function refusalOf<T>(open: () => Promise<T>): Promise<T | MediaRefusal> {
  try {
    return await open();
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError' || name === 'SecurityError') return { result: 'denied' };
    // NotFoundError, NotReadableError, OverconstrainedError, AbortError: no usable device.
    if (error instanceof DOMException) return { result: 'missing' };
    throw error;
  }
}
