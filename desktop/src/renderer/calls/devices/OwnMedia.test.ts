import { ConfabError } from '@confab/shared-types';
import type { TrackSource } from '@confab/shared-types';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Publication } from '../room/callState.ts';
import { BlurTooSlow } from './OwnCamera.ts';
import type { OwnMedia } from './OwnMedia.ts';
import type { PublishingCall } from './PublishedTracks.ts';
import { createFakeMedia } from './testing/createFakeMedia.ts';
import { FakeTrack } from './testing/FakeTrack.ts';

/** Keeps what a call is asked to send, as source and name of the track. */
class FakeCall implements PublishingCall {
  readonly sent = new Map<TrackSource, { track: string; label: string; muted: boolean }>();
  readonly replaced: string[] = [];
  refuses: TrackSource | null = null;

  publish({ source, track, media, muted = false }: Publication): Promise<void> {
    if (source === this.refuses) return Promise.reject(new ConfabError('no-grant'));
    this.sent.set(source, { track, label: media.label, muted });
    return Promise.resolve();
  }
  unpublish(source: TrackSource): Promise<void> {
    this.sent.delete(source);
    return Promise.resolve();
  }
  setMuted(source: TrackSource, muted: boolean): Promise<void> {
    const sent = this.sent.get(source);
    if (sent !== undefined) sent.muted = muted;
    return Promise.resolve();
  }
  replaceTrack(source: TrackSource, media: MediaStreamTrack): Promise<void> {
    const sent = this.sent.get(source);
    if (sent !== undefined) sent.label = media.label;
    this.replaced.push(media.label);
    return Promise.resolve();
  }
}

const running: OwnMedia[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const own of running.splice(0)) own.stop();
});

async function opened(options: Parameters<typeof createFakeMedia>[0] = {}, camera = true) {
  const made = createFakeMedia(options);
  running.push(made.own);
  made.own.open(camera);
  await vi.waitFor(() => expect(made.own.state.microphone).not.toBe('starting'));
  if (camera) await vi.waitFor(() => expect(made.own.state.camera).not.toBe('starting'));
  return made;
}

