import { ConfabError } from '@confab/shared-types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeHub } from '../hub/FakeHub.ts';
import { HubClient } from '../hub/HubClient.ts';
import { OwnVoiceRecorder } from './OwnVoiceRecorder.ts';
import type { StartTape } from './OwnVoiceRecorder.ts';

type Listeners = Parameters<StartTape>[0];

/** A tape that plays what the test puts on it. */
class FakeTape {
  readonly type = 'audio/webm;codecs=opus';
  readonly followed: (MediaStreamTrack | null)[] = [];
  readonly listeners: Listeners;
  stopped = false;

  constructor(listeners: Listeners) {
    this.listeners = listeners;
  }

  follow(track: MediaStreamTrack | null): void {
    this.followed.push(track);
  }

  say(bytes: number): void {
    this.listeners.onPiece(new Blob([new Uint8Array(bytes)]));
  }

  stop(): Promise<void> {
    if (!this.stopped) this.say(5);
    this.stopped = true;
    return Promise.resolve();
  }
}

const track = {} as MediaStreamTrack;
const another = {} as MediaStreamTrack;

let hub: FakeHub;
let client: HubClient;
let recorder: OwnVoiceRecorder;
let tapes: FakeTape[];
let begun: unknown[];
let ended: unknown[];
const onProblem = vi.fn<(error: unknown) => void>();

beforeEach(() => {
  hub = new FakeHub();
  tapes = [];
  begun = [];
  ended = [];
  onProblem.mockReset();
  hub.answers.set('audio.begin', (params) => {
    begun.push(params);
    return { transfer: `voice-${String(begun.length)}` };
  });
  hub.answers.set('audio.end', (params) => {
    ended.push(params);
    return {};
  });
  client = new HubClient({ connect: hub.connect, delay: () => Promise.resolve() });
  recorder = new OwnVoiceRecorder({
    hub: client,
    workspace: 'workspace-1',
    call: 'call-0001',
    now: () => 5_000,
    startTape: (listeners) => {
      const tape = new FakeTape(listeners);
      tapes.push(tape);
      return tape;
    },
    onProblem,
  });
});

afterEach(() => client.close());

function tape(): FakeTape {
  const last = tapes.at(-1);
  if (last === undefined) throw new Error('nothing is recorded');
  return last;
}

describe('OwnVoiceRecorder', () => {
  it('keeps nothing before it is asked to', () => {
    recorder.follow(track);
    expect(tapes).toEqual([]);
    expect(recorder.store.getState().name).toBe('off');
  });

  it('sends what is said from when it began, and the last of it when it stops', async () => {
    recorder.follow(track);
    recorder.start();
    tape().listeners.onStart();
    tape().say(10);
    tape().say(20);
    expect(recorder.store.getState().name).toBe('on');
    await recorder.stop();
    expect(begun).toEqual([
      {
        workspace: 'workspace-1',
        call: 'call-0001',
        startedAt: 5_000,
        type: 'audio/webm;codecs=opus',
      },
    ]);
    expect(hub.of('blob').map(({ offset, bytes }) => [offset, bytes.length])).toEqual([
      [0, 10],
      [10, 20],
      [30, 5],
    ]);
    expect(ended).toEqual([{ transfer: 'voice-1' }]);
    expect(recorder.store.getState().name).toBe('off');
  });

  it('goes on in the same sound when the device changes', () => {
    recorder.follow(track);
    recorder.start();
    recorder.follow(another);
    recorder.follow(another);
    recorder.follow(null);
    expect(tapes).toHaveLength(1);
    expect(tape().followed).toEqual([track, another, null]);
  });

  it('begins another sound when the hub was away', async () => {
    recorder.follow(track);
    recorder.start();
    tape().listeners.onStart();
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    hub.drop();
    tape().say(10);
    await vi.waitFor(() => expect(client.state).toBe('open'));
    recorder.resume();
    expect(tapes.map(({ stopped }) => stopped)).toEqual([true, false]);
    tape().listeners.onStart();
    await vi.waitFor(() => expect(begun).toHaveLength(2));
    expect(recorder.store.getState().name).toBe('on');
    expect(onProblem).not.toHaveBeenCalled();
  });

  it('gives up, and says so, when the disk takes nothing any more', async () => {
    recorder.start();
    tape().listeners.onStart();
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    tape().say(1_500_000);
    tape().say(1_500_000);
    expect(recorder.store.getState()).toEqual({
      name: 'failed',
      error: new ConfabError('storage-full'),
    });
    expect(tape().stopped).toBe(true);
  });
});
