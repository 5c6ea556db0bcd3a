/** What came of asking for a microphone or camera. The track is the caller's to stop. */
export type MediaOutcome =
  | { readonly result: 'ok'; readonly track: MediaStreamTrack }
  /** The machine has none, or another program holds it. */
  | { readonly result: 'missing' }
  /** The person or the system does not allow it. */
  | { readonly result: 'denied' };

/** Opens devices; `deviceId` is the remembered one and only a wish: a device may be unplugged. */
export interface LocalMedia {
  openMicrophone(deviceId: string | null): Promise<MediaOutcome>;
  openCamera(deviceId: string | null): Promise<MediaOutcome>;
}

export function createLocalMedia(devices: Pick<MediaDevices, 'getUserMedia'>): LocalMedia {
  return {
    openMicrophone: (deviceId) =>
      openTrack(devices, {
        audio: {
          ...wish(deviceId),
          echoCancellation: true,
          noiseSuppression: true,
          autoGainControl: true,
          channelCount: { ideal: 1 },
        },
      }),
    openCamera: (deviceId) =>
      openTrack(devices, {
        video: {
          ...wish(deviceId),
          width: { ideal: 1280 },
          height: { ideal: 720 },
          frameRate: { ideal: 30 },
        },
      }),
  };
}

function wish(deviceId: string | null): MediaTrackConstraints {
  return deviceId === null ? {} : { deviceId: { ideal: deviceId } };
}

async function openTrack(
  devices: Pick<MediaDevices, 'getUserMedia'>,
  constraints: MediaStreamConstraints,
): Promise<MediaOutcome> {
  try {
    const stream = await devices.getUserMedia(constraints);
    const [track] = stream.getTracks();
    return track === undefined ? { result: 'missing' } : { result: 'ok', track };
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError' || name === 'SecurityError') return { result: 'denied' };
    // NotFoundError, NotReadableError, OverconstrainedError, AbortError: no usable device.
    if (error instanceof DOMException) return { result: 'missing' };
    throw error;
  }
}
