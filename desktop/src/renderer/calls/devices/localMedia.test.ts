import { describe, expect, it } from 'vitest';
import { createLocalMedia } from './localMedia.ts';

const track = { kind: 'audio' } as MediaStreamTrack;

function devicesThat(answer: () => Promise<MediaStream>): {
  asked: MediaStreamConstraints[];
  getUserMedia: (constraints?: MediaStreamConstraints) => Promise<MediaStream>;
} {
  const asked: MediaStreamConstraints[] = [];
  return {
    asked,
    getUserMedia: (constraints) => {
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
      audio: { deviceId: { ideal: 'mic-1' }, echoCancellation: true },
    });
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
});
