import { captionSchema, captionTopic } from '@confab/shared-types';
import type { Caption, Call as CallInfo, SpeechState } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { HubClient } from '../hub/HubClient.ts';
import type { Call, CallState, DataMessage, HostWord } from './room/callState.ts';
import { addCaption, captionLifetimeMs, visibleCaptions } from './captions/captionLines.ts';
import type { CaptionLine } from './captions/captionLines.ts';
import type { OwnMedia } from './devices/OwnMedia.ts';
import type { DeviceKind, OwnMediaState } from './devices/ownMediaState.ts';
import type { DeviceChoices } from './devices/deviceChoices.ts';
import type { CaptureSpeech } from './captions/OwnSpeech.ts';
import { OwnWords } from './captions/OwnWords.ts';
import type { OwnSpeechState, OwnWordsOptions } from './captions/OwnWords.ts';

export interface SessionState {
  readonly info: CallInfo;
  readonly call: CallState;
  readonly own: OwnMediaState;
  readonly captions: readonly CaptionLine[];
  readonly captionsShown: boolean;
  readonly speech: OwnSpeechState;
  /** The transcriber process as the hub last told. */
  readonly transcriber: SpeechState;
  /** Lets the call be heard where the browser waits for a press; null: it is heard. */
  readonly playSound: (() => void) | null;
}

export interface CallSessionOptions {
  readonly info: CallInfo;
  readonly call: Call;
  readonly hub: Pick<HubClient, 'request' | 'on' | 'onState' | 'sendAudio'>;
  /** Open already; the session closes it when it ends. */
  readonly own: OwnMedia;
  readonly capture: CaptureSpeech;
  /** Keeps what the person chose for the next time too. */
  readonly remember: (choices: Partial<DeviceChoices>) => void;
  readonly speechChoice: OwnWordsOptions['speechChoice'];
  readonly onProblem: (error: unknown) => void;
}

