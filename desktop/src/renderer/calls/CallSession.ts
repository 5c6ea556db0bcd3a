import { agreedTo, captionSchema, captionTopic } from '@confab/shared-types';
import type { Caption, Call as CallInfo, SpeechState } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { HubClient } from '../hub/HubClient.ts';
import { OwnVoiceRecorder } from '../recordings/OwnVoiceRecorder.ts';
import type { StartTape } from '../recordings/OwnVoiceRecorder.ts';
import type { Call, CallState, DataMessage, HostWord } from './room/callState.ts';
import { CaptionBoard } from './captions/CaptionBoard.ts';
import type { CaptionLine } from './captions/captionLines.ts';
import type { OwnMedia } from './devices/OwnMedia.ts';
import type { DeviceKind, OwnMediaState } from './devices/ownMediaState.ts';
import type { DeviceChoices } from './devices/deviceChoices.ts';
import { nameIn } from './stage/participants.ts';
import { CallTranscription } from './transcription/CallTranscription.ts';
import type { CallTranscriptionOptions, WordsState } from './transcription/CallTranscription.ts';

export interface SessionState {
  readonly info: CallInfo;
  readonly call: CallState;
  readonly own: OwnMediaState;
  readonly captions: readonly CaptionLine[];
  readonly words: WordsState;
  /** The transcriber process as the hub last told. */
  readonly transcriber: SpeechState;
  /** Lets the call be heard where the browser waits for a press; null: it is heard. */
  readonly playSound: (() => void) | null;
}

export interface CallSessionOptions extends Pick<
  CallTranscriptionOptions,
  'capture' | 'speechChoice' | 'languages'
> {
  readonly info: CallInfo;
  readonly call: Call;
  readonly hub: Pick<
    HubClient,
    'request' | 'on' | 'onState' | 'sendAudio' | 'openBlob' | 'openDocument'
  >;
  /** Open already; the session closes it when it ends. */
  readonly own: OwnMedia;
  readonly startTape: StartTape;
  /** Keeps what the person chose for the next time too. */
  readonly remember: (choices: Partial<DeviceChoices>) => void;
  /** Somebody's words, of that name, cannot be written down here any more. */
  readonly onVolunteerFailed: (name: string, error: unknown) => void;
  readonly onProblem: (error: unknown) => void;
}

/** One call this window is in: the room, the person's own devices, and what is said. */
export class CallSession {
  readonly store: StoreApi<SessionState>;
  readonly call: Call;
  readonly transcription: CallTranscription;
  readonly voice: OwnVoiceRecorder;
  readonly #options: CallSessionOptions;
  readonly #own: OwnMedia;
  readonly #captions: CaptionBoard;
  readonly #stops: (() => void)[];
  #ended = false;

  constructor(options: CallSessionOptions) {
    const { call, hub, own } = options;
    this.#options = options;
    this.call = call;
    this.#own = own;
    this.transcription = new CallTranscription({
      ...options,
      onVolunteerFailed: (account, error) => {
        options.onVolunteerFailed(nameIn(call.getState(), account) ?? '', error);
      },
    });
    const { workspace, id } = options.info;
    this.voice = new OwnVoiceRecorder({
      ...options,
      workspace,
      call: id,
      now: () => call.serverNow() ?? Date.now(),
    });
    this.voice.follow(own.microphone?.media ?? null);
    this.#captions = new CaptionBoard((captions) => this.store.setState({ captions }));
    this.store = createStore<SessionState>(() => ({
      info: options.info,
      call: call.getState(),
      own: this.#own.state,
      captions: [],
      words: this.transcription.store.getState(),
      transcriber: { state: 'idle' },
      playSound: null,
    }));
    own.attach(call);
    this.#stops = [
      this.transcription.store.subscribe((words) => this.#onWords(words)),
      own.store.subscribe((state) => {
        this.store.setState({ own: state });
        this.transcription.refresh();
        this.voice.follow(own.microphone?.media ?? null);
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
        if (state !== 'open') return;
        this.transcription.resume();
        this.voice.resume();
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
    this.store.setState({ info });
    await this.#options.call.setTranscription(true);
  }

  stopTranscription(): Promise<void> {
    return this.transcription.stop();
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
    this.transcription.leave();
    this.#close();
    this.#options.call.leave();
  }

  #onCall(call: CallState): void {
    const before = this.store.getState().call;
    this.store.setState({ call });
    if (call.phase === 'ended') return this.#close();
    if (before.grants !== call.grants) this.#own.publishAgain();
    if (call.transcription === null && before.transcription !== null) this.#captions.clear();
    this.transcription.callChanged(call, before);
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
    const { peers } = this.store.getState().call;
    const sender = peers.find(({ session }) => session === message.from);
    if (!caption.success || sender === undefined) return;
    this.#show(sender.identity, caption.data);
  }

  /** What is known of words and consents; who declines is not to be read any more. */
  #onWords(words: WordsState): void {
    this.store.setState({ words });
    for (const [account, { choice }] of words.consents.agreed) {
      if (choice === 'declined') this.#captions.clear(account);
    }
  }

  #onOwnCaption(stream: string, caption: Caption): void {
    const { self } = this.store.getState().call;
    if (!this.transcription.began(stream) || self === null) return;
    this.#show(self.identity, caption);
    // The transcript holds the line whether or not the others see it as a caption.
    this.#options.call.sendData(captionTopic, caption).catch(this.#options.onProblem);
  }

  /** Under the name of whoever spoke, where they agreed to `writer` writing their words down. */
  #show(writer: string, caption: Caption): void {
    const { speaker = writer, startedAt } = caption;
    const { call, words } = this.store.getState();
    const name = nameIn(call, speaker);
    const agreed = words.consents.agreed.get(speaker);
    if (name === null || (speaker !== writer && !agreedTo(agreed, writer, startedAt))) return;
    this.#captions.show(speaker, name, caption);
  }

  #close(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const stop of this.#stops) stop();
    this.#captions.close();
    this.transcription.close();
    this.voice.stop().catch(this.#options.onProblem);
    this.#own.stop();
  }
}
