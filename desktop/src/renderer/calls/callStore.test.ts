import { ConfabError } from '@confab/shared-types';
import type { Call as CallInfo, Caption, HubEventType } from '@confab/shared-types';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call, CallPeer, CallState, DataMessage } from './room/CallClient.ts';
import { createCallStore } from './callStore.ts';
import type { CallStoreOptions } from './callStore.ts';
import type { MediaOutcome } from './devices/localMedia.ts';

const info: CallInfo = {
  id: 'call-0001',
  workspace: 'workspace-1',
  page: 'page-0001',
  startedBy: 'account-anna',
  startedAt: 1000,
  endedAt: null,
  minutesPage: null,
};

function peer(session: string, identity: string, name: string): CallPeer {
  const flags = { joinedAt: 1, reconnecting: false, handRaised: false };
  return { session, identity, name, ...flags, tracks: {} };
}

class FakeTrack extends EventTarget {
  enabled = true;
  stopped = false;
  stop(): void {
    this.stopped = true;
  }
}

class FakeCall implements Call {
  state: CallState = {
    phase: 'in-call',
    reason: null,
    error: null,
    self: peer('session-own', 'account-anna', 'Anna'),
    peers: [peer('session-bob', 'account-bob', 'Bob')],
    speakers: [],
    transcription: null,
    grants: null,
  };
  readonly sent: unknown[] = [];
  readonly published: string[] = [];
  readonly muted: boolean[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #dataListeners = new Set<(message: DataMessage) => void>();

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  getState(): CallState {
    return this.state;
  }
  become(change: Partial<CallState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }
  receive(message: DataMessage): void {
    for (const listener of this.#dataListeners) listener(message);
  }
  publish({ source }: { source: string }): Promise<void> {
    this.published.push(source);
    return Promise.resolve();
  }
  unpublish(source: string): Promise<void> {
    this.published.splice(this.published.indexOf(source), 1);
    return Promise.resolve();
  }
  setMuted(_source: string, muted: boolean): Promise<void> {
    this.muted.push(muted);
    return Promise.resolve();
  }
  replaceTrack(): Promise<void> {
    return Promise.resolve();
  }
  setPreferredLayers(): void {
    return;
  }
  setVisible(): void {
    return;
  }
  sendData(topic: string, payload: unknown): Promise<void> {
    this.sent.push({ topic, payload });
    return Promise.resolve();
  }
  onData(listener: (message: DataMessage) => void): () => void {
    this.#dataListeners.add(listener);
    return () => this.#dataListeners.delete(listener);
  }
  setTranscription(on: boolean): Promise<void> {
    this.become({ transcription: on ? { startedBy: 'account-anna', startedAt: 5 } : null });
    return Promise.resolve();
  }
  raiseHand(): Promise<void> {
    return Promise.resolve();
  }
  serverNow(): number {
    return 60_000;
  }
  leave(): void {
    this.become({ phase: 'ended', reason: 'left' });
  }
}

class FakeHub {
  readonly asked: { method: string; params: unknown }[] = [];
  readonly audio: { firstSample: number; samples: Float32Array }[] = [];
  readonly answers = new Map<string, unknown>([
    ['calls.start', { call: info, url: 'ws://media', token: 'token' }],
    ['calls.join', { call: info, url: 'ws://media', token: 'token' }],
    ['calls.transcribe', { ...info, minutesPage: 'minutes-01' }],
    ['speech.begin', { stream: 'stream-1' }],
    ['speech.end', {}],
  ]);
  readonly #listeners = new Map<string, Set<(data: never) => void>>();
  #onOpen: ((state: 'open') => void) | null = null;

  request(method: string, params: unknown): Promise<never> {
    this.asked.push({ method, params });
    const answer = this.answers.get(method);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer as never);
  }
  on(event: string, listener: (data: never) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }
  onState(listener: (state: 'open') => void): () => void {
    this.#onOpen = listener;
    return () => undefined;
  }
  reopen(): void {
    this.#onOpen?.('open');
  }
  emit(event: HubEventType, data: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(data as never);
  }
  sendAudio(_stream: string, firstSample: number, samples: Float32Array): void {
    this.audio.push({ firstSample, samples });
  }
  methods(): string[] {
    return this.asked.map(({ method }) => method);
  }
}

function caption(text: string, final: boolean): Caption {
  const times = { startedAt: 1000, endedAt: 2000 };
  return { utterance: 'u1', track: 'microphone-1', text, final, ...times };
}

let hub: FakeHub;
let call: FakeCall;
let microphone: FakeTrack;
let camera: FakeTrack;
let speak: (samples: Float32Array) => void;
let model: string | null;
let active: boolean[];
let ended: string[];

function createStore(outcomes: Partial<Record<'microphone' | 'camera', MediaOutcome>> = {}) {
  const ok = (track: FakeTrack): MediaOutcome => ({
    result: 'ok',
    track: track as unknown as MediaStreamTrack,
  });
  let tracks = 0;
  const options: CallStoreOptions = {
    hub,
    joinCall: () => call,
    media: {
      openMicrophone: () => Promise.resolve(outcomes.microphone ?? ok(microphone)),
      openCamera: () => Promise.resolve(outcomes.camera ?? ok(camera)),
    },
    capture: (_track, onPiece) => {
      speak = onPiece;
      return Promise.resolve({ stop: () => Promise.resolve() });
    },
    devices: () => ({ microphone: null, camera: null }),
    speechChoice: () => ({ model, language: 'en' }),
    newTrackId: () => `track-${++tracks}`,
    onActive: (on) => active.push(on),
    onEnded: (reason) => ended.push(reason),
    onProblem: () => undefined,
  };
  return createCallStore(options);
}

async function inCall(outcomes?: Parameters<typeof createStore>[0]) {
  const store = createStore(outcomes);
  await store.start('workspace-1', 'page-0001');
  const { session } = store.getState();
  if (session === null) throw new Error('no session');
  await vi.waitFor(() => expect(session.store.getState().own.camera).not.toBe('starting'));
  return { store, session };
}

beforeEach(() => {
  hub = new FakeHub();
  call = new FakeCall();
  microphone = new FakeTrack();
  camera = new FakeTrack();
  model = 'whisper';
  active = [];
  ended = [];
});

describe('callStore', () => {
  it('joins with microphone and camera, and gives both back on leaving', async () => {
    const { store, session } = await inCall();
    expect(call.published).toEqual(['microphone', 'camera']);
    expect(session.store.getState().own).toEqual({ microphone: 'on', camera: 'on' });
    store.leave();
    expect([microphone.stopped, camera.stopped]).toEqual([true, true]);
    expect(call.state.phase).toBe('ended');
    expect(store.getState().session).toBeNull();
    expect(active).toEqual([true, false]);
    expect(ended).toEqual([]);
  });

  it('joins without what is denied or missing', async () => {
    const { session } = await inCall({
      microphone: { result: 'denied' },
      camera: { result: 'missing' },
    });
    expect(session.store.getState().own).toEqual({ microphone: 'denied', camera: 'missing' });
    expect(call.published).toEqual([]);
  });

  it('mutes by silence and keeps the device; turns the camera off by giving it back', async () => {
    const { session } = await inCall();
    session.toggleMicrophone();
    expect([microphone.enabled, microphone.stopped]).toEqual([false, false]);
    expect(call.muted).toEqual([true]);
    session.toggleCamera();
    expect(camera.stopped).toBe(true);
    expect(call.published).toEqual(['microphone']);
  });

  it('tells why a call is over that was not left', async () => {
    const { store } = await inCall();
    call.become({ phase: 'ended', reason: 'removed' });
    expect(store.getState().session).toBeNull();
    expect(ended).toEqual(['removed']);
    expect(microphone.stopped).toBe(true);
    expect(active).toEqual([true, false]);
  });

  it('lets a refused start be tried again', async () => {
    hub.answers.set('calls.start', new ConfabError('calls-unavailable'));
    const store = createStore();
    await expect(store.start('workspace-1', null)).rejects.toThrow('calls-unavailable');
    expect(store.getState()).toMatchObject({ session: null, starting: false });
  });

  it('keeps the running calls of a followed workspace up to date', async () => {
    hub.answers.set('calls.running', []);
    const store = createStore();
    await store.follow('workspace-1');
    hub.emit('call', info);
    expect(store.getState().running['workspace-1']).toEqual([info]);
    hub.emit('call', { ...info, endedAt: 9 });
    expect(store.getState().running['workspace-1']).toEqual([]);
  });
});

describe('transcription', () => {
  it('makes the minutes, then streams own speech and sends its captions to the others', async () => {
    const { session } = await inCall();
    await session.startTranscription('Minutes – Launch – 21 Nov');
    expect(session.store.getState()).toMatchObject({
      speech: 'on',
      info: { minutesPage: 'minutes-01' },
    });
    speak(new Float32Array(1600).fill(0.5));
    await vi.waitFor(() => expect(hub.audio).toHaveLength(1));
    expect(hub.asked.find(({ method }) => method === 'speech.begin')?.params).toMatchObject({
      call: 'call-0001',
      language: 'en',
      startedAt: 59_900,
    });
    hub.emit('caption', { stream: 'stream-1', caption: caption('hello', true) });
    hub.emit('caption', { stream: 'stream-of-another-window', caption: caption('no', true) });
    expect(session.store.getState().captions.map((line) => line.caption.text)).toEqual(['hello']);
    expect(call.sent).toEqual([{ topic: 'caption', payload: caption('hello', true) }]);
  });

  it('shows the captions of others with or without a model, and nothing malformed', async () => {
    model = null;
    const { session } = await inCall();
    await session.startTranscription('Minutes');
    expect(session.store.getState().speech).toBe('no-model');
    const from = 'session-bob';
    call.receive({ from, topic: 'caption', payload: caption('good morn', false) });
    call.receive({ from, topic: 'caption', payload: caption('Good morning.', true) });
    call.receive({ from, topic: 'caption', payload: { text: 7 } });
    call.receive({ from: 'nobody', topic: 'caption', payload: caption('ghost', true) });
    expect(session.store.getState().captions.map((line) => [line.name, line.caption.text])).toEqual(
      [['Bob', 'Good morning.']],
    );
  });

  it('sends no words while muted, and keeps counting time', async () => {
    const { session } = await inCall();
    await session.startTranscription('Minutes');
    speak(new Float32Array(1600).fill(0.5));
    await vi.waitFor(() => expect(hub.audio).toHaveLength(1));
    session.toggleMicrophone();
    for (let i = 0; i < 30; i++) speak(new Float32Array(1600).fill(0.5));
    const whileMuted = hub.audio.slice(1);
    expect(whileMuted).toHaveLength(10);
    expect(whileMuted.every(({ samples }) => samples.every((sample) => sample === 0))).toBe(true);
    session.toggleMicrophone();
    speak(new Float32Array(1600).fill(0.5));
    expect(hub.audio.at(-1)).toMatchObject({ firstSample: 31 * 1600 });
    expect(hub.audio.at(-1)?.samples[0]).toBe(0.5);
  });

  it('ends the stream when transcription stops or the call is left', async () => {
    const { store, session } = await inCall();
    await session.startTranscription('Minutes');
    speak(new Float32Array(1600));
    await session.stopTranscription();
    await vi.waitFor(() => expect(hub.methods()).toContain('speech.end'));
    expect(session.store.getState().speech).toBe('off');
    store.leave();
  });

  it('opens a new stream after the hub was away', async () => {
    const { session } = await inCall();
    await session.startTranscription('Minutes');
    speak(new Float32Array(1600));
    hub.reopen();
    speak(new Float32Array(1600));
    const begun = (): number => hub.methods().filter((each) => each === 'speech.begin').length;
    await vi.waitFor(() => expect(begun()).toBe(2));
    expect(hub.methods()).not.toContain('speech.end');
  });

  it('says that no model is there when the hub says so, and starts once one is chosen', async () => {
    hub.answers.set('speech.begin', new ConfabError('model-missing'));
    const { session } = await inCall();
    await session.startTranscription('Minutes');
    speak(new Float32Array(1600));
    await vi.waitFor(() => expect(session.store.getState().speech).toBe('no-model'));
    hub.answers.set('speech.begin', { stream: 'stream-2' });
    session.restartSpeech();
    expect(session.store.getState().speech).toBe('on');
  });
});