/** One call this window is in: the room, the person's own devices, and what is said. */
export class CallSession {
  readonly store: StoreApi<SessionState>;
  readonly call: Call;
  readonly #options: CallSessionOptions;
  readonly #own: OwnMedia;
  readonly #words: OwnWords;
  readonly #stops: (() => void)[];
  #captionTimer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(options: CallSessionOptions) {
    const { call, hub, own } = options;
    this.#options = options;
    this.call = call;
    this.#own = own;
    this.store = createStore<SessionState>(() => ({
      info: options.info,
      call: call.getState(),
      own: this.#own.state,
      captions: [],
      captionsShown: true,
      speech: 'off',
      transcriber: { state: 'idle' },
      playSound: null,
    }));
    this.#words = new OwnWords({
      ...options,
      onState: (speech) => this.store.setState({ speech }),
    });
    own.attach(call);
    this.#stops = [
      own.store.subscribe((state) => {
        this.store.setState({ own: state });
        this.#words.refresh();
      }),
      call.onHostWord((word) => this.#onHostWord(word)),
      call.subscribe(() => this.#onCall(call.getState())),
      call.onData((message) => this.#onData(message)),
      hub.on('caption', ({ stream, caption }) => this.#onOwnCaption(stream, caption)),
      hub.on('speech', (transcriber) => this.store.setState({ transcriber })),
      hub.on('call', (info) => {
        if (info.id === options.info.id) this.store.setState({ info });
      }),
      hub.onState((state) => {
        if (state === 'open') this.#words.resume();
      }),
    ];
  }

  /** The person's own devices. */
  get own(): OwnMedia {
    return this.#own;
  }

  get id(): string {
    return this.#options.info.id;
  }

  toggleMicrophone(): void {
    this.#own.toggleMicrophone();
  }

  /** Heard or not; push-to-talk is this with each press and release. */
  setMicrophone(on: boolean): void {
    this.#own.setMicrophone(on);
  }

  toggleCamera(): void {
    this.#own.toggleCamera();
  }

  /** Resolves when the person has chosen what to show, or nothing; `own.screen` tells. */
  shareScreen(): Promise<void> {
    return this.#own.shareScreen();
  }

  stopSharing(): void {
    this.#own.stopSharing();
  }

  /** Null: the system's choice. In use at once, and the next time. */
  chooseDevice(kind: DeviceKind, deviceId: string | null): void {
    this.#choose({ [kind]: deviceId });
  }

  setBackgroundBlur(on: boolean): void {
    this.#choose({ backgroundBlur: on });
  }

  setNoiseSuppression(on: boolean): void {
    this.#choose({ noiseSuppression: on });
  }

  /** How loud it is in front of the microphone, muted or not: 0 to 1. */
  microphoneLevel(): number {
    return this.#own.microphoneLevel();
  }

  toggleCaptions(): void {
    this.store.setState(({ captionsShown }) => ({ captionsShown: !captionsShown }));
  }

  async toggleHand(): Promise<void> {
    const raised = this.store.getState().call.self?.handRaised ?? false;
    await this.#options.call.raiseHand(!raised);
  }

  /** Makes the minutes page where there is none yet, then turns transcription on for everybody. */
  async startTranscription(title: string): Promise<void> {
    const { workspace, id } = this.#options.info;
    const info = await this.#options.hub.request('calls.transcribe', {
      workspace,
      call: id,
      title,
    });
    this.store.setState({ info, captionsShown: true });
    await this.#options.call.setTranscription(true);
  }

  stopTranscription(): Promise<void> {
    return this.#options.call.setTranscription(false);
  }

  /** Begins to write down anew: after a failure, or with the model and language chosen just now. */
  restartSpeech(): void {
    this.#words.restart();
  }

  /** Milliseconds since the call began, by the server's clock; null until it is known. */
  elapsedMs(): number | null {
    const now = this.#options.call.serverNow();
    return now === null ? null : Math.max(0, now - this.#options.info.startedAt);
  }

  setPreferredLayers(session: string, spatialLayer: number): void {
    this.#options.call.setPreferredLayers(session, 'camera', spatialLayer);
  }

  leave(): void {
    this.#close();
    this.#options.call.leave();
  }

  #onCall(call: CallState): void {
    const before = this.store.getState().call;
    this.store.setState({ call });
    if (call.phase === 'ended') return this.#close();
    if (before.grants !== call.grants) this.#own.publishAgain();
    const spoken = before.transcription !== call.transcription || before.phase !== call.phase;
    if (!spoken) return;
    if (call.transcription === null) this.store.setState({ captions: [] });
    this.#words.refresh();
  }

  #choose(choices: Partial<DeviceChoices>): void {
    this.#own.apply(choices);
    this.#options.remember(choices);
  }

  /** What a host closed is closed here too; what a host asks for is the person's to do. */
  #onHostWord(word: HostWord): void {
    if (word.type !== 'muted') return;
    switch (word.source) {
      case 'microphone':
        return this.#own.setMicrophone(false);
      case 'camera':
        this.#own.setCamera(false).catch(this.#options.onProblem);
        return;
      case 'screen_share':
      case 'screen_share_audio':
        return this.#own.stopSharing();
    }
  }

  #onData(message: DataMessage): void {
    if (message.topic !== captionTopic) return;
    const caption = captionSchema.safeParse(message.payload);
    const speaker = this.store.getState().call.peers.find((p) => p.session === message.from);
    if (!caption.success || speaker === undefined) return;
    this.#show(speaker.identity, speaker.name, caption.data);
  }

  #onOwnCaption(stream: string, caption: Caption): void {
    const { self } = this.store.getState().call;
    if (!this.#words.began(stream) || self === null) return;
    this.#show(self.identity, self.name, caption);
    // The transcript holds the line whether or not the others see it as a caption.
    this.#options.call.sendData(captionTopic, caption).catch(this.#options.onProblem);
  }

  #show(speaker: string, name: string, caption: Caption): void {
    const line: CaptionLine = { speaker, name, caption, receivedAt: Date.now() };
    this.store.setState(({ captions }) => ({ captions: addCaption(captions, line) }));
    this.#expireCaptions();
  }

  /** Takes lines off that are over, and comes again when the next one is. */
  #expireCaptions(): void {
    clearTimeout(this.#captionTimer);
    const now = Date.now();
    const captions = visibleCaptions(this.store.getState().captions, now);
    this.store.setState({ captions });
    const next = Math.min(...captions.map(({ receivedAt }) => receivedAt)) + captionLifetimeMs;
    if (captions.length === 0) return;
    this.#captionTimer = setTimeout(() => this.#expireCaptions(), next - now);
  }

  #close(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const stop of this.#stops) stop();
    clearTimeout(this.#captionTimer);
    this.#words.close();
    this.#own.stop();
  }
}