describe('OwnMedia', () => {
  it('is open before there is a call, and sends the same tracks once there is one', async () => {
    const { own, opened: devices } = await opened();
    const call = new FakeCall();
    own.attach(call);
    expect(own.state).toMatchObject({ microphone: 'on', camera: 'on' });
    expect(call.sent.get('microphone')).toMatchObject({ label: 'system microphone (copy)' });
    expect(call.sent.get('camera')).toMatchObject({ label: 'system camera' });
    expect([devices.microphone.length, devices.camera.length]).toEqual([1, 1]);
    own.stop();
    const all = [
      ...devices.microphone,
      ...(devices.microphone[0]?.clones ?? []),
      ...devices.camera,
    ];
    expect(all.every(({ stopped }) => stopped)).toBe(true);
  });

  it('mutes by silence of what is sent and transcribed; the device goes on for the meter', async () => {
    const { own, opened: devices, answers } = await opened();
    const call = new FakeCall();
    own.attach(call);
    own.setMicrophone(false);
    const [device] = devices.microphone;
    expect(device?.clones.map(({ enabled }) => enabled)).toEqual([false, false]);
    expect(device).toMatchObject({ enabled: true, stopped: false });
    expect(call.sent.get('microphone')?.muted).toBe(true);
    answers.level = 0.7;
    expect(own.microphoneLevel()).toBe(0.7);
    own.toggleMicrophone();
    expect(call.sent.get('microphone')?.muted).toBe(false);
  });

  it('tells that somebody speaks into the muted microphone', async () => {
    vi.useFakeTimers();
    const made = createFakeMedia({ muted: true });
    running.push(made.own);
    made.own.open(false);
    await vi.advanceTimersByTimeAsync(0);
    made.answers.level = 0.6;
    await vi.advanceTimersByTimeAsync(600);
    expect(made.own.state).toMatchObject({ microphone: 'muted', speakingWhileMuted: true });
    made.own.setMicrophone(true);
    expect(made.own.state.speakingWhileMuted).toBe(false);
  });

  it('changes the device in the same track, and gives the old one back after', async () => {
    const { own, opened: devices } = await opened();
    const call = new FakeCall();
    own.attach(call);
    const before = call.sent.get('microphone')?.track;
    own.apply({ microphone: 'headset', camera: 'webcam' });
    await vi.waitFor(() => expect(call.replaced.toSorted()).toEqual(['headset (copy)', 'webcam']));
    expect(call.sent.get('microphone')?.track).toBe(before);
    expect([devices.microphone[0]?.stopped, devices.camera[0]?.stopped]).toEqual([true, true]);
    expect([own.usedDevice('microphone'), own.usedDevice('camera')]).toEqual(['headset', 'webcam']);
  });

  it('keeps the device in use when another one cannot be opened, and says so', async () => {
    const { own, answers, opened: devices, notices } = await opened();
    answers.camera = () => Promise.resolve({ result: 'missing' });
    own.apply({ camera: 'broken' });
    await vi.waitFor(() => expect(notices).toEqual([{ type: 'not-opened', kind: 'camera' }]));
    expect(own.state.camera).toBe('on');
    expect(devices.camera[0]?.stopped).toBe(false);
  });

  it('goes on with the system’s choice when the device is pulled out, and says so', async () => {
    const {
      own,
      opened: devices,
      notices,
    } = await opened({
      choices: {
        microphone: 'headset',
        camera: null,
        backgroundBlur: false,
        noiseSuppression: false,
      },
    });
    const call = new FakeCall();
    own.attach(call);
    devices.microphone[0]?.unplug();
    const told = { type: 'switched', kind: 'microphone', from: 'headset', to: 'system microphone' };
    await vi.waitFor(() => expect(notices).toEqual([told]));
    expect(call.sent.get('microphone')?.label).toBe('system microphone (copy)');
    expect(own.state.microphone).toBe('on');
  });

  it('says what is missing when nothing is left, and takes it when it is plugged in again', async () => {
    const { own, answers, opened: devices, notices } = await opened();
    const open = answers.microphone;
    const call = new FakeCall();
    own.attach(call);
    answers.microphone = () => Promise.resolve({ result: 'missing' });
    devices.microphone[0]?.unplug();
    await vi.waitFor(() => expect(own.state.microphone).toBe('missing'));
    expect(call.sent.has('microphone')).toBe(false);
    expect(notices).toEqual([]);
    answers.microphone = open;
    own.toggleMicrophone();
    await vi.waitFor(() => expect(own.state.microphone).toBe('on'));
    expect(call.sent.has('microphone')).toBe(true);
  });

  it('takes a device that is chosen while none was there', async () => {
    const { own, answers } = await opened();
    const open = answers.camera;
    answers.camera = () => Promise.resolve({ result: 'missing' });
    own.toggleCamera();
    own.toggleCamera();
    await vi.waitFor(() => expect(own.state.camera).toBe('missing'));
    answers.camera = open;
    own.apply({ camera: 'webcam' });
    await vi.waitFor(() => expect(own.state.camera).toBe('on'));
    own.toggleCamera();
    own.apply({ camera: null });
    expect(own.state.camera).toBe('off');
  });

  it('turns the camera off by giving it back, however fast it is pressed', async () => {
    const { own, opened: devices } = await opened();
    for (let press = 0; press < 9; press += 1) own.toggleCamera();
    await vi.waitFor(() => expect(own.state.camera).toBe('off'));
    await vi.waitFor(() => expect(devices.camera.every(({ stopped }) => stopped)).toBe(true));
    expect(own.store.getState().picture).toBeNull();
  });

  it('blurs and suppresses in the same track; what fails is off and told', async () => {
    const { own, notices } = await opened();
    const call = new FakeCall();
    own.attach(call);
    own.apply({ backgroundBlur: true, noiseSuppression: true });
    await vi.waitFor(() => expect(call.replaced.toSorted()).toEqual(['blurred', 'suppressed']));
    own.apply({ backgroundBlur: false, noiseSuppression: false });
    await vi.waitFor(() => expect(call.sent.get('camera')?.label).toBe('system camera'));

    const slow = await opened({ blur: () => Promise.reject(new BlurTooSlow()) });
    slow.own.apply({ backgroundBlur: true });
    const told = { type: 'no-blur', reason: 'too-slow' };
    await vi.waitFor(() => expect(slow.notices).toEqual([told]));
    expect(slow.own.state.camera).toBe('on');
    expect(notices).toEqual([]);
  });

  it('never shows the picture unblurred where blur was chosen before', async () => {
    const blurred = Promise.withResolvers<{ track: MediaStreamTrack; stop: () => void }>();
    const made = createFakeMedia({
      choices: { microphone: null, camera: null, backgroundBlur: true, noiseSuppression: false },
      blur: () => blurred.promise,
    });
    running.push(made.own);
    made.own.open(true);
    await vi.waitFor(() => expect(made.opened.camera).toHaveLength(1));
    expect(made.own.store.getState().picture).toBeNull();
    const track = new FakeTrack('blurred');
    blurred.resolve({ track: track.media, stop: () => track.stop() });
    await vi.waitFor(() => expect(made.own.store.getState().picture?.label).toBe('blurred'));
  });

  it('shares the screen with its sound until the system’s own bar stops it', async () => {
    const { own, answers } = await opened();
    const call = new FakeCall();
    own.attach(call);
    const [picture, sound] = [new FakeTrack('screen'), new FakeTrack('screen sound')];
    answers.screen = () =>
      Promise.resolve({ result: 'ok', picture: picture.media, sound: sound.media });
    await own.shareScreen();
    expect(own.state).toMatchObject({ screen: 'on', screenAudio: true });
    expect([...call.sent.keys()]).toContain('screen_share_audio');
    picture.unplug();
    expect(own.state).toMatchObject({ screen: 'off', screenAudio: false });
    expect([...call.sent.keys()].toSorted()).toEqual(['camera', 'microphone']);
    expect(sound.stopped).toBe(true);
  });

  it('ends a share that the room does not allow, and sends what it allows later', async () => {
    const { own, answers } = await opened();
    const call = new FakeCall();
    call.refuses = 'microphone';
    own.attach(call);
    await vi.waitFor(() => expect(call.sent.has('camera')).toBe(true));
    expect(call.sent.has('microphone')).toBe(false);
    call.refuses = 'screen_share';
    own.publishAgain();
    await vi.waitFor(() => expect(call.sent.has('microphone')).toBe(true));
    const picture = new FakeTrack('screen');
    answers.screen = () => Promise.resolve({ result: 'ok', picture: picture.media, sound: null });
    await own.shareScreen();
    await vi.waitFor(() => expect(own.state.screen).toBe('off'));
    expect(picture.stopped).toBe(true);
  });
});
