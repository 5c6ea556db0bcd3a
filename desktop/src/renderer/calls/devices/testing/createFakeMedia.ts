import type { LocalMedia, MediaOutcome, ScreenOutcome } from '../localMedia.ts';
import { OwnMedia } from '../OwnMedia.ts';
import type { OwnMediaOptions } from '../OwnMedia.ts';
import type { MediaNotice } from '../ownMediaState.ts';
import { FakeTrack } from './FakeTrack.ts';

/** Devices that a test opens, refuses and unplugs, and what is told of them. */
export function createFakeMedia(options: Partial<OwnMediaOptions> = {}) {
  const notices: MediaNotice[] = [];
  const problems: unknown[] = [];
  const opened = { microphone: [] as FakeTrack[], camera: [] as FakeTrack[] };
  const answers: {
    microphone: (wish: string | null) => Promise<MediaOutcome>;
    camera: (wish: string | null) => Promise<MediaOutcome>;
    screen: () => Promise<ScreenOutcome>;
    level: number;
  } = {
    microphone: (wish) => open('microphone', wish),
    camera: (wish) => open('camera', wish),
    screen: () => Promise.resolve({ result: 'denied' }),
    level: 0,
  };

  function open(kind: 'microphone' | 'camera', wish: string | null): Promise<MediaOutcome> {
    const track = new FakeTrack(wish ?? `system ${kind}`);
    opened[kind].push(track);
    return Promise.resolve({ result: 'ok', track: track.media });
  }

  const media: LocalMedia = {
    openMicrophone: (wish) => answers.microphone(wish),
    openCamera: (wish) => answers.camera(wish),
    openScreen: () => answers.screen(),
  };
  let tracks = 0;
  const process = (name: string) => (): Promise<{ track: MediaStreamTrack; stop: () => void }> => {
    const track = new FakeTrack(name);
    return Promise.resolve({ track: track.media, stop: () => track.stop() });
  };
  const own = new OwnMedia({
    media,
    meter: () => ({ level: () => answers.level, stop: () => undefined }),
    blur: process('blurred'),
    suppressNoise: process('suppressed'),
    choices: { microphone: null, camera: null, backgroundBlur: false, noiseSuppression: false },
    muted: false,
    newTrackId: () => `track-${++tracks}`,
    onNotice: (notice) => notices.push(notice),
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  return { own, answers, opened, notices, problems };
}
