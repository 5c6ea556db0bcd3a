import { describe, expect, it } from 'vitest';
import { createLocalMedia } from './localMedia.ts';

const track = { kind: 'audio' } as MediaStreamTrack;

function devicesThat(answer: () => Promise<MediaStream>): {
  asked: MediaStreamConstraints[];
  getUserMedia: (constraints?: MediaStreamConstraints) => Promise<MediaStream>;
  getDisplayMedia: (constraints?: DisplayMediaStreamOptions) => Promise<MediaStream>;
} {
  const asked: MediaStreamConstraints[] = [];
  return {
    asked,
    getUserMedia: (constraints) => {
      if (constraints !== undefined) asked.push(constraints);
      return answer();
    },
    getDisplayMedia: (constraints) => {
      if (constraints !== undefined) asked.push(constraints);
      return answer();
    },
  };
}

function failing(name: string): ReturnType<typeof devicesThat> {
  return devicesThat(() => Promise.reject(new DOMException('no', name)));
}

describe('createLocalMedia', () => {
  it('gives the track and asks for echo cancellation and the remembered device as a wish', async () => {
    const devices = devicesThat(() =>
      Promise.resolve({ getTracks: () => [track] } as unknown as MediaStream),
    );
    const outcome = await createLocalMedia(devices).openMicrophone('mic-1');
    expect(outcome).toEqual({ result: 'ok', track });
    expect(devices.asked[0]).toMatchObject({
      audio: { deviceId: { exact: 'mic-1' }, echoCancellation: true },
    });
  });

  it('takes what there is when the remembered device is not', async () => {
    const devices = devicesThat(() =>
      devices.asked.length === 1
        ? Promise.reject(new DOMException('no', 'OverconstrainedError'))
        : Promise.resolve({ getTracks: () => [track] } as unknown as MediaStream),
    );
    expect(await createLocalMedia(devices).openCamera('unplugged')).toEqual({
      result: 'ok',
      track,
    });
    expect(devices.asked[1]).not.toHaveProperty('video.deviceId');
  });

  it('tells a refusal from a missing or busy device', async () => {
    expect(await createLocalMedia(failing('NotAllowedError')).openCamera(null)).toEqual({
      result: 'denied',
    });
    for (const name of ['NotFoundError', 'NotReadableError', 'OverconstrainedError']) {
      expect(await createLocalMedia(failing(name)).openCamera(null)).toEqual({ result: 'missing' });
    }
  });

  it('passes on what is no answer of a device', async () => {
    const devices = devicesThat(() => Promise.reject(new TypeError('bad constraints')));
    await expect(createLocalMedia(devices).openCamera(null)).rejects.toThrow(TypeError);
  });

  it('shares a screen for reading, without the voices of this call', async () => {
    const picture = { kind: 'video', contentHint: '' };
    const sound = { kind: 'audio', contentHint: '' };
    const stream = { getVideoTracks: () => [picture], getAudioTracks: () => [sound] };
    const devices = devicesThat(() => Promise.resolve(stream as unknown as MediaStream));
    const outcome = await createLocalMedia(devices).openScreen();
    expect(outcome).toEqual({ result: 'ok', picture, sound });
    expect(picture.contentHint).toBe('detail');
    expect(devices.asked[0]).toMatchObject({
      audio: { restrictOwnAudio: true, echoCancellation: false },
      selfBrowserSurface: 'exclude',
      systemAudio: 'include',
    });
  });

  it('takes closing the picker for a refusal, and a share without sound as it is', async () => {
    expect(await createLocalMedia(failing('NotAllowedError')).openScreen()).toEqual({
      result: 'denied',
    });
    const picture = { kind: 'video', contentHint: '' };
    const stream = { getVideoTracks: () => [picture], getAudioTracks: () => [] };
    const devices = devicesThat(() => Promise.resolve(stream as unknown as MediaStream));
    expect(await createLocalMedia(devices).openScreen()).toMatchObject({ sound: null });
  });
});
