import { ConfabError } from '@confab/shared-types';
import type { Call as CallInfo, Caption, Consent, HubEventType } from '@confab/shared-types';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { DocumentHandle } from '../hub/DocumentHandle.ts';
import type { Call, CallPeer, CallState, DataMessage, HostWord } from './room/callState.ts';
import { createCallStore } from './callStore.ts';
import type { CallStoreOptions } from './callStore.ts';
import type { DeviceChoices } from './devices/deviceChoices.ts';
import type { MediaOutcome } from './devices/localMedia.ts';
import { createFakeMedia } from './devices/testing/createFakeMedia.ts';
import type { FakeTrack } from './devices/testing/FakeTrack.ts';

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
  const rest = { role: 'presenter', tracks: {}, quality: 'good' } as const;
  return { session, identity, name, ...flags, ...rest };
}

/** What a session asks of a call; the rest of it is for others. */
class FakeCall implements Pick<
  Call,
  | 'subscribe'
  | 'getState'
  | 'publish'
  | 'unpublish'
  | 'setMuted'
  | 'replaceTrack'
  | 'sendData'
  | 'onData'
  | 'onHostWord'
  | 'setTranscription'
  | 'raiseHand'
  | 'serverNow'
  | 'leave'
> {
  state: CallState = {
    phase: 'in-call',
    reason: null,
    error: null,
    self: peer('session-own', 'account-anna', 'Anna'),
    peers: [peer('session-bob', 'account-bob', 'Bob')],
    speakers: [],
    transcription: null,
    grants: null,
    rules: { locked: false, lobby: false },
    waiting: [],
    chat: [],
    audioOnly: 'off',
  };
  readonly sent: unknown[] = [];
  readonly published: string[] = [];
  readonly muted: boolean[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #dataListeners = new Set<(message: DataMessage) => void>();
  readonly #wordListeners = new Set<(word: HostWord) => void>();

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
  sendData(topic: string, payload: unknown): Promise<void> {
    this.sent.push({ topic, payload });
    return Promise.resolve();
  }
  onData(listener: (message: DataMessage) => void): () => void {
    this.#dataListeners.add(listener);
    return () => this.#dataListeners.delete(listener);
  }
  onHostWord(listener: (word: HostWord) => void): () => void {
    this.#wordListeners.add(listener);
    return () => this.#wordListeners.delete(listener);
  }
  say(word: HostWord): void {
    for (const listener of this.#wordListeners) listener(word);
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
    ['speech.models', [{ id: 'whisper', name: 'Whisper', sizeBytes: 1, languages: ['en'] }]],
  ]);
  readonly documents = new Map<string, Y.Doc>();
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
  doc(key: string): Y.Doc {
    const doc = this.documents.get(key) ?? new Y.Doc();
    this.documents.set(key, doc);
    return doc;
  }
  openBlob(): never {
    throw new Error('nothing is sent unless somebody asks for it');
  }
  openDocument(key: string): DocumentHandle {
    const nothing = (): void => undefined;
    const handle = { doc: this.doc(key), state: 'saved', opened: () => Promise.resolve() };
    return { ...handle, onChange: () => nothing, release: nothing } as unknown as DocumentHandle;
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
let devices: ReturnType<typeof createFakeMedia>;
let listening: FakeTrack[];
let remembered: Partial<DeviceChoices>[];
let speak: (samples: Float32Array) => void;
let model: string | null;
let failedFor: string[];
let ended: string[];
let refused: unknown[];

const place = { workspace: 'workspace-1', page: 'page-0001', call: null };

function createStore() {
  const options: CallStoreOptions = {
    hub,
    joinCall: () => call as unknown as Call,
    capture: (track, onPiece) => {
      listening.push(track as unknown as FakeTrack);
      speak = onPiece;
      return Promise.resolve({ stop: () => Promise.resolve() });
    },
    startTape: () => {
      throw new Error('no voice is kept unless somebody asks for it');
    },
    remember: (choices) => remembered.push(choices),
    speechChoice: () => ({ model, language: 'en' }),
    languages: () => ['ko', 'en'],
    onVolunteerFailed: (name) => failedFor.push(name),
    onRefused: (error) => refused.push(error),
    onEnded: (reason) => ended.push(reason),
    onProblem: () => undefined,
  };
  return createCallStore(options);
}

async function inCall(outcomes: Partial<Record<'microphone' | 'camera', MediaOutcome>> = {}) {
  const store = createStore();
  for (const kind of ['microphone', 'camera'] as const) {
    const outcome = outcomes[kind];
    if (outcome !== undefined) devices.answers[kind] = () => Promise.resolve(outcome);
  }
  devices.own.open(true);
  await store.enter(place, { own: devices.own });
  const { session } = store.getState();
  if (session === null) throw new Error('no session');
  await vi.waitFor(() => {
    const { microphone, camera } = session.store.getState().own;
    expect([microphone, camera]).not.toContain('starting');
  });
  return { store, session };
}

beforeEach(() => {
  hub = new FakeHub();
  call = new FakeCall();
  devices = createFakeMedia();
  listening = [];
  remembered = [];
  model = 'whisper';
  failedFor = [];
  ended = [];
  refused = [];
});

describe('callStore', () => {
  it('sends what is open already, and gives it back on leaving', async () => {
    const { store, session } = await inCall();
    expect(call.published.toSorted()).toEqual(['camera', 'microphone']);
    expect(session.store.getState().own).toMatchObject({ microphone: 'on', camera: 'on' });
    store.leave();
    const { microphone, camera } = devices.opened;
    expect([...microphone, ...camera].map(({ stopped }) => stopped)).toEqual([true, true]);
    expect(call.state.phase).toBe('ended');
    expect(store.getState().session).toBeNull();
    expect(ended).toEqual([]);
  });

  it('joins without what is denied or missing', async () => {
    const { session } = await inCall({
      microphone: { result: 'denied' },
      camera: { result: 'missing' },
    });
    expect(session.store.getState().own).toMatchObject({ microphone: 'denied', camera: 'missing' });
    expect(call.published).toEqual([]);
  });

  it('uses a chosen device at once and remembers it', async () => {
    const { session } = await inCall();
    session.chooseDevice('microphone', 'headset');
    await vi.waitFor(() => expect(devices.own.usedDevice('microphone')).toBe('headset'));
    expect(remembered).toEqual([{ microphone: 'headset' }]);
  });

  it('closes what a host mutes, and opens nothing that a host asks for', async () => {
    const { session } = await inCall();
    call.say({ type: 'muted', source: 'microphone', by: 'account-bob' });
    expect(session.store.getState().own.microphone).toBe('muted');
    call.say({ type: 'unmute-asked', source: 'microphone', by: 'account-bob' });
    expect(session.store.getState().own.microphone).toBe('muted');
    call.say({ type: 'muted', source: 'camera', by: 'account-bob' });
    expect(session.store.getState().own.camera).toBe('off');
  });

  it('tells one end from the other: a room that does not take one, and a call one was in', async () => {
    const store = createStore();
    const joining = { phase: 'joining', self: null } as const;
    call.become(joining);
    await store.enter(place, { own: devices.own });
    call.become({ phase: 'ended', reason: 'failed', error: 'room-locked' });
    expect(store.getState().session).toBeNull();
    expect(refused).toEqual(['room-locked']);
    expect(ended).toEqual([]);
  });

  it('tells why a call is over that was not left', async () => {
    const { store } = await inCall();
    call.become({ phase: 'ended', reason: 'removed' });
    expect(store.getState().session).toBeNull();
    expect(ended).toEqual(['removed']);
    expect(devices.opened.microphone[0]?.stopped).toBe(true);
  });

  it('lets a refused start be tried again', async () => {
    hub.answers.set('calls.start', new ConfabError('calls-unavailable'));
    const store = createStore();
    devices.own.open(false);
    const entering = store.enter(place, { own: devices.own });
    await expect(entering).rejects.toThrow('calls-unavailable');
    expect(store.getState()).toMatchObject({ session: null, starting: false });
    await vi.waitFor(() => expect(devices.own.state.microphone).toBe('on'));
    expect(devices.opened.microphone[0]?.stopped).toBe(false);
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
      words: { speech: 'on' },
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
    expect(session.store.getState().words.speech).toBe('no-model');
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

  it('follows another microphone in the same stream, and counts its sound once', async () => {
    const { session } = await inCall();
    await session.startTranscription('Minutes');
    speak(new Float32Array(1600));
    const speakBefore = speak;
    session.chooseDevice('microphone', 'headset');
    await vi.waitFor(() => expect(listening).toHaveLength(2));
    speakBefore(new Float32Array(1600));
    speak(new Float32Array(1600));
    await vi.waitFor(() => expect(hub.audio).toHaveLength(2));
    expect(hub.audio.map(({ firstSample }) => firstSample)).toEqual([0, 1600]);
    expect(hub.methods().filter((method) => method === 'speech.begin')).toHaveLength(1);
  });

  it('ends the stream when transcription stops or the call is left', async () => {
    const { store, session } = await inCall();
    await session.startTranscription('Minutes');
    speak(new Float32Array(1600));
    await session.stopTranscription();
    await vi.waitFor(() => expect(hub.methods()).toContain('speech.end'));
    expect(session.store.getState().words.speech).toBe('off');
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
    await vi.waitFor(() => expect(session.store.getState().words.speech).toBe('no-model'));
    hub.answers.set('speech.begin', { stream: 'stream-2' });
    session.transcription.restart();
    expect(session.store.getState().words.speech).toBe('on');
  });
});

const callKey = 'workspace-1/call/call-0001';

/** What is kept of the call for everybody. */
function kept(map: string): Record<string, unknown> {
  return hub.doc(callKey).getMap(map).toJSON();
}

function agreed(account: string, consent: Consent): void {
  hub.doc(callKey).getMap('consents').set(account, consent);
}

function begun(): unknown[] {
  return hub.asked.filter(({ method }) => method === 'speech.begin').map(({ params }) => params);
}

describe('consent', () => {
  it('is written once the words really go to a model, and so is since when', async () => {
    const { session } = await inCall();
    await session.startTranscription('Minutes');
    expect(kept('consents')).toEqual({});
    speak(new Float32Array(1600));
    await vi.waitFor(() =>
      expect(kept('consents')).toEqual({
        'account-anna': { choice: 'own-machine', model: 'Whisper', at: 60_000 },
      }),
    );
    const period = { startedBy: 'account-anna', startedAt: 5 };
    expect(kept('periods')).toEqual({ 5: { ...period, stoppedAt: null } });
    await session.stopTranscription();
    expect(kept('periods')).toEqual({ 5: { ...period, stoppedAt: 60_000 } });
  });

  it('of the last one who leaves ends what they started', async () => {
    const { store, session } = await inCall();
    await session.startTranscription('Minutes');
    await vi.waitFor(() => expect(kept('periods')).toHaveProperty('5'));
    call.become({ peers: [] });
    store.leave();
    expect(kept('periods')).toMatchObject({ 5: { stoppedAt: 60_000 } });
  });

  it('declined at once: nothing more is sent and what was written is taken back', async () => {
    const { session } = await inCall();
    call.become({ transcription: { startedBy: 'account-bob', startedAt: 5 } });
    speak(new Float32Array(1600));
    await vi.waitFor(() => expect(hub.audio).toHaveLength(1));
    const speech = hub.doc('workspace-1/speech/call-0001/account-anna');
    speech.getArray('lines').push([{ id: 'u1', startedAt: 50 }]);
    session.transcription.decline();
    speak(new Float32Array(1600));
    await vi.waitFor(() => expect(speech.getMap('removed').has('u1')).toBe(true));
    expect(hub.audio).toHaveLength(1);
    expect(session.store.getState().words.speech).toBe('declined');
    expect(kept('consents')).toMatchObject({ 'account-anna': { choice: 'declined' } });
  });

  it('declined later leaves what was written, and can be given again', async () => {
    const { session } = await inCall();
    await session.startTranscription('Minutes');
    const speech = hub.doc('workspace-1/speech/call-0001/account-anna');
    speech.getArray('lines').push([{ id: 'u1', startedAt: 50 }]);
    session.transcription.decline();
    session.transcription.agreeAgain();
    expect(session.store.getState().words.speech).toBe('on');
    expect(speech.getMap('removed').size).toBe(0);
  });

  it('to a device without a model any more is taken back', async () => {
    agreed('account-anna', { choice: 'own-machine', at: 1 });
    model = null;
    await inCall();
    call.become({ transcription: { startedBy: 'account-bob', startedAt: 5 } });
    expect(kept('consents')).toEqual({});
  });

  it('of somebody who declined before holds when they come again', async () => {
    agreed('account-anna', { choice: 'declined', at: 1 });
    const { session } = await inCall();
    call.become({ transcription: { startedBy: 'account-bob', startedAt: 5 } });
    expect(session.store.getState().words.speech).toBe('declined');
    expect(listening).toEqual([]);
  });
});

describe('a volunteer', () => {
  const media = {} as MediaStreamTrack;
  const track = { session: 'session-bob', source: 'microphone', track: 'mic-bob', kind: 'audio' };
  const bob = (muted = false): CallPeer => ({
    ...peer('session-bob', 'account-bob', 'Bob'),
    tracks: { microphone: { ...track, muted, media, held: false } as never },
  });

  it('writes down who accepts, from their received track, in the languages they speak', async () => {
    const { session } = await inCall();
    await session.startTranscription('Minutes');
    call.become({ peers: [bob()] });
    session.transcription.record.offer('account-bob');
    expect(kept('offers')).toEqual({ 'account-bob|account-anna': { at: 60_000 } });
    expect(listening).toHaveLength(1);
    const languages = ['ko'];
    agreed('account-bob', { choice: 'volunteer', volunteer: 'account-anna', languages, at: 7 });
    expect(listening[1]).toBe(media);
    speak(new Float32Array(1600));
    await vi.waitFor(() =>
      expect(begun()).toContainEqual(
        expect.objectContaining({ speaker: 'account-bob', track: 'mic-bob', language: 'ko' }),
      ),
    );
    hub.emit('caption', {
      stream: 'stream-1',
      caption: { ...caption('annyeong', true), speaker: 'account-bob' },
    });
    expect(session.store.getState().captions.map(({ name }) => name)).toEqual(['Bob']);
    agreed('account-bob', { choice: 'declined', at: 8 });
    expect(session.store.getState().captions).toEqual([]);
    await vi.waitFor(() => expect(hub.methods()).toContain('speech.end'));
  });

  it('stops when the offer is taken back, and when it fails takes it back', async () => {
    const { session } = await inCall();
    await session.startTranscription('Minutes');
    call.become({ peers: [bob()] });
    session.transcription.record.offer('account-bob');
    agreed('account-bob', { choice: 'volunteer', volunteer: 'account-anna', at: 7 });
    hub.answers.set('speech.begin', new ConfabError('language-unsupported'));
    speak(new Float32Array(1600));
    await vi.waitFor(() => expect(failedFor).toEqual(['Bob']));
    expect(kept('offers')).toEqual({});
  });

  it('is named to whom words are shown only where the speaker agreed', async () => {
    const { session } = await inCall();
    call.become({ transcription: { startedBy: 'account-bob', startedAt: 5 } });
    const cleo = peer('session-cleo', 'account-cleo', 'Cleo');
    call.become({ peers: [bob(), cleo] });
    const said = { ...caption('hello', true), speaker: 'account-cleo' };
    const receive = (): void =>
      call.receive({ from: 'session-bob', topic: 'caption', payload: said });
    receive();
    expect(session.store.getState().captions).toEqual([]);
    agreed('account-cleo', { choice: 'volunteer', volunteer: 'account-bob', at: 1 });
    receive();
    expect(session.store.getState().captions.map(({ name }) => name)).toEqual(['Cleo']);
  });

  it('is accepted by whoever has no model, until they have one', async () => {
    model = null;
    const { session } = await inCall();
    call.become({ transcription: { startedBy: 'account-bob', startedAt: 5 } });
    session.transcription.ask();
    expect(kept('asks')).toEqual({ 'account-anna': { at: 60_000 } });
    hub.doc(callKey).getMap('offers').set('account-anna|account-bob', { at: 6 });
    session.transcription.accept('account-bob');
    expect(kept('asks')).toEqual({});
    expect(kept('consents')).toMatchObject({
      'account-anna': { choice: 'volunteer', volunteer: 'account-bob', languages: ['en'] },
    });
    expect(session.store.getState().words.speech).toBe('volunteer');
    model = 'whisper';
    session.transcription.restart();
    speak(new Float32Array(1600));
    await vi.waitFor(() =>
      expect(kept('consents')).toMatchObject({
        'account-anna': { choice: 'own-machine', earlier: ['account-bob'] },
      }),
    );
    expect(kept('offers')).toEqual({});
  });

  it('who leaves writes nothing down any more, and that is news', async () => {
    model = null;
    const { session } = await inCall();
    call.become({ transcription: { startedBy: 'account-bob', startedAt: 5 } });
    hub.doc(callKey).getMap('offers').set('account-anna|account-bob', { at: 6 });
    session.transcription.accept('account-bob');
    call.become({ peers: [] });
    expect(session.store.getState().words).toMatchObject({
      speech: 'no-model',
      modelNoticeSeen: false,
    });
  });
});
